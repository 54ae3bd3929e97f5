"""The small markup of `texts/`: one line is one paragraph, its first characters say which kind.

`= ` centred title, `=b ` centred bold, `___` short rule, `H ` bold heading, `H1 `/`H2 ` Word's own heading
styles, `* ` Word's own bullet list, anything else running text. `TABLE cols=…` to `END` holds `|cell|cell`
rows, in which `<` goes on with the cell to the left and `^` with the one above. `[tag|tag] ` in front
keeps a line for some variants only. Inside a line: `[^footnote]`, `<ins>…</ins>`, `<del>…</del>`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

_CONDITION = re.compile(r"^\[(\w+(?:\|\w+)*)\] ")
_INLINE = re.compile(r"\[\^(.*?)\]|<ins>(.*?)</ins>|<del>(.*?)</del>")
_KINDS = (
    ("=b ", "subtitle"),
    ("= ", "title"),
    ("H1 ", "heading1"),
    ("H2 ", "heading2"),
    ("H ", "heading"),
    ("* ", "list"),
)


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of text of one `kind`: text, footnote, inserted or deleted."""

    kind: str
    text: str


@dataclass(frozen=True, slots=True)
class Line:
    """One paragraph of one `kind`: text, title, subtitle, rule, heading, heading1, heading2 or list."""

    kind: str
    pieces: tuple[Piece, ...]


@dataclass(frozen=True, slots=True)
class Grid:
    """A ruled table: its column widths in twentieths of a point and its rows of cell texts."""

    widths: tuple[int, ...]
    rows: tuple[tuple[str, ...], ...]


def parse(text: str, tags: frozenset[str]) -> tuple[Line | Grid, ...]:
    """The blocks of `text` for the variant that `tags` name."""
    blocks: list[Line | Grid] = []
    lines = iter(chosen for line in text.splitlines() if (chosen := _choose(line, tags)))
    for line in lines:
        if line.startswith("TABLE cols="):
            widths = tuple(int(width) for width in line.removeprefix("TABLE cols=").split(","))
            rows = []
            while (row := next(lines)) != "END":
                rows.append(tuple(row.removeprefix("|").split("|")))
            blocks.append(Grid(widths, tuple(rows)))
        else:
            blocks.append(_line(line))
    return tuple(blocks)


def _choose(line: str, tags: frozenset[str]) -> str:
    condition = _CONDITION.match(line)
    if condition is None:
        return line
    return line[condition.end() :] if tags & set(condition.group(1).split("|")) else ""


def _line(line: str) -> Line:
    if line == "___":
        return Line("rule", ())
    for prefix, kind in _KINDS:
        if line.startswith(prefix):
            return Line(kind, _pieces(line.removeprefix(prefix)))
    return Line("text", _pieces(line))


def _pieces(line: str) -> tuple[Piece, ...]:
    pieces, position = [], 0
    for match in _INLINE.finditer(line):
        pieces.append(Piece("text", line[position : match.start()]))
        kind = ("footnote", "inserted", "deleted")[(match.lastindex or 1) - 1]
        pieces.append(Piece(kind, match.group(match.lastindex or 1)))
        position = match.end()
    pieces.append(Piece("text", line[position:]))
    return tuple(piece for piece in pieces if piece.text)
