"""From a Word file to the findings: what is right is not blamed, what was made wrong is put right."""

from __future__ import annotations

import sys
from functools import cache
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))
from planted_scoring import PlantedScore, score_planted

REPORTS, SEED = 12, 2023  # `measure.py --reports 300` tells more
LEAST_FOUND = 0.98


@cache
def score() -> PlantedScore:
    return score_planted(REPORTS, SEED)


def test_no_right_statement_is_blamed():
    assert score().blamed.total() == 0, "\n".join(score().misses)


def test_planted_defects_are_found_with_the_value_that_would_be_right():
    valued, planted = score().valued.total(), score().planted.total()
    assert valued >= LEAST_FOUND * planted, "\n".join(score().misses)


def test_every_class_of_defect_is_tried():
    assert len(score().planted) >= 10
