"""Ratings and recognitions of units, as their steering committees decided and reported them, in SQL.

What belongs here: the rows of `stage.unit_ratings` and `stage.safety_recognitions`. The scores that separate
the classes of QĐ 510/QĐ-BCA-V05 are not public: `computed_rating` stays null until a deployment configures
them, and the rating is the reported one. Contradictions are found in `contradictions`.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Connection,
    String,
    case,
    cast,
    delete,
    func,
    insert,
    literal,
    null,
    or_,
    select,
)

from schemas.periods import Period
from schemas.rating_schemes import RatingScheme
from warehouse.listed_units import accepted_listings, label_of, speaking_for_each_unit
from warehouse.tables import safety_recognitions, unit_ratings
from warehouse.tree import plant_tree
from warehouse.working import drop_working_tables, insert_columns, make_working_tables


def rate_units(connection: Connection, period: Period, schemes: Mapping[str, RatingScheme]) -> None:
    """Replace the period's rows of `stage.unit_ratings` and `stage.safety_recognitions`, from the listings.

    `schemes` gives for each province (its unit_id) the scheme in force at the end of the period; units
    elsewhere get no rows. `evidence_id` is the listing's id.
    """
    make_working_tables(connection)
    plant_tree(connection, period.code, period.ends_on, list(schemes))
    for table in (unit_ratings, safety_recognitions):
        connection.execute(delete(table).where(table.c.period_code == period.code))
    if schemes:
        connection.execute(_rate(period, schemes))
        connection.execute(_recognise(period))
    drop_working_tables(connection)


def _rate(period: Period, schemes: Mapping[str, RatingScheme]) -> Any:
    accepted = accepted_listings(period)
    listed = speaking_for_each_unit(accepted, accepted.c.rating.is_not(None), "listed")
    scheme_code = case(*((listed.c.root_id == root_id, scheme.code) for root_id, scheme in schemes.items()))
    score = case(
        (listed.c.score.is_not(None), literal(", ").concat(_number(listed.c.score)).concat(" điểm")),
        else_="",
    )
    reason = literal("Được xếp loại ").concat(label_of("rating", listed.c.rating)).concat(score)
    rows = select(
        literal(period.code),
        listed.c.unit_id,
        listed.c.unit_kind,
        listed.c.parent_id,
        scheme_code,
        listed.c.score,
        listed.c.rating,
        null(),
        listed.c.rating,
        reason.concat(_according_to(listed)),
        listed.c.listing_id,
    )
    return insert(unit_ratings).from_select(insert_columns(unit_ratings), rows)


def _recognise(period: Period) -> Any:
    accepted = accepted_listings(period)
    says = or_(accepted.c.registered.is_not(None), accepted.c.recognised.is_not(None))
    listed = speaking_for_each_unit(accepted, says, "listed")
    outcome = case(
        (listed.c.recognised.is_(True), "Đạt tiêu chuẩn “An toàn về ANTT”"),
        (listed.c.recognised.is_(False), "Không đạt tiêu chuẩn “An toàn về ANTT”"),
        (listed.c.registered.is_(True), "Đã đăng ký, chưa rõ kết quả “An toàn về ANTT”"),
        else_="Không đăng ký “An toàn về ANTT”",
    )
    rows = select(
        literal(period.code),
        listed.c.unit_id,
        listed.c.unit_kind,
        listed.c.parent_id,
        listed.c.registered,
        listed.c.recognised,
        outcome.concat(_according_to(listed)),
    )
    return insert(safety_recognitions).from_select(insert_columns(safety_recognitions), rows)


def _according_to(listed: Any) -> ColumnElement[str]:
    by_whom = case(
        (listed.c.senders_name.is_not(None), literal(" trong báo cáo của ").concat(listed.c.senders_name)),
        else_="",
    )
    return literal(" theo danh sách").concat(by_whom).concat(" (").concat(listed.c.locator).concat(").")


def _number(value: ColumnElement[Any]) -> ColumnElement[str]:
    """A decimal as Vietnamese text: without trailing zeros, with a decimal comma."""
    digits = func.rtrim(func.rtrim(cast(value, String), "0"), ".")
    return func.replace(digits, ".", ",")
