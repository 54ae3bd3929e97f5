"""Whether the text of a PDF can be trusted: pictures of pages, struck-out text, letters without a meaning.

What does not belong here: refusals that PDFium itself causes (`pages`).
"""

from __future__ import annotations

from collections.abc import Sequence

from sources.intake_reasons import refusal
from sources.pdf.page import Letter, Page, Rule

_FEWEST_LETTERS = 12
"""A page with fewer has a number or a stamp, no text."""
_MOST_UNKNOWN_SHARE = 0.005
_NOT_CHARACTERS = ("\ufffd", "\ufffe", "\uffff")
_CONTROL_END = " "
_STRUCK_THROUGH = (0.15, 0.42)
"""Where a line through letters stands, as shares of their size above the baseline."""


def check_text(pages: Sequence[Page], file_name: str) -> tuple[str, ...]:
    """Remarks on what was not read.

    Struck-out letters are taken off the pages (a deletion that was printed with its mark), blanks take the
    place of a few letters without meaning.

    Raises IntakeError: `pdf_scanned` where the first page or half of the pages are pictures, `no_text`,
    `pdf_garbled` where many letters have no meaning, or one that touches a figure.
    """
    pictures = [page.number for page in pages if _is_picture(page)]
    texts = [page for page in pages if _count(page) >= _FEWEST_LETTERS]
    if pictures and (pages[0].number in pictures or 2 * len(pictures) >= len(pages) or not texts):
        raise refusal("pdf_scanned", file_name)
    if not any(_count(page) for page in pages):
        raise refusal("no_text", file_name)
    remarks = [f"page {number} is a picture and was not read" for number in pictures]
    struck = sum(_drop_struck(page) for page in pages)
    if struck:
        remarks.append(f"{struck} struck-out letters left out")
    unknown = sum(_clear_unknown(page, file_name) for page in pages)
    if unknown > _MOST_UNKNOWN_SHARE * sum(_count(page) for page in pages):
        raise refusal("pdf_garbled", file_name)
    if unknown:
        remarks.append(f"{unknown} letters of which the file does not tell the character")
    return tuple(remarks)


def _count(page: Page) -> int:
    return sum(not letter.text.isspace() for letter in page.letters)


def _is_picture(page: Page) -> bool:
    return page.has_large_picture and _count(page) < _FEWEST_LETTERS


def _drop_struck(page: Page) -> int:
    """Takes away the letters that a line runs through at half the height of small letters; their number."""
    across = [rule for rule in page.rules if rule.is_horizontal]
    if not across:
        return 0
    by_height: dict[int, list[Rule]] = {}
    for rule in across:
        by_height.setdefault(int(rule.bottom), []).append(rule)
    kept = []
    for letter in page.letters:
        low, high = (letter.baseline + share * letter.size for share in _STRUCK_THROUGH)
        centre = (letter.left + letter.right) / 2
        is_struck = any(
            low <= (rule.bottom + rule.top) / 2 <= high and rule.left <= centre <= rule.right
            for height in range(int(low) - 1, int(high) + 1)
            for rule in by_height.get(height, ())
        )
        if not is_struck:
            kept.append(letter)
    dropped = len(page.letters) - len(kept)
    page.letters = kept
    return dropped


def _clear_unknown(page: Page, file_name: str) -> int:
    """Blanks out the letters of a page that have no meaning; their number."""
    found = 0
    for place, letter in enumerate(page.letters):
        if not _is_unknown(letter):
            continue
        found += 1
        neighbours = page.letters[max(place - 1, 0) : place + 2]
        if any(other.text.isdecimal() and _touch(letter, other) for other in neighbours):
            raise refusal("pdf_garbled", file_name)
        letter.text = " "
    return found


def _is_unknown(letter: Letter) -> bool:
    if letter.text in _NOT_CHARACTERS:
        return True
    if letter.text < _CONTROL_END and letter.text not in "\t\n\r\x02":
        return True
    return letter.is_unknown and not letter.text.strip().isascii()


def _touch(letter: Letter, other: Letter) -> bool:
    is_same_line = abs(letter.baseline - other.baseline) < 0.3 * letter.size
    apart = max(letter.left - other.right, other.left - letter.right)
    return is_same_line and apart < 0.17 * letter.size
