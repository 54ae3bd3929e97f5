"""The questions that reading a document leaves open: what a person is asked, and the best guesses."""

from __future__ import annotations

from dataclasses import dataclass

from schemas.remembered import QuestionKind, question_id


@dataclass(frozen=True, slots=True)
class Guess:
    """A possible answer with a confidence of 0–1; `answer` is spelled as in `Remembered`."""

    answer: str
    confidence: float


@dataclass(frozen=True, slots=True)
class Question:
    """One open question about one place of one sender's documents.

    `text` is what is asked about (a header path, a sentence, a name) and `around` the words that it stands
    in; both are masked. `raw` is an example of a number there, `unit` its measure ("" if unknown), `role`
    its role. `reason` is the reader's own, in English. `decides` counts the figures or rows that one answer
    settles. `choices` are the ids of possible units; empty for indicators.
    """

    kind: QuestionKind
    sender_id: str
    layout: str
    key: str
    anchor: str
    text: str
    around: str
    raw: str
    unit: str
    role: str
    reason: str
    locator: str
    document_id: str = ""
    file_name: str = ""
    period_code: str = ""
    decides: int = 1
    guesses: tuple[Guess, ...] = ()
    choices: tuple[str, ...] = ()

    @property
    def question_id(self) -> str:
        """The same for the same place at every run."""
        return question_id(self.kind, self.sender_id, self.layout, self.key)
