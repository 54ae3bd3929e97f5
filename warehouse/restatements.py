"""What a release restated: old value, new value, and the documents that made the difference.

One INSERT … SELECT compares two releases of a period; a value that appeared or went has a null on one side.
"""

from __future__ import annotations

from typing import Any

from sqlalchemy import Connection, Subquery, and_, case, func, insert, literal, null, select
from sqlalchemy.dialects.postgresql import aggregate_order_by
from sqlalchemy.sql.elements import ColumnElement

from schemas.vocabulary import Operation
from warehouse.tables import (
    documents,
    published_contributions,
    published_indicator_values,
    published_observations,
    restatements,
)

FIGURE_KEY = ("period_code", "unit_id", "indicator_code", "unit_kind", "category")

_RECOMPUTED = "Tính lại từ cùng các báo cáo (quy tắc hoặc danh mục thay đổi)"
_ADDED = "Thêm báo cáo: "
_REMOVED = "Bỏ báo cáo: "


def write_restatements(connection: Connection, former_id: str, release_id: str) -> int:
    """Write the values that differ between two releases of a period to `published.restatements`.

    Gives their number. `cause` is a Vietnamese sentence that names the files whose figures came in or went;
    figures that were considered and discarded are no cause.
    """
    differing = _differing_values(former_id, release_id)
    causes = _changed_documents(former_id, release_id)
    query = select(
        literal(release_id),
        *[differing.c[name] for name in FIGURE_KEY],
        differing.c.old_value,
        differing.c.new_value,
        func.coalesce(causes.c.cause, literal(_RECOMPUTED)),
    ).select_from(differing.outerjoin(causes, _same_key(differing, causes)))
    names = ["release_id", *FIGURE_KEY, "old_value", "new_value", "cause"]
    connection.execute(insert(restatements).from_select(names, query))
    count = select(func.count()).where(restatements.c.release_id == release_id)
    return int(connection.execute(count).scalar_one())


def _differing_values(former_id: str, release_id: str) -> Subquery:
    """Both values of each key, grouped rather than joined: equal keys may hold nulls."""
    values = published_indicator_values
    old = func.max(case((values.c.release_id == former_id, values.c.value), else_=null()))
    new = func.max(case((values.c.release_id == release_id, values.c.value), else_=null()))
    key = [values.c[name] for name in FIGURE_KEY]
    return (
        select(*key, old.label("old_value"), new.label("new_value"))
        .where(values.c.release_id.in_([former_id, release_id]))
        .group_by(*key)
        .having(old.is_distinct_from(new))
        .subquery("differing")
    )


def _changed_documents(former_id: str, release_id: str) -> Subquery:
    """Per figure, the sentence about documents that contribute to one of the two releases only."""
    sides = _document_sides(former_id, release_id)
    name = func.coalesce(documents.c.file_name, sides.c.document_id)
    added = _list_of(name, sides.c.is_new == 1)
    removed = _list_of(name, sides.c.is_new == 0)
    key = [sides.c[column] for column in FIGURE_KEY]
    cause = case(
        (added.is_(None), literal(_REMOVED).concat(removed)),
        (removed.is_(None), literal(_ADDED).concat(added)),
        else_=literal(_ADDED).concat(added).concat("; ").concat(literal(_REMOVED)).concat(removed),
    )
    return (
        select(*key, cause.label("cause"))
        .select_from(sides.outerjoin(documents, documents.c.document_id == sides.c.document_id))
        .group_by(*key)
        .subquery("causes")
    )


def _document_sides(former_id: str, release_id: str) -> Subquery:
    """Figure and document where the document is in one release only; `is_new` says in which."""
    parts, seen = published_contributions, published_observations
    key = [parts.c[name] for name in FIGURE_KEY]
    is_new = case((parts.c.release_id == release_id, 1), else_=0)
    return (
        select(*key, seen.c.document_id, func.max(is_new).label("is_new"))
        .join(
            seen,
            and_(seen.c.release_id == parts.c.release_id, seen.c.observation_id == parts.c.observation_id),
        )
        .where(
            parts.c.release_id.in_([former_id, release_id]),
            parts.c.operation != Operation.DISCARDED.value,
        )
        .group_by(*key, seen.c.document_id)
        .having(func.max(is_new) == func.min(is_new))
        .subquery("sides")
    )


def _list_of(name: ColumnElement[Any], where: ColumnElement[bool]) -> ColumnElement[Any]:
    return func.string_agg(case((where, name), else_=null()), aggregate_order_by(literal(", "), name))


def _same_key(one: Subquery, other: Subquery) -> ColumnElement[bool]:
    return and_(*[one.c[name].is_not_distinct_from(other.c[name]) for name in FIGURE_KEY])
