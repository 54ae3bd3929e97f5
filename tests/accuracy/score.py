"""`make accuracy`: recall and precision of extraction on every gold report, then the misses not held out.

Figures are right in value, unit and role; indicators in code, dimension and unit. The gold sentences of
`gold/` are always scored, the labelled samples where their folder lies beside the checkout.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterable, Iterator
from functools import partial
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))
from gold_sentences import read_gold, score_gold
from scoring import Score, likeness, score

from schemas.figure import Figure
from schemas.units import UnitRegistry
from sources.extract import extract
from sources.identify import identify
from sources.reading import read_document

_GOLD = Path(__file__).parent / "gold"
_SAMPLES = Path(__file__).parents[3] / "shared" / "samples"
# Reports whose misses nobody reads, so that their ratios tell how an unseen report is read.
_HELD_OUT = ("b-clerk-4", "b-clerk-5", "d-clerk-5", "d-clerk-6", "d-clerk-7", "d-clerk-8")


def main() -> None:
    """Print one line per gold report, per set and overall, then the misses of those not held out."""
    options = _options()
    units = UnitRegistry.load()
    overall = Score()
    for name, results in _grouped(_results(options.set, units)):
        together = Score()
        for report, result in results:
            print(_line(report, result))
            together.add(result)
        if len(results) > 1:
            print(_line(name, together))
        overall.add(together)
    print(_line("overall", overall))
    if options.misses:
        misses = [miss for miss in overall.misses if not miss.startswith(_HELD_OUT)]
        print(f"\n{len(misses)} misses outside the reports held out:", *misses, sep="\n  ")


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument(
        "--misses", action=argparse.BooleanOptionalAction, default=True, help="the misses after the ratios"
    )
    parser.add_argument("--set", default="", help="only the gold files whose names begin so (a, b-clerk-2 …)")
    return parser.parse_args()


def _results(prefix: str, units: UnitRegistry) -> Iterator[tuple[str, str, Score]]:
    """Each gold report's set, name and score."""
    for path in sorted(_GOLD.glob(f"{prefix}*.yaml")):
        yield f"set {path.stem.split('-')[0]}", path.stem, score_gold(read_gold(path), units)
    for path in sorted((_SAMPLES / "gold").glob(f"{prefix}*.json")):
        yield "samples", path.stem, _score_sample(path, units)


def _score_sample(gold_file: Path, units: UnitRegistry) -> Score:
    name = gold_file.name.split(".")[0] + ".docx"
    document = read_document((_SAMPLES / name).read_bytes(), name)
    gold = json.loads(gold_file.read_text(encoding="utf-8"))
    figures = extract(document, identify(document, name, "", units), units).figures
    result = score(gold, figures, _labelled(gold, figures))
    result.misses = [f"{gold_file.stem} {miss}" for miss in result.misses]
    return result


def _labelled(gold: list[dict[str, object]], figures: tuple[Figure, ...]) -> set[str]:
    """The locators of the paragraphs that gold quotes from, since it may label a part of a document only.

    A sentence may be said again in another part: a quote is from the first place that it fits best.
    """
    quoted = [figure for figure in figures if figure.quote]
    best = (max(quoted, key=partial(likeness, str(entry["quote"]))) for entry in gold if entry["quote"])
    return {figure.locator for figure in best}


def _grouped(results: Iterable[tuple[str, str, Score]]) -> Iterator[tuple[str, list[tuple[str, Score]]]]:
    groups: dict[str, list[tuple[str, Score]]] = {}
    for group, name, result in results:
        groups.setdefault(group, []).append((name, result))
    yield from groups.items()


def _line(name: str, result: Score) -> str:
    return (
        f"{name + ':':<26}figures recall {result.figure_recall:.4f} precision {result.figure_precision:.4f} "
        f"({result.exact}/{result.gold}, {result.ours} read); "
        f"indicators recall {result.indicator_recall:.4f} precision {result.indicator_precision:.4f} "
        f"({result.mapped_right}/{result.gold_mapped}, {result.mapped} mapped)"
    )


if __name__ == "__main__":
    main()
