"""What a sheet says beside its values: hidden rows and columns, merged cells, formulas."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from sources.workbook.merges import Merges


@dataclass(frozen=True, slots=True)
class SheetMarks:
    """What a sheet says beside its values; rows and columns are 1-based."""

    hidden_rows: frozenset[int] = frozenset()
    hidden_columns: tuple[tuple[int, int], ...] = ()
    merges: Merges = field(default_factory=lambda: Merges(()))
    formulas: Mapping[tuple[int, int], tuple[str, bool]] = field(default_factory=dict)
