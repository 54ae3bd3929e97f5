"""The numbers of running text that no wording was sure of."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from schemas.figure import Figure
from schemas.remembered import NOT_A_STATISTIC, QuestionKind
from schemas.review import Guess, Question
from schemas.vocabulary import FigureStatus, Role
from sources.prose.evidence import Surroundings
from sources.prose.masking import mask
from sources.prose.mentions import SentenceReading
from sources.prose.readings import Reading
from sources.prose.remembered import SURE_SCORE, frame_of, place_of, sentence_key
from sources.prose.why import why
from sources.review.guesses import GUESSES, two_best

_DOUBTFUL = 0.2
_BEFORE, _BEHIND = 80, 60

_SAID_OF_AIMS = frozenset({Role.TARGET, Role.PREVIOUS})

_Place = tuple[str, int, int, str]


@dataclass(frozen=True, slots=True)
class _Seen:
    figure: Figure
    item: Reading
    reading: SentenceReading
    around: Surroundings


class ProseQuestions:
    """Watches the figures of a document as they are read; `sender_id` is whose it is."""

    def __init__(self, sender_id: str) -> None:
        self._sender_id = sender_id
        self._seen: dict[_Place, _Seen] = {}

    def observe(self, figure: Figure, item: Reading, reading: SentenceReading, around: Surroundings) -> None:
        """Remember how a figure was read."""
        self._seen[_place(figure)] = _Seen(figure, item, reading, around)

    def questions(self, figures: Iterable[Figure]) -> Iterator[Question]:
        """A question for each sentence's number that is still open among the final figures.

        Changes and shares are settled with the number that they speak of.
        """
        open_ones = [(figure, seen) for figure in figures if (seen := self._open(figure))]
        asked = {id(seen.item) for _, seen in open_ones}
        joined: dict[int, int] = {}
        for _, seen in open_ones:
            if _joins(seen, asked):
                joined[id(seen.item.head)] = joined.get(id(seen.item.head), 0) + 1
        for figure, seen in open_ones:
            if not _joins(seen, asked):
                question = self._question(figure, seen)
                yield replace(question, decides=1 + joined.get(id(seen.item), 0))

    def _open(self, figure: Figure) -> _Seen | None:
        is_doubtful = figure.status is FigureStatus.MAPPED and figure.confidence < _DOUBTFUL
        if figure.status is not FigureStatus.UNMAPPED and not is_doubtful:
            return None
        return self._seen.get(_place(figure))

    def _question(self, figure: Figure, seen: _Seen) -> Question:
        item, reading, passage = seen.item, seen.reading, seen.around.passage
        heading = passage.headings[0].text.written if passage.headings else ""
        above = " › ".join(text for text in (heading, passage.lead.written) if text)
        is_mapped = figure.status is FigureStatus.MAPPED
        # An indicator was found and then refused for another reason: naming it again would change nothing.
        is_aim = passage.is_plan and figure.role not in _SAID_OF_AIMS
        is_settled = (item.code is not None and not is_mapped) or is_aim
        return Question(
            kind=QuestionKind.SENTENCE,
            sender_id=self._sender_id,
            layout="",
            key=f"{sentence_key(reading, passage)}/{place_of(item.mention, reading)}",
            anchor=frame_of(heading),
            text=figure.quote,
            around=mask(above)[0],
            raw=figure.raw,
            unit=figure.unit,
            role=figure.role,
            reason="doubtful" if is_mapped else figure.reason or "",
            locator=figure.locator,
            guesses=() if is_settled else _guesses(figure, seen),
            choices=(NOT_A_STATISTIC,) if is_settled else (),
        )


def _guesses(figure: Figure, seen: _Seen) -> tuple[Guess, ...]:
    ranked = [
        Guess(
            f"{each.code}/{each.rule.category}" if each.rule.category else each.code,
            min(1.0, each.score / SURE_SCORE),
        )
        for each in seen.item.candidates
    ]
    nearly: list[str] = []
    if len(ranked) < GUESSES and figure.indicator_code is None:
        nearly = [code for code, _, _ in why(figure, seen.item, seen.reading, seen.around).nearest]
    near = figure.quote[max(0, figure.start - _BEFORE) : figure.end + _BEHIND]
    return two_best(ranked, near, figure.unit, figure.role, nearly)


def _joins(seen: _Seen, asked: set[int]) -> bool:
    return seen.item.head is not None and id(seen.item.head) in asked


def _place(figure: Figure) -> _Place:
    return figure.locator, figure.start, figure.end, figure.quote
