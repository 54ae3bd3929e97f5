"""How long a run takes when nothing has changed, beside the first run of the same inbox.

    python benchmarks/rerun.py [--inbox DIR] [--rounds N]

Whole processes are timed, as a person or a timer starts them, each first run in an empty data folder.
"""

from __future__ import annotations

import argparse
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

EXAMPLES = Path(__file__).parents[1] / "examples" / "inbox"


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--inbox", type=Path, default=EXAMPLES)
    parser.add_argument("--rounds", type=int, default=3)
    arguments = parser.parse_args()
    inbox = arguments.inbox.resolve()
    first, again = [], []
    for _ in range(arguments.rounds):
        with tempfile.TemporaryDirectory() as folder:
            first.append(_seconds(inbox, Path(folder)))
            again.append(_seconds(inbox, Path(folder)))
    files = sum(path.is_file() for path in inbox.rglob("*"))
    print(f"{inbox.name}, {files} files, {arguments.rounds} rounds")
    for name, spent in (("first run", first), ("nothing changed", again)):
        print(f"{name:18}{min(spent):8.2f} s min {statistics.median(spent):8.2f} s median")
    print(f"ratio of medians  {statistics.median(again) / statistics.median(first):8.2f}")


def _seconds(inbox: Path, data_dir: Path) -> float:
    command = [sys.executable, "-m", "pipelines.command", "run", "--json"]
    options = ["--inbox", str(inbox), "--data-dir", str(data_dir)]
    started = time.perf_counter()
    subprocess.run([*command, *options], check=True, stdout=subprocess.DEVNULL)
    return time.perf_counter() - started


if __name__ == "__main__":
    main()
