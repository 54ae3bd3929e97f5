"""The lines of the review workbook: what is printed of a question, and what came back."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from schemas.review import Question


@dataclass(frozen=True, slots=True)
class ReviewLine:
    """A question as people see it.

    `link` leads from the workbook's folder to the file, None where there is none. `guesses` are options with
    a confidence of 0–1; `choices` the options of this line alone, empty for the whole list.
    """

    question: Question
    sender: str
    period: str
    place: str
    link: str | None
    guesses: tuple[tuple[str, float], ...]
    choices: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class FilledLine:
    """A decision as it was filled in, with its cell; `author` "" and `decided_on` None where left blank."""

    question: Question
    decision: str
    comment: str
    author: str
    decided_on: date | None
    sheet: str
    row: int
