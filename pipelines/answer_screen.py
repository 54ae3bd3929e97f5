"""The answer to a sender on a terminal, in Vietnamese; in colour where one is watching."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from rich.console import Console
from rich.text import Text

from reports.feedback.answer import Answer, Remark
from reports.feedback.sentences import counts_line, excerpt, summary_line
from reports.feedback.wording import wording
from schemas.vocabulary import Severity

_STYLES = {Severity.ERROR: "bold red", Severity.WARNING: "bold yellow", Severity.INFORMATION: "bold blue"}
_WIDTH = 110
_CONTEXT = 90


def print_answer(answer: Answer, written: Sequence[Path]) -> None:
    """Print what was understood of one document, what is missing and what to look at, worst first."""
    console, say = _console(), wording()
    console.print(Text(answer.file_name, style="bold"))
    who = (answer.sender or say.unknown_sender, answer.report_type, answer.period or say.unknown_period)
    _line(console, " – ".join(who))
    _line(console, counts_line(answer))
    for figure in answer.main_figures:
        _line(console, Text(f"{figure.label}: ").append(f"{figure.value} {figure.unit}", style="bold"), 4)
    _line(console, summary_line(answer))
    for remark in answer.remarks:
        _print_remark(console, remark)
    if answer.missing:
        _line(console, Text(f"{say.headings['missing']}:", style="bold"))
        for label in answer.missing:
            _line(console, f"– {label}", 4)
    if answer.notes:
        _line(console, Text(f"{say.headings['notes']}:", style="bold"))
        for note in answer.notes:
            _line(console, f"– {note}", 4)
    if answer.calls_for_work:
        _line(console, Text(f"{say.headings['actions']}:", style="bold"))
        for number, action in enumerate(answer.actions, start=1):
            _line(console, f"{number}. {action}", 4)
    for path in written:
        _line(console, Text(f"→ {path}", style="green"))
    console.print()


def print_equal(answer: Answer, file_name: str, written: Sequence[Path]) -> None:
    """Print that a document says the same as one printed before, of that name."""
    console = _console()
    console.print(Text(answer.file_name, style="bold"))
    _line(console, wording().equal.format(name=file_name))
    for path in written:
        _line(console, Text(f"→ {path}", style="green"))
    console.print()


def print_totals(answers: Sequence[Answer], refused: int) -> None:
    """Print how many remarks there are in all files together, and how many files would be refused."""
    counts = ((severity, sum(answer.count(severity) for answer in answers)) for severity in Severity)
    said = [wording().counted[severity].format(count=count) for severity, count in counts if count]
    if refused:
        said.append(wording().refused.format(count=refused))
    _console().print(
        Text(wording().totals.format(said=", ".join(said) or wording().no_remarks), style="bold")
    )


def print_refusal(file_name: str, reason_vi: str) -> None:
    """Print why a file would not be taken in."""
    console = _console()
    console.print(Text(file_name, style="bold"))
    _line(console, Text(reason_vi, style="red"))
    console.print()


def _print_remark(console: Console, remark: Remark) -> None:
    weight = wording().severities[remark.severity]
    _line(console, Text(f"{weight} – ", style=_STYLES[remark.severity]).append(remark.place, style="bold"))
    _line(console, remark.finding.message, 6)
    if remark.number:
        before, after = excerpt(remark, _CONTEXT)
        quote = Text(f"“{before}", style="italic").append(remark.number, style="bold reverse")
        _line(console, quote.append(f"{after}”"), 6)
    elif remark.sentence:
        _line(console, Text(f"“{remark.sentence}”", style="italic"), 6)


def _line(console: Console, text: str | Text, indent: int = 2) -> None:
    styled = Text(text) if isinstance(text, str) else text
    for line in styled.wrap(console, console.width - indent):
        line.rstrip()
        console.print(Text(" " * indent).append_text(line))


def _console() -> Console:
    console = Console(highlight=False)
    return console if console.is_terminal else Console(highlight=False, width=_WIDTH)
