"""The records of a page: letters at their places, ruling lines; no reading of anything.

Places are in points, x to the right and y upwards from the lower left corner of the page as it is shown.
"""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Font:
    """A font of the file: its name without the tag of a subset, and whether its letters are bold."""

    name: str
    is_bold: bool


@dataclass(slots=True)
class Letter:
    """A letter: its text (mostly one character), left and right edge, baseline, size and font.

    `chunk` numbers the text objects of a page: letters of one chunk were written in one go. `is_unknown`
    holds where the file does not tell which character the drawn shape is.
    """

    text: str
    left: float
    right: float
    baseline: float
    size: float
    font: Font
    chunk: int
    is_unknown: bool = False


@dataclass(frozen=True, slots=True)
class Rule:
    """A straight ruling line, horizontal or vertical."""

    left: float
    bottom: float
    right: float
    top: float

    @property
    def is_horizontal(self) -> bool:
        """Whether it runs along a line of text."""
        return self.right - self.left >= self.top - self.bottom


@dataclass(slots=True)
class Page:
    """What stands on a page; `tilted` are texts that do not run from left to right."""

    number: int
    width: float
    height: float
    letters: list[Letter] = field(default_factory=list)
    rules: list[Rule] = field(default_factory=list)
    tilted: list[str] = field(default_factory=list)
    has_large_picture: bool = False
