"""How the `tonghop` command tells a script what came of it."""

from __future__ import annotations

DONE = 0
FINDINGS = 1
WRONG_USAGE = 2
RUN_FAILED = 3
