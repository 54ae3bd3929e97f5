"""The reasons for refusing a file, as sentences for clerks: `schemas/reference/intake_reasons.yaml`.

What does not belong here: deciding whether a file is refused.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from importlib import resources

import yaml

from schemas.errors import IntakeError, ReferenceDataError

REASONS_FILE = "intake_reasons.yaml"


@cache
def intake_reasons() -> Mapping[str, str]:
    """Reason code → Vietnamese sentence; raises ReferenceDataError if the file is not a map of sentences."""
    text = resources.files("schemas").joinpath("reference", REASONS_FILE).read_text(encoding="utf-8")
    reasons = yaml.safe_load(text)
    if not isinstance(reasons, dict) or not all(isinstance(value, str) for value in reasons.values()):
        raise ReferenceDataError(f"{REASONS_FILE}: expected a map of reason codes to sentences")
    return reasons


def refusal(code: str, file_name: str, detail: str = "") -> IntakeError:
    """The error for a file that is refused for `code`; its `reason_vi` names the file and the cure."""
    reasons = intake_reasons()
    if code not in reasons:
        raise ReferenceDataError(f"{REASONS_FILE}: no sentence for the reason {code!r}")
    return IntakeError(code, reasons[code].format(name=file_name, detail=detail))
