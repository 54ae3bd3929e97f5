"""Planted reports, right and wrong: what is found of the defects, and which right statements are blamed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from random import Random

from planted_reports import Report, checked, draw_report
from said import Plant

from schemas.finding import Finding
from schemas.vocabulary import Severity

_CLOSE = 0.06  # the expected value is given with as many decimals as were written


@dataclass
class PlantedScore:
    """Counts by kind of statement and by class of defect, and a line for each miss."""

    right: Counter[str] = field(default_factory=Counter)
    blamed: Counter[str] = field(default_factory=Counter)
    planted: Counter[str] = field(default_factory=Counter)
    found: Counter[str] = field(default_factory=Counter)
    valued: Counter[str] = field(default_factory=Counter)
    misses: list[str] = field(default_factory=list)


def score_planted(reports: int, seed: int, size: int = 9) -> PlantedScore:
    """Draw reports, check each as it is right, then with every statement made wrong once."""
    rng, score = Random(seed), PlantedScore()
    for _ in range(reports):
        report = draw_report(rng, size)
        _score_right(report, score)
        for plants in _rounds(report, rng):
            _score_wrong(report, plants, score)
    return score


def _score_right(report: Report, score: PlantedScore) -> None:
    for number, findings in _by_statement(report, {}).items():
        said = report.statements[number]
        told = [each for each in findings if each.severity is not Severity.INFORMATION]
        score.right[said.kind] += 1
        score.blamed[said.kind] += bool(told)
        score.misses += [
            f"BLAMED {said.text()} {said.note_text()}: {each.rule} {each.message}" for each in told
        ]


def _score_wrong(report: Report, plants: dict[int, Plant], score: PlantedScore) -> None:
    results = _by_statement(report, plants)
    for number, plant in plants.items():
        findings = results[number]
        exact = any(_is_expected(each, plant) for each in findings)
        score.planted[plant.defect] += 1
        score.found[plant.defect] += bool(findings)
        score.valued[plant.defect] += exact
        if not exact:
            told = "; ".join(f"{each.rule} {each.message}" for each in findings) or "nothing"
            said = report.statements[number].text(plant)
            score.misses.append(f"MISSED ({plant.defect}) {said} expected {plant.expected}: {told}")


def _is_expected(finding: Finding, plant: Plant) -> bool:
    if plant.expected is None:
        return True
    return finding.expected is not None and abs(float(finding.expected - plant.expected)) <= _CLOSE


def _rounds(report: Report, rng: Random) -> Iterator[dict[int, Plant]]:
    """Two copies of the report, each with every other statement wrong: there are right ones around each."""
    numbers = [number for number, said in enumerate(report.statements) if said.plants]
    chosen = {number: rng.choice(report.statements[number].plants) for number in numbers}
    for start in (0, 1):
        yield {number: chosen[number] for number in numbers[start::2]}


def _by_statement(report: Report, plants: dict[int, Plant]) -> dict[int, list[Finding]]:
    data, places = report.word_file(plants)
    results: dict[int, list[Finding]] = {number: [] for number in range(len(report.statements))}
    for finding in checked(data)[1]:
        results[places[finding.locator]].append(finding)
    return results
