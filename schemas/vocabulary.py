"""The closed lists of the field, spelled as they are stored and published.

Each list is a `StrEnum`, so that a value is its own code in the warehouse. Labels in Vietnamese and
English stand in `reference/labels.yaml`; here are only the codes.
"""

from __future__ import annotations

from enum import StrEnum


class Role(StrEnum):
    """What a number does in its statement (DESIGN, "Output of tonghop extract")."""

    COUNT = "count"
    AMOUNT = "amount"
    PART = "part"
    WHOLE = "whole"
    PERCENT = "percent"
    CHANGE = "change"
    CHANGE_PERCENT = "change_percent"
    TARGET = "target"
    PREVIOUS = "previous"


class FigureStatus(StrEnum):
    """What became of a number; the four add up to all numbers of a document."""

    MAPPED = "mapped"
    UNMAPPED = "unmapped"
    NOT_STATISTIC = "not_statistic"
    OUT_OF_SCOPE = "out_of_scope"


class Qualifier(StrEnum):
    """How exactly a figure is stated ("trên", "gần", "không quá")."""

    EXACT = "exact"
    APPROXIMATELY = "approximately"
    AT_LEAST = "at_least"
    AT_MOST = "at_most"


class Direction(StrEnum):
    """Which way a change goes; its magnitude is stored without a sign."""

    UP = "up"
    DOWN = "down"


class UnitKind(StrEnum):
    """The kinds of unit that figures are broken down by (QĐ 510/QĐ-BCA-V05, TT 124/2021/TT-BCA Art. 1)."""

    RESIDENTIAL_AREA = "residential_area"
    COMMUNE = "commune"
    AGENCY = "agency"
    ENTERPRISE = "enterprise"
    SCHOOL = "school"
    DISTRICT = "district"
    DEPARTMENT = "department"


class Level(StrEnum):
    """Levels of the administrative tree; districts end on 30 June 2025 (NQ 202/2025/QH15)."""

    PROVINCE = "province"
    DISTRICT = "district"
    COMMUNE = "commune"


class Rating(StrEnum):
    """Classes of the movement; which of them exist depends on the scheme in force."""

    EXCELLENT = "excellent"
    VERY_GOOD = "very_good"
    GOOD = "good"
    AVERAGE = "average"
    WEAK = "weak"


class ReportType(StrEnum):
    """Kinds of document; only narratives and annexes are a unit's own report."""

    NARRATIVE = "narrative"
    ANNEX = "annex"
    NOTICE = "notice"
    NEWS = "news"
    PROGRAMME = "programme"
    PLAN = "plan"
    REMEDIATION_PLAN = "remediation_plan"


class DocumentStatus(StrEnum):
    """What became of a received file."""

    ACCEPTED = "accepted"
    SUPERSEDED = "superseded"
    DUPLICATE = "duplicate"
    QUARANTINED = "quarantined"
    WITHDRAWN = "withdrawn"


class Severity(StrEnum):
    """How much a finding matters."""

    ERROR = "error"
    WARNING = "warning"
    INFORMATION = "information"


class Origin(StrEnum):
    """Where a published value comes from, strongest first."""

    REPORTED = "reported"
    SUMMED = "summed"
    DERIVED = "derived"
    NOTICE = "notice"
    NEWS = "news"


class Operation(StrEnum):
    """What a contribution does to the published value it belongs to."""

    REPORTED = "reported"
    SUMMED = "summed"
    NUMERATOR = "numerator"
    DENOMINATOR = "denominator"
    DISCARDED = "discarded"


class Comparability(StrEnum):
    """Whether a value and the one a year before may be compared."""

    COMPARABLE = "comparable"
    STATED_ONLY = "stated_only"
    COVERAGE_DIFFERS = "coverage_differs"
    BOUNDARY_CHANGED = "boundary_changed"
    SCHEME_CHANGED = "scheme_changed"
    NOT_REPORTED = "not_reported"


class Timeliness(StrEnum):
    """When a report came, against its due day."""

    ON_TIME = "on_time"
    LATE = "late"
    MISSING = "missing"
    NOT_DUE = "not_due"


class ReportingStatus(StrEnum):
    """What became of what a unit owed."""

    RECEIVED = "received"
    INCOMPLETE = "incomplete"
    MISSING = "missing"
    QUARANTINED = "quarantined"
    NOT_OWED = "not_owed"


class TargetStatus(StrEnum):
    """Whether a programme target is met at its milestone, or on the way there."""

    MET = "met"
    NOT_MET = "not_met"
    ON_TRACK = "on_track"
    OFF_TRACK = "off_track"
    NOT_COMPUTABLE = "not_computable"


class Consequence(StrEnum):
    """What follows from a low class (Bắc Giang conclusions 12/01/2024; Đề án 2020-2025 IV.7)."""

    REMEDIATION_PLAN = "remediation_plan"
    HEAVIER_MEASURES = "heavier_measures"
    NO_AWARD = "no_award"


class ReleaseStatus(StrEnum):
    """Status of published statistics: ước tính, sơ bộ, chính thức."""

    ESTIMATED = "estimated"
    PRELIMINARY = "preliminary"
    OFFICIAL = "official"
