"""How many planted defects are found, and how many right statements are blamed.

.venv/bin/python tests/accuracy/planted/measure.py [--reports 200] [--seed 1] [--misses]
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))
from planted_scoring import PlantedScore, score_planted


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--reports", type=int, default=100)
    arguments.add_argument("--seed", type=int, default=1)
    arguments.add_argument("--misses", action="store_true", help="print what was missed and what was blamed")
    options = arguments.parse_args()
    score = score_planted(options.reports, options.seed)
    if options.misses:
        print("\n".join(score.misses))
    _print(score)


def _print(score: PlantedScore) -> None:
    right, blamed = score.right.total(), score.blamed.total()
    print(f"right statements {right}, blamed {blamed} ({blamed / right:.2%})")
    for kind in sorted(score.right):
        print(f"  {kind:24}{score.right[kind]:6}{score.blamed[kind]:6}")
    planted = score.planted.total()
    found, valued = score.found.total() / planted, score.valued.total() / planted
    print(f"planted {planted}, found {found:.2%}, with the right value {valued:.2%}")
    for defect in sorted(score.planted):
        total = score.planted[defect]
        share, exact = score.found[defect] / total, score.valued[defect] / total
        print(f"  {defect:24}{total:6}{share:9.1%}{exact:9.1%}")


if __name__ == "__main__":
    main()
