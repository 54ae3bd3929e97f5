"""How long extraction takes from bytes to figures, beside converting the same file with two common tools.

    python benchmarks/extraction.py [REPORT.docx] [--rounds N]

Without a report the largest Word report of `examples/inbox` is taken. Each round runs all three in turn, so
that a busy moment of the machine hits all alike; printed are minimum and median of the rounds.
"""

from __future__ import annotations

import argparse
import io
import statistics
import time
from collections.abc import Callable
from pathlib import Path

from docx2python import docx2python
from markitdown import MarkItDown

from schemas.units import UnitRegistry
from sources.file_reading import read_file

EXAMPLES = Path(__file__).parents[1] / "examples" / "inbox"
OURS = "tonghop: bytes to figures"


def main() -> None:
    arguments = _arguments()
    report: Path = arguments.report or _largest_report()
    data = report.read_bytes()
    converter = MarkItDown()
    contenders: dict[str, Callable[[], object]] = {
        OURS: lambda: read_file(data, report.name),
        "markitdown: to Markdown": lambda: converter.convert_stream(io.BytesIO(data), file_extension=".docx"),
        "docx2python: to text": lambda: docx2python(io.BytesIO(data)).text,
    }
    UnitRegistry.load()
    for work in contenders.values():
        work()
    times: dict[str, list[float]] = {name: [] for name in contenders}
    for _ in range(arguments.rounds):
        for name, work in contenders.items():
            started = time.perf_counter()
            work()
            times[name].append(time.perf_counter() - started)
    _print(report, times, len(read_file(data, report.name).extraction.figures))


def _print(report: Path, times: dict[str, list[float]], figures: int) -> None:
    rounds = len(times[OURS])
    print(f"{report.name}, {report.stat().st_size / 1024:.0f} KiB, {figures} figures, {rounds} rounds")
    print(f"{'':28}{'min ms':>10}{'median ms':>12}{'ours / it (median)':>22}")
    ours = statistics.median(times[OURS])
    for name, spent in times.items():
        median = statistics.median(spent)
        ratio = "" if name == OURS else f"{ours / median:22.2f}"
        print(f"{name:28}{min(spent) * 1000:10.1f}{median * 1000:12.1f}{ratio}")


def _largest_report() -> Path:
    reports = [path for path in EXAMPLES.rglob("*.docx") if _is_readable(path)]
    return max(reports, key=lambda path: path.stat().st_size)


def _is_readable(path: Path) -> bool:
    try:
        return bool(read_file(path.read_bytes(), path.name).extraction.figures)
    except Exception:
        return False


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("report", type=Path, nargs="?", help="a Word report")
    parser.add_argument("--rounds", type=int, default=15)
    return parser.parse_args()


if __name__ == "__main__":
    main()
