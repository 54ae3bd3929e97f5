"""Where lists, stated totals and rules contradict each other: findings of the rating, in SQL.

- X01: the stated total of a class, or of recognised units, is not the number that the list names;
- X02: a unit that isn't "An toàn về ANTT" is rated Khá or better (derived from observation; no text
  that could be read makes it a rule, so it never changes a rating);
- X03: a class that the scheme in force does not have;
- X04: two lists rate one unit differently;
- X08: one unit in the lists of two senders (delegated by the province): it counts once.

How much each matters and what the clerk is told stands in `check_rules.yaml`.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Connection,
    Select,
    String,
    and_,
    false,
    func,
    literal,
    null,
    or_,
    select,
    union_all,
)

from schemas.periods import Period
from schemas.rating_schemes import RatingScheme
from schemas.vocabulary import Rating, UnitKind
from warehouse.found import replace_findings
from warehouse.listed_units import accepted_listings, label_of
from warehouse.tables import indicator_values, listings, safety_recognitions, unit_ratings
from warehouse.tree import plant_tree
from warehouse.working import drop_working_tables, make_working_tables

_ORGANISATIONS = (UnitKind.AGENCY, UnitKind.ENTERPRISE, UnitKind.SCHOOL)
_GOOD_OR_BETTER = (Rating.EXCELLENT, Rating.VERY_GOOD, Rating.GOOD)


def find_contradictions(connection: Connection, period: Period, schemes: Mapping[str, RatingScheme]) -> None:
    """Replace the period's findings of the rules X01–X04 and X08 in `stage.findings`.

    Needs the period's `stage.indicator_values`, `unit_ratings` and `safety_recognitions`.
    """
    make_working_tables(connection)
    plant_tree(connection, period.code, period.ends_on, list(schemes))
    statements = {
        "X01": _counts_that_differ(period),
        "X02": _good_but_not_safe(period),
        "X03": _classes_unknown(period, schemes),
        "X04": _lists_that_differ(period),
        "X08": _listed_twice(period),
    }
    replace_findings(connection, period, statements)
    drop_working_tables(connection)


def _place(
    subject: ColumnElement[str],
    unit_id: ColumnElement[Any],
    source: Any,
    reported: ColumnElement[Any] | None = None,
    expected: ColumnElement[Any] | None = None,
) -> list[ColumnElement[Any]]:
    """The columns that every finding has; `source` has the document and the locator."""
    return [
        subject.label("subject"),
        unit_id.label("unit_id"),
        source.c.document_id,
        source.c.locator,
        (null() if reported is None else reported).label("reported"),
        (null() if expected is None else expected).label("expected"),
    ]


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
    stated_of_all, listed_of_all = _organisations(period, counts)
    subject = (
        counts.c.sender_id.concat("/").concat(counts.c.indicator_code).concat("/").concat(counts.c.unit_kind)
    )
    return (
        select(
            *_place(subject, counts.c.sender_id, counts, indicator_values.c.value, counts.c.units),
            indicator_values.c.value.label("stated"),
            counts.c.units.label("listed"),
            label_of("unit_kind", counts.c.unit_kind).label("unit_kind"),
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
        .where(
            indicator_values.c.value != counts.c.units,
            or_(counts.c.unit_kind.not_in(_ORGANISATIONS), stated_of_all != listed_of_all),
        )
    )


def _organisations(period: Period, counts: Any) -> tuple[ColumnElement[Any], ColumnElement[Any]]:
    """What is stated and what is listed of agencies, enterprises and schools together.

    Text and list may put one organisation under two kinds (a bank, a hospital): only the sum can be wrong.
    """
    kinds = counts.alias("kinds")
    stated = (
        select(func.sum(indicator_values.c.value))
        .where(
            indicator_values.c.period_code == period.code,
            indicator_values.c.unit_id == counts.c.sender_id,
            indicator_values.c.indicator_code == counts.c.indicator_code,
            indicator_values.c.unit_kind.in_(_ORGANISATIONS),
            indicator_values.c.category.is_(None),
        )
        .correlate(counts)
    )
    listed = (
        select(func.sum(kinds.c.units))
        .where(
            kinds.c.sender_id == counts.c.sender_id,
            kinds.c.indicator_code == counts.c.indicator_code,
            kinds.c.unit_kind.in_(_ORGANISATIONS),
        )
        .correlate(counts)
    )
    return func.coalesce(stated.scalar_subquery(), 0), func.coalesce(listed.scalar_subquery(), 0)


def _good_but_not_safe(period: Period) -> Select[Any]:
    return (
        select(
            *_place(unit_ratings.c.unit_id, unit_ratings.c.unit_id, listings),
            label_of("rating", unit_ratings.c.rating).label("rating"),
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
    return (
        select(
            *_place(unit_ratings.c.unit_id, unit_ratings.c.unit_id, listings),
            label_of("rating", unit_ratings.c.rating).label("rating"),
        )
        .select_from(unit_ratings)
        .join(listings, _is_evidence())
        .where(unit_ratings.c.period_code == period.code, or_(false(), *unknown))
    )


def _lists_that_differ(period: Period) -> Select[Any]:
    accepted = accepted_listings(period)
    return (
        select(
            *_place(accepted.c.listing_id, accepted.c.unit_id, accepted),
            label_of("rating", unit_ratings.c.rating).label("taken"),
            label_of("rating", accepted.c.rating).label("other"),
        )
        .select_from(accepted)
        .join(
            unit_ratings,
            and_(unit_ratings.c.unit_id == accepted.c.unit_id, unit_ratings.c.period_code == period.code),
        )
        .where(accepted.c.rating != unit_ratings.c.rating)
    )


def _listed_twice(period: Period) -> Select[Any]:
    """Units that several senders list: told at the listing of the sender whose id comes last."""
    one = accepted_listings(period)
    other = one.alias("other_listings")
    return (
        select(
            *_place(one.c.unit_id, one.c.unit_id, one),
            one.c.name,
            one.c.senders_name.label("sender"),
            other.c.senders_name.label("other"),
        )
        .select_from(one)
        .join(other, and_(other.c.unit_id == one.c.unit_id, other.c.sender_id < one.c.sender_id))
        .order_by(one.c.unit_id, one.c.document_id, one.c.locator, other.c.sender_id)
    )


def _is_evidence() -> ColumnElement[bool]:
    return and_(
        listings.c.listing_id == unit_ratings.c.evidence_id,
        listings.c.period_code == unit_ratings.c.period_code,
    )
