"""Sentences and excerpts that every form of the answer shows alike."""

from __future__ import annotations

from reports.feedback.answer import Answer, Remark
from reports.feedback.wording import wording
from schemas.vocabulary import FigureStatus, Severity


def counts_line(answer: Answer) -> str:
    """How many numbers were read and what became of them, in a sentence."""
    named = {status.value: answer.counts.get(status, 0) for status in FigureStatus}
    return wording().counts.format(total=sum(named.values()), **named)


def summary_line(answer: Answer) -> str:
    """How many remarks of each weight and how much is missing; or that there is nothing to do."""
    if not answer.calls_for_work:
        return wording().nothing_to_do
    counts = ((severity, answer.count(severity)) for severity in Severity)
    said = [wording().counted[severity].format(count=count) for severity, count in counts if count]
    if answer.missing:
        said.append(wording().counted_missing.format(count=len(answer.missing)))
    return f"{', '.join(said)}."


def excerpt(remark: Remark, length: int) -> tuple[str, str]:
    """What stands before and after the number of a remark, each cut at a blank to about that length."""
    before, after = remark.sentence[: remark.start], remark.sentence[remark.end :]
    if len(before) > length:
        before = "…" + before[-length:].partition(" ")[2]
    if len(after) > length:
        after = after[:length].rpartition(" ")[0] + "…"
    return before, after
