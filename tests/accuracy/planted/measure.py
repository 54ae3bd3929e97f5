"""How many planted defects are found, and how many right statements are blamed.

.venv/bin/python tests/accuracy/planted/measure.py [--reports 200] [--seed 1] [--misses]
"""

from __future__ import annotations

import argparse
import sys
from collections import Counter
from pathlib import Path
from random import Random

sys.path.insert(0, str(Path(__file__).parent))
from reports import Report, checked, draw_report
from said import Plant

from schemas.finding import Finding
from schemas.vocabulary import Severity


def main() -> None:
    arguments = argparse.ArgumentParser()
    arguments.add_argument("--reports", type=int, default=100)
    arguments.add_argument("--seed", type=int, default=1)
    arguments.add_argument("--misses", action="store_true")
    options = arguments.parse_args()
    rng = Random(options.seed)
    right, alarms = Counter(), Counter()
    planted, found, valued = Counter(), Counter(), Counter()
    for _ in range(options.reports):
        report = draw_report(rng, 9)
        for number, findings in _by_statement(report, {}).items():
            said = report.statements[number]
            right[said.kind] += 1
            blamed = [f for f in findings if f.severity is not Severity.INFORMATION]
            if blamed:
                alarms[said.kind] += 1
                if options.misses:
                    print(
                        f"ALARM {said.text()} | {said.note_text()}\n    {blamed[0].rule} {blamed[0].message}"
                    )
        for plants in _rounds(report, rng):
            results = _by_statement(report, plants)
            for number, plant in plants.items():
                planted[plant.defect] += 1
                hit, exact = _is_found(plant, results[number])
                found[plant.defect] += hit
                valued[plant.defect] += exact
                if options.misses and not exact:
                    said = report.statements[number]
                    told = "; ".join(f"{f.rule} {f.message}" for f in results[number])
                    print(
                        f"{'VALUE' if hit else 'MISS'} [{plant.defect}] {said.text(plant)} | expected {plant.expected}\n    {told}"
                    )
    print(f"right statements {right.total()}, blamed {alarms.total()} ({alarms.total() / right.total():.2%})")
    for kind in sorted(right):
        print(f"  {kind:24}{right[kind]:6}{alarms[kind]:6}")
    print(
        f"planted {planted.total()}, found {found.total()} ({found.total() / planted.total():.2%}), "
        f"with the right value {valued.total() / planted.total():.2%}"
    )
    for defect in sorted(planted):
        print(
            f"  {defect:24}{planted[defect]:6}{found[defect] / planted[defect]:8.1%}{valued[defect] / planted[defect]:8.1%}"
        )


def _rounds(report: Report, rng: Random) -> list[dict[int, Plant]]:
    """Every statement made wrong once, in two copies of the report, so that each has right ones around it."""
    numbers = [n for n, said in enumerate(report.statements) if said.plants]
    chosen = {n: rng.choice(report.statements[n].plants) for n in numbers}
    return [{n: chosen[n] for n in numbers[start::2]} for start in (0, 1)]


def _by_statement(report: Report, plants: dict[int, Plant]) -> dict[int, list[Finding]]:
    data, places = report.word_file(plants)
    _, findings = checked(data)
    results: dict[int, list[Finding]] = {n: [] for n in range(len(report.statements))}
    for finding in findings:
        number = places.get(finding.locator)
        if number is None:
            print("ELSEWHERE", finding)
            continue
        results[number].append(finding)
    return results


def _is_found(plant: Plant, findings: list[Finding]) -> tuple[bool, bool]:
    if not findings:
        return False, False
    if plant.expected is None:
        return True, True
    return True, any(f.expected is not None and abs(f.expected - plant.expected) <= 0.06 for f in findings)


if __name__ == "__main__":
    main()
