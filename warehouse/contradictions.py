"""Where lists, stated totals and rules contradict each other: findings of the rating, in SQL.

- X01 (warning): the stated total of a class, or of recognised units, is not the number that the list names;
- X02 (warning): a unit that isn't "An toàn về ANTT" is rated Khá or better (derived from observation; no text
  that could be read makes it a rule, so it never changes a rating);
- X03 (error): a class that the scheme in force does not have;
- X04 (warning): two lists rate one unit differently.

Each replaces its findings of the period; other rules' findings are not touched.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import (
    BigInteger,
    ColumnElement,
    Connection,
    Select,
    String,
    and_,
    cast,
    delete,
    false,
    func,
    insert,
    literal,
    null,
    or_,
    select,
    union_all,
)

from schemas.periods import Period
from schemas.rating_schemes import RatingScheme
from schemas.vocabulary import Rating, Severity
from warehouse.listed_units import accepted_listings, label_of
from warehouse.tables import findings, indicator_values, listings, safety_recognitions, unit_ratings
from warehouse.tree import plant_tree
from warehouse.working import drop_working_tables, insert_columns, make_working_tables

COUNT_DIFFERS = "X01"
NOT_SAFE_BUT_GOOD = "X02"
CLASS_UNKNOWN = "X03"
LISTS_DIFFER = "X04"
RULES = (COUNT_DIFFERS, NOT_SAFE_BUT_GOOD, CLASS_UNKNOWN, LISTS_DIFFER)

_GOOD_OR_BETTER = (Rating.EXCELLENT, Rating.VERY_GOOD, Rating.GOOD)


def find_contradictions(connection: Connection, period: Period, schemes: Mapping[str, RatingScheme]) -> None:
    """Replace the period's findings of the rules X01–X04 in `stage.findings`.

    Needs the period's `stage.indicator_values`, `unit_ratings` and `safety_recognitions`.
    """
    make_working_tables(connection)
    plant_tree(connection, period.code, period.ends_on, list(schemes))
    connection.execute(
        delete(findings).where(findings.c.period_code == period.code, findings.c.rule.in_(RULES))
    )
    for found in (
        _counts_that_differ(period),
        _good_but_not_safe(period),
        _classes_unknown(period, schemes),
        _lists_that_differ(period),
    ):
        connection.execute(insert(findings).from_select(insert_columns(findings), found))
    drop_working_tables(connection)


@dataclass(frozen=True, slots=True)
class _Place:
    """Whom a finding concerns, where it stands, and what makes its id unique within rule and period."""

    unit_id: ColumnElement[Any]
    document_id: ColumnElement[Any]
    locator: ColumnElement[Any]
    subject: ColumnElement[str]


def _finding(
    rule: str, severity: Severity, period: Period, place: _Place, message: ColumnElement[str], *numbers: Any
) -> Select[Any]:
    reported, expected = numbers or (null(), null())
    return select(
        literal(f"{rule}/{period.code}/").concat(place.subject),
        literal(period.code),
        place.unit_id,
        place.document_id,
        place.locator,
        literal(rule),
        literal(severity.value),
        message,
        reported,
        expected,
    )


def _counts_that_differ(period: Period) -> Select[Any]:
    accepted = accepted_listings(period)

    def told(indicator_code: ColumnElement[str], condition: ColumnElement[bool]) -> Select[Any]:
        return select(accepted, indicator_code.label("indicator_code")).where(condition)

    listed = union_all(
        told(literal("rating.", String).concat(accepted.c.rating), accepted.c.rating.is_not(None)),
        told(literal("safety.recognised", String), accepted.c.recognised.is_(True)),
    ).cte("listed")
    counts = (
        select(
            listed.c.sender_id,
            listed.c.unit_kind,
            listed.c.indicator_code,
            func.count(func.coalesce(listed.c.unit_id, listed.c.name).distinct()).label("units"),
            func.min(listed.c.document_id).label("document_id"),
            func.min(listed.c.locator).label("locator"),
        )
        .group_by(listed.c.sender_id, listed.c.unit_kind, listed.c.indicator_code)
        .cte("counts")
    )
    message = (
        literal("Số đã nêu là ")
        .concat(_whole(indicator_values.c.value))
        .concat(" nhưng danh sách kèm theo có ")
        .concat(_whole(counts.c.units))
        .concat(" đơn vị (")
        .concat(label_of("unit_kind", counts.c.unit_kind))
        .concat(").")
    )
    subject = (
        counts.c.sender_id.concat("/").concat(counts.c.indicator_code).concat("/").concat(counts.c.unit_kind)
    )
    return (
        _finding(
            COUNT_DIFFERS,
            Severity.WARNING,
            period,
            _Place(counts.c.sender_id, counts.c.document_id, counts.c.locator, subject),
            message,
            indicator_values.c.value,
            counts.c.units,
        )
        .join(
            indicator_values,
            and_(
                indicator_values.c.period_code == period.code,
                indicator_values.c.unit_id == counts.c.sender_id,
                indicator_values.c.indicator_code == counts.c.indicator_code,
                indicator_values.c.unit_kind == counts.c.unit_kind,
                indicator_values.c.category.is_(None),
            ),
        )
        .where(indicator_values.c.value != counts.c.units)
    )


def _good_but_not_safe(period: Period) -> Select[Any]:
    message = (
        literal("Đơn vị không đạt tiêu chuẩn “An toàn về ANTT” nhưng được xếp loại ")
        .concat(label_of("rating", unit_ratings.c.rating))
        .concat("; đề nghị kiểm tra lại.")
    )
    return (
        _finding(
            NOT_SAFE_BUT_GOOD,
            Severity.WARNING,
            period,
            _Place(
                unit_ratings.c.unit_id, listings.c.document_id, listings.c.locator, unit_ratings.c.unit_id
            ),
            message,
        )
        .select_from(unit_ratings)
        .join(
            safety_recognitions,
            and_(
                safety_recognitions.c.unit_id == unit_ratings.c.unit_id,
                safety_recognitions.c.period_code == unit_ratings.c.period_code,
            ),
        )
        .join(listings, _is_evidence())
        .where(
            unit_ratings.c.period_code == period.code,
            safety_recognitions.c.recognised.is_(False),
            unit_ratings.c.rating.in_(_GOOD_OR_BETTER),
        )
    )


def _classes_unknown(period: Period, schemes: Mapping[str, RatingScheme]) -> Select[Any]:
    unknown = [
        and_(unit_ratings.c.scheme == scheme.code, unit_ratings.c.rating.not_in(scheme.classes))
        for scheme in schemes.values()
        if scheme.classes
    ]
    message = (
        literal("Xếp loại ")
        .concat(label_of("rating", unit_ratings.c.rating))
        .concat(" không có trong quy định đang áp dụng cho kỳ này.")
    )
    return (
        _finding(
            CLASS_UNKNOWN,
            Severity.ERROR,
            period,
            _Place(
                unit_ratings.c.unit_id, listings.c.document_id, listings.c.locator, unit_ratings.c.unit_id
            ),
            message,
        )
        .select_from(unit_ratings)
        .join(listings, _is_evidence())
        .where(unit_ratings.c.period_code == period.code, or_(false(), *unknown))
    )


def _lists_that_differ(period: Period) -> Select[Any]:
    accepted = accepted_listings(period)
    message = (
        literal("Hai danh sách xếp loại khác nhau cho cùng một đơn vị: ")
        .concat(label_of("rating", unit_ratings.c.rating))
        .concat(" (được lấy) và ")
        .concat(label_of("rating", accepted.c.rating))
        .concat(".")
    )
    return (
        _finding(
            LISTS_DIFFER,
            Severity.WARNING,
            period,
            _Place(accepted.c.unit_id, accepted.c.document_id, accepted.c.locator, accepted.c.listing_id),
            message,
        )
        .select_from(accepted)
        .join(
            unit_ratings,
            and_(unit_ratings.c.unit_id == accepted.c.unit_id, unit_ratings.c.period_code == period.code),
        )
        .where(accepted.c.rating != unit_ratings.c.rating)
    )


def _is_evidence() -> ColumnElement[bool]:
    return and_(
        listings.c.listing_id == unit_ratings.c.evidence_id,
        listings.c.period_code == unit_ratings.c.period_code,
    )


def _whole(number: ColumnElement[Any]) -> ColumnElement[str]:
    return cast(cast(number, BigInteger), String)
