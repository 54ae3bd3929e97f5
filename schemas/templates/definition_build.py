"""The content of `templates.yaml` as records; a wrong word or a missing key is a fault of the file."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from decimal import Decimal
from types import MappingProxyType
from typing import cast

from schemas.errors import ReferenceDataError
from schemas.templates.definition import (
    SENDERS,
    AreasTable,
    Dimension,
    Holds,
    ListingTable,
    MatrixTable,
    RegisterTable,
    RowsTable,
    Section,
    SheetDefinition,
    TableDefinition,
    TemplateDefinition,
    Wording,
)
from schemas.vocabulary import Level, UnitKind

_Declared = Mapping[str, object]


def build_definition(content: _Declared) -> TemplateDefinition:
    """The records of the file's content; raises `ReferenceDataError`, `KeyError` or `ValueError`."""
    left_out = _mapping(content["left_out"])
    return TemplateDefinition(
        version=int(str(content["version"])),
        least_money=Decimal(str(content["least_money"])),
        sheets=tuple(_sheet(_mapping(each)) for each in _sequence(content["sheets"])),
        left_out=MappingProxyType({Level(level): _texts(codes) for level, codes in left_out.items()}),
        row_labels=MappingProxyType(
            {name: _texts(names) for name, names in _mapping(content["row_labels"]).items()}
        ),
        lists=MappingProxyType({name: _words(words) for name, words in _mapping(content["lists"]).items()}),
        wording=_wording(_mapping(content["wording"])),
    )


def _sheet(declared: _Declared) -> SheetDefinition:
    return SheetDefinition(
        name=str(declared["name"]),
        number=str(declared["number"]),
        title=str(declared["title"]),
        about=str(declared["about"]),
        senders=frozenset(Level(level) for level in _words(declared.get("senders", SENDERS))),
        tables=tuple(_table(_mapping(each), str(declared["name"])) for each in _sequence(declared["tables"])),
    )


def _table(declared: _Declared, sheet: str) -> TableDefinition:
    builders: Mapping[str, Callable[[_Declared], TableDefinition]] = {
        "rows": _rows,
        "matrix": _matrix,
        "areas": _areas,
        "listing": _listing,
        "register": _register,
    }
    builder = builders.get(str(declared["layout"]))
    if builder is None:
        known = ", ".join(builders)
        raise ReferenceDataError(f"{sheet}: layout {declared['layout']!r}, expected one of {known}")
    return builder(declared)


def _rows(declared: _Declared) -> RowsTable:
    sections = tuple(
        Section(str(each.get("heading", "")), _words(each["rows"]))
        for each in map(_mapping, _sequence(declared["sections"]))
    )
    return RowsTable(str(declared.get("title", "")), sections)


def _matrix(declared: _Declared) -> MatrixTable:
    return MatrixTable(
        title=str(declared.get("title", "")),
        dimension=Dimension(str(declared["dimension"])),
        heading=str(declared["heading"]),
        values=MappingProxyType(
            {Level(level): _words(values) for level, values in _mapping(declared["values"]).items()}
        ),
        columns=_texts(declared["columns"]),
    )


def _areas(declared: _Declared) -> AreasTable:
    return AreasTable(str(declared.get("title", "")), _texts(declared["columns"]))


def _listing(declared: _Declared) -> ListingTable:
    kinds = tuple(UnitKind(kind) for kind in _words(declared["kinds"]))
    spare = int(str(declared.get("spare", 0)))
    return ListingTable(kinds, str(declared["heading"]), _counts(declared["least"]), spare)


def _register(declared: _Declared) -> RegisterTable:
    columns = tuple(
        (str(each["heading"]), Holds(str(each["holds"])))
        for each in map(_mapping, _sequence(declared["columns"]))
    )
    return RegisterTable(str(declared.get("title", "")), columns, _counts(declared["least"]))


def _wording(declared: _Declared) -> Wording:
    return Wording(
        sender=str(declared["sender"]),
        unit_in_province=str(declared["unit_in_province"]),
        attached=str(declared["attached"]),
        period_in_title=str(declared["period_in_title"]),
        headings=_texts(declared["headings"]),
        guide=MappingProxyType(dict(_mapping(declared["guide"]))),
        validation=_texts(declared["validation"]),
        reading=_texts(declared["reading"]),
    )


def _counts(declared: object) -> Mapping[Level, int]:
    return MappingProxyType({Level(level): int(str(n)) for level, n in _mapping(declared).items()})


def _texts(declared: object) -> Mapping[str, str]:
    return MappingProxyType({key: str(text) for key, text in _mapping(declared).items()})


def _words(declared: object) -> tuple[str, ...]:
    return tuple(str(word) for word in _sequence(declared))


def _mapping(declared: object) -> _Declared:
    if not isinstance(declared, Mapping):
        raise ReferenceDataError(f"expected a mapping, found {declared!r}")
    return cast("_Declared", declared)


def _sequence(declared: object) -> Sequence[object]:
    if not isinstance(declared, Sequence) or isinstance(declared, str):
        raise ReferenceDataError(f"expected a list, found {declared!r}")
    return declared
