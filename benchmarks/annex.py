"""How long a large annex takes from file to listing rows, beside calamine and pandas merely reading it.

    python benchmarks/annex.py [--rows N] [--rounds N]

The sheet lists residential areas with their commune, score, class and outcome, some rows hidden, a formula in
the last column and in the total. Each round runs all contenders in turn; printed are minimum and median.
"""

from __future__ import annotations

import argparse
import io
import random
import statistics
import time
from collections.abc import Callable
from datetime import date

import pandas as pd
import python_calamine
from openpyxl import Workbook

from schemas.figure import Identity
from schemas.unit import Unit
from schemas.units import UnitRegistry
from schemas.vocabulary import Level, ReportType
from sources.reading import read_document
from sources.tables import TableReading, read_tables

PERIOD, ON = "2023", date(2023, 12, 14)
OURS, VALUES, PANDAS = "tonghop: file to listing rows", "calamine: its values", "pandas.read_excel (openpyxl)"


def main() -> None:
    arguments = _arguments()
    units = UnitRegistry.load()
    sender = max(
        (row for row in units.rows if row.level is Level.DISTRICT and row.is_valid(ON)),
        key=lambda row: (len(units.children(row.unit_id, ON)), row.unit_id),
    )
    data = annex(sender, units.children(sender.unit_id, ON), arguments.rows)
    contenders: dict[str, Callable[[], object]] = {
        OURS: lambda: read(data, sender.unit_id, units),
        VALUES: lambda: values(data),
    }
    read(data, sender.unit_id, units)
    times: dict[str, list[float]] = {name: [] for name in (*contenders, PANDAS)}
    for number in range(arguments.rounds):
        for name, work in contenders.items():
            times[name].append(_seconds(work))
        if number < arguments.slow_rounds:
            times[PANDAS].append(_seconds(lambda: pd.read_excel(io.BytesIO(data), engine="openpyxl")))
    _print(data, times, len(read(data, sender.unit_id, units).listings))


def annex(sender: Unit, communes: tuple[Unit, ...], rows: int) -> bytes:
    """A workbook with one sheet of so many listed residential areas."""
    chance = random.Random(1)
    book = Workbook(write_only=True)
    page = book.create_sheet("Phụ lục")
    page.append([f"KẾT QUẢ PHÂN LOẠI PHONG TRÀO TOÀN DÂN BẢO VỆ ANTQ ĐỐI VỚI KHU DÂN CƯ NĂM {PERIOD}"])
    page.append([sender.name])
    page.append(
        [
            "STT",
            "Khu dân cư",
            "Thuộc xã, phường",
            "Điểm",
            "Xếp loại",
            "Kết quả xét",
            "Số hộ",
            "Ngày họp",
            "Ghi chú",
        ]
    )
    for number in range(1, rows + 1):
        page.append(
            [
                number,
                f"Tổ dân phố {number % 2000 + 1}",
                communes[number * len(communes) // (rows + 1)].name,
                chance.randrange(500, 1000) / 10,
                chance.choice(["Xuất sắc", "Khá", "Trung bình"]),
                chance.choice(["Đạt", "Đạt", "Không đạt"]),
                f"=D{number + 3}*10" if number % 50 == 0 else chance.randrange(40, 300),
                date(2023, 11, 1 + number % 20),
                "Đã kiểm tra" if number % 7 == 0 else None,
            ]
        )
        if number % 1000 == 0:
            page.row_dimensions[number + 3].hidden = True
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def read(data: bytes, unit_id: str, units: UnitRegistry) -> TableReading:
    """Ours: file to listing rows."""
    identity = Identity(unit_id, PERIOD, ReportType.ANNEX, None, 1.0)
    return read_tables(read_document(data, "phu luc.xlsx"), identity, units)


def values(data: bytes) -> object:
    """The values alone, as calamine gives them."""
    return python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(data)).get_sheet_by_index(0).to_python()


def _seconds(work: Callable[[], object]) -> float:
    started = time.perf_counter()
    work()
    return time.perf_counter() - started


def _print(data: bytes, times: dict[str, list[float]], listings: int) -> None:
    print(f"annex of {len(data) / 1024:.0f} KiB, {listings} listing rows, {len(times[OURS])} rounds")
    print(f"{'':32}{'min s':>10}{'median s':>12}{'ours / it (median)':>22}")
    ours = statistics.median(times[OURS])
    for name, spent in times.items():
        median = statistics.median(spent)
        ratio = "" if name == OURS else f"{ours / median:22.2f}"
        print(f"{name:32}{min(spent):10.2f}{median:12.2f}{ratio}")


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--rows", type=int, default=50_000)
    parser.add_argument("--rounds", type=int, default=7)
    parser.add_argument("--slow-rounds", type=int, default=2, help="rounds of pandas")
    return parser.parse_args()


if __name__ == "__main__":
    main()
