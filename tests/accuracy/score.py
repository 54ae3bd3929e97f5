"""`make accuracy`: recall and precision of extraction on every gold document at hand, with the misses."""

from __future__ import annotations

import json
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))
from scoring import Score, score  # noqa: E402

from schemas.units import UnitRegistry  # noqa: E402
from sources.extract import extract  # noqa: E402
from sources.identify import identify  # noqa: E402
from sources.reading import read_document  # noqa: E402

_SAMPLES = Path(__file__).parents[3] / "shared" / "samples"


def main() -> None:
    """Print one line per gold document, one overall, and the misses."""
    units = UnitRegistry.load()
    overall = Score()
    for gold_file in sorted((_SAMPLES / "gold").glob("*.json")) if _SAMPLES.exists() else []:
        name = gold_file.name.split(".")[0] + ".docx"
        document = read_document((_SAMPLES / name).read_bytes(), name)
        identity = identify(document, name, "", units)
        gold = json.loads(gold_file.read_text(encoding="utf-8"))
        figures = extract(document, identity, units).figures
        result = score(gold, figures, _labelled(gold, figures))
        _print(gold_file.name, result)
        overall.add(result)
    for line in overall.misses:
        print("  ", line)  # noqa: T201
    _print("overall", overall)


def _labelled(gold: list[dict[str, object]], figures: tuple[object, ...]) -> set[str]:
    """The locators of the paragraphs that gold quotes from: gold may label a part of a document only."""
    from scoring import _likeness  # noqa: PLC0415

    quotes = [str(entry["quote"]) for entry in gold if entry["quote"]]
    return {
        figure.locator  # type: ignore[attr-defined]
        for figure in figures
        if any(_likeness(quote, figure) > 0.9 for quote in quotes)  # type: ignore[arg-type]
    }


def _print(name: str, result: Score) -> None:
    print(  # noqa: T201
        f"{name}: figures recall {result.figure_recall:.4f} precision {result.figure_precision:.4f} "
        f"({result.exact}/{result.gold}, {result.ours} read); indicators recall {result.indicator_recall:.4f} "
        f"precision {result.indicator_precision:.4f} ({result.mapped_right}/{result.gold_mapped}, {result.mapped} mapped)"
    )


if __name__ == "__main__":
    main()
