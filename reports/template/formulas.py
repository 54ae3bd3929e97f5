"""The formulas of locked cells; each shows nothing while what it needs is blank, so that blank never looks
like zero.
"""

from __future__ import annotations

from collections.abc import Sequence

from openpyxl.utils import get_column_letter

from schemas.templates.plan import Computed, Computes, Place


def formula_of(cell: Computed) -> str:
    """The formula of a computed cell, in Excel's own names."""
    match cell.computes:
        case Computes.SUM:
            addends = _range(cell.terms)
            return f'=IF(COUNT({addends})=0,"",SUM({addends}))'
        case Computes.SHARE:
            part, whole = _added(cell.terms), _added(cell.base)
            counted = f"COUNT({','.join(map(_address, cell.terms))})"
            return f'=IF(OR({counted}=0,({whole})=0),"",ROUND(({part})/({whole})*100,2))'
        case Computes.DIFFERENCE:
            now, before = _address(cell.terms[0]), _address(cell.base[0])
            return f'=IF(COUNT({now},{before})<2,"",ROUND({now}-{before},2))'
        case Computes.CHANGE_PERCENT:
            now, before = _address(cell.terms[0]), _address(cell.base[0])
            return f'=IF(COUNT({now},{before})<2,"",IF({before}=0,"",ROUND(({now}-{before})/{before}*100,2)))'


def _added(places: Sequence[Place]) -> str:
    return "+".join(f"N({_address(place)})" for place in places)


def _range(places: Sequence[Place]) -> str:
    return f"{_address(places[0])}:{_address(places[-1])}"


def _address(place: Place) -> str:
    row, column = place
    return f"{get_column_letter(column)}{row}"
