"""`tonghop review`: the workbook of what could not be mapped surely, and learning from it once filled in."""

from __future__ import annotations

import sys
from datetime import UTC, datetime
from pathlib import Path

from assets.review import learn, review_lines
from pipelines.exit_codes import DONE, FINDINGS
from pipelines.progress import shown
from pipelines.resources import open_workplace
from pipelines.settings import Settings
from reports.review.filled import refused_copy
from reports.review.workbook import review_workbook
from schemas.errors import LayoutError, SettingsError
from schemas.periods import parse_period
from sources.review.answers import options
from sources.sniff import FileKind, sniff


def write_review(settings: Settings, period: str | None, output: Path | None) -> int:
    """Write the workbook of open questions, of one period or all; gives the exit code."""
    code = parse_period(period).code if period is not None else None
    path = (output or settings.review_dir / f"ra-soat-{code or 'tat-ca'}.xlsx").resolve()
    lines = review_lines(open_workplace(settings, shown), code, path.parent)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(review_workbook(lines, options()))
    decided = sum(line.question.decides for line in lines)
    _say(f"{path}: {len(lines)} questions, which decide {decided} figures or rows")
    return DONE


def apply_review(settings: Settings, path: Path, author: str | None) -> int:
    """Learn from a filled workbook; gives the exit code, which tells whether all lines were taken.

    Refused lines are written to a copy beside the file. Raises `SettingsError` where nobody is named,
    `LayoutError` where the file is no review workbook.
    """
    if not author or not author.strip():
        raise SettingsError("--apply needs --by NAME: who decided")
    data = path.read_bytes()
    if sniff(data, path.name) is not FileKind.XLSX:
        raise LayoutError(f"{path.name}: a review workbook is an .xlsx file")
    done = learn(open_workplace(settings), data, author.strip(), datetime.now(UTC))
    _say(f"{done.learned} learned, {done.known} known already, {len(done.refused)} refused")
    if done.learned:
        _say("They hold from the next run: tonghop run, or tonghop backfill --from YEAR --to YEAR")
    if not done.refused:
        return DONE
    copy = path.with_name(f"{path.stem}.chua-nhan.xlsx")
    copy.write_bytes(refused_copy(data, done.refused))
    for (sheet, row), reason in done.refused.items():
        print(f"{sheet}, dòng {row}: {reason}", file=sys.stderr)  # noqa: T201
    _say(f"Refused lines with their reasons: {copy}")
    return FINDINGS


def _say(text: str) -> None:
    print(text)  # noqa: T201
