"""What one document's sender is told: the records that the screen, the page and the annotated copy show.

Only the shapes; findings become remarks in `remarks`, the whole is put together in `composing`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from schemas.finding import Finding
from schemas.vocabulary import FigureStatus, Severity


@dataclass(frozen=True, slots=True)
class Remark:
    """One finding, where it stands in words, and the sentence that it is about.

    `sentence` is masked, as stored; "" where the finding is about more than one sentence. `start`/`end` are
    the offsets of the number concerned in it, both 0 where it is about the whole sentence.
    """

    finding: Finding
    place: str
    sentence: str = ""
    start: int = 0
    end: int = 0

    @property
    def severity(self) -> Severity:
        """How much it matters."""
        return self.finding.severity

    @property
    def number(self) -> str:
        """The number concerned as it is written; "" where there is none."""
        return self.sentence[self.start : self.end]


@dataclass(frozen=True, slots=True)
class MainFigure:
    """A main figure as it was understood, with its Vietnamese label; `value` is written as in documents."""

    code: str
    label: str
    value: str
    unit: str
    place: str


@dataclass(frozen=True, slots=True)
class Answer:
    """All that the sender is told of one document.

    `sender`, `period` and `report_type` are names in Vietnamese, "" where the document does not tell;
    `missing` the labels of required figures that were not found; `due_on` the day by which the report is
    owed; `notes` Vietnamese sentences on the reading itself; `actions` what to do, in order.
    """

    file_name: str
    sender: str
    period: str
    report_type: str
    counts: Mapping[FigureStatus, int]
    main_figures: tuple[MainFigure, ...]
    missing: tuple[str, ...]
    remarks: tuple[Remark, ...]
    notes: tuple[str, ...]
    due_on: date | None
    actions: tuple[str, ...]

    @property
    def calls_for_work(self) -> bool:
        """Whether there is anything for the sender to look at."""
        return bool(self.remarks or self.missing)

    def count(self, severity: Severity) -> int:
        """How many remarks weigh so much."""
        return sum(remark.severity is severity for remark in self.remarks)
