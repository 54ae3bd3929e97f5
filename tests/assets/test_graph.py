"""The asset graph as it stands: a change of keys, dependencies, groups or descriptions is one of contract.

To accept a change: TONGHOP_ACCEPT_SNAPSHOTS=1 pytest tests/assets/test_graph.py, then read the difference.
"""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest

from pipelines.definitions import build_defs

SNAPSHOT = Path(__file__).with_name("graph.json")


@pytest.fixture(scope="module")
def graph() -> dict[str, dict[str, object]]:
    assets = build_defs().resolve_asset_graph()
    return {
        key.to_user_string(): {
            "group": assets.get(key).group_name,
            "deps": sorted(parent.to_user_string() for parent in assets.get(key).parent_keys),
            "partitioned": assets.get(key).is_partitioned,
            "owners": list(assets.get(key).owners),
            "description": assets.get(key).description,
        }
        for key in sorted(assets.get_all_asset_keys())
    }


def test_the_graph_is_the_one_that_was_agreed(graph):
    if os.environ.get("TONGHOP_ACCEPT_SNAPSHOTS"):
        SNAPSHOT.write_text(json.dumps(graph, ensure_ascii=False, indent=2) + "\n", "utf-8")
    assert graph == json.loads(SNAPSHOT.read_text("utf-8"))


def test_every_asset_says_what_it_is_and_whose(graph):
    for key, asset in graph.items():
        assert asset["description"], key
        assert asset["owners"] == ["team:data"], key


def test_all_but_what_is_received_is_partitioned_by_period(graph):
    assert {key for key, asset in graph.items() if not asset["partitioned"]} == {"documents", "dimensions"}


def test_a_release_comes_after_everything_that_it_publishes(graph):
    def ancestors(key: str) -> set[str]:
        direct = set(graph[key]["deps"])
        return direct | {above for parent in direct for above in ancestors(parent)}

    published = {
        "observations",
        "listings",
        "findings",
        "indicator_values",
        "comparisons",
        "unit_ratings",
        "safety_recognitions",
        "watchlist",
        "target_progress",
        "reporting_status",
    }
    assert published <= ancestors("releases")
