"""Reads a class of the movement as it is written ("Xuất sắc", "XS", "TB"), and writes it back as its
label.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from typing import cast

from schemas.errors import ReferenceDataError
from schemas.reference_files import read_reference_yaml
from schemas.vietnamese_names import name_key, unaccented
from schemas.vocabulary import Rating


def rating_of(text: str) -> Rating | None:
    """The class that a whole cell or phrase names, in full, abbreviated or typed without accents; None if it
    names none.

    "Loại Khá" and "Đạt Khá" are not read here: a caller strips the words of its own table first.
    """
    key = name_key(text)
    return _spellings().get(key) or _unaccented_spellings().get(key)


def rating_label(rating: Rating) -> str:
    """The Vietnamese label of a class, as the law writes it."""
    return _labels()[rating][0]


@lru_cache(maxsize=1)
def _labels() -> Mapping[Rating, tuple[str, ...]]:
    return read_reference_yaml("rating_labels.yaml", _build_labels)


@lru_cache(maxsize=1)
def _spellings() -> Mapping[str, Rating]:
    return {name_key(text): rating for rating, texts in _labels().items() for text in texts}


@lru_cache(maxsize=1)
def _unaccented_spellings() -> Mapping[str, Rating]:
    return {unaccented(key): rating for key, rating in _spellings().items()}


def _build_labels(content: Mapping[str, object]) -> Mapping[Rating, tuple[str, ...]]:
    labels = {
        Rating(code): tuple(str(text) for text in cast("list[object]", texts))
        for code, texts in content.items()
    }
    if set(labels) != set(Rating) or not all(labels.values()):
        raise ReferenceDataError(f"expected at least one spelling for each of {', '.join(Rating)}")
    keys = [unaccented(name_key(text)) for texts in labels.values() for text in texts]
    repeated = sorted({key for key in keys if keys.count(key) > 1})
    if repeated:
        raise ReferenceDataError(f"a spelling may stand for one class alone; repeated: {', '.join(repeated)}")
    return labels
