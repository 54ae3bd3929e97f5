"""A province's page for a period in Markdown: its headline figures, as published, for reading and for mail.

The provincial report in Word and Excel, and the bulletin, are documents of their own.
"""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal

from reports.headline import HeadlineFigure, UnitOverview
from schemas.labels import label

_HEAD = (
    "| Chỉ tiêu | Đơn vị tính | Kết quả | Cùng kỳ trước | Tăng, giảm | Tỷ lệ (%) | Số đơn vị có số liệu |",
    "|---|---|---:|---:|---:|---:|---:|",
)
_SWAPPED = str.maketrans(",.", ".,")
_CENTS = Decimal("0.01")


def summary_page(overview: UnitOverview, release_id: str) -> str:
    """The page as Markdown text; `release_id` names the release that the figures are of."""
    title = f"# {overview.name}: kết quả chủ yếu về an ninh, trật tự – {overview.period_vi}"
    lines = [title, "", *_HEAD, *(_line(figure) for figure in overview.figures), ""]
    note = f"Nguồn: bản công bố {release_id}. Dấu – là chưa có số liệu, không phải bằng không."
    return "\n".join([*lines, note, ""])


def written(value: Decimal | None) -> str:
    """A number as Vietnamese documents write it, with at most two decimals: 2.400.180.000; 89,29; –."""
    if value is None:
        return "–"
    text = f"{value.quantize(_CENTS, ROUND_HALF_UP):,f}".rstrip("0").rstrip(".")
    return text.translate(_SWAPPED)


def _line(figure: HeadlineFigure) -> str:
    cells = (
        _name(figure),
        figure.unit,
        written(figure.value),
        written(figure.previous_value),
        _signed(figure.change),
        _signed(figure.change_pct),
        _coverage(figure),
    )
    return "| " + " | ".join(cells) + " |"


def _name(figure: HeadlineFigure) -> str:
    if figure.unit_kind is None:
        return figure.label_vi
    return f"{figure.label_vi} ({label('unit_kind', figure.unit_kind).label_vi.lower()})"


def _signed(value: Decimal | None) -> str:
    return ("+" if value is not None and value > 0 else "") + written(value)


def _coverage(figure: HeadlineFigure) -> str:
    if figure.units_reported is None:
        return ""
    expected = "–" if figure.units_expected is None else str(figure.units_expected)
    return f"{figure.units_reported}/{expected}"
