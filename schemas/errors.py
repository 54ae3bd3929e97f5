"""The exceptions of the project, one tree; each names what the caller can do about it.

A lower library's error is translated at the room's boundary: no `KeyError` or `BadZipFile` leaks.
"""

from __future__ import annotations


class TonghopError(Exception):
    """Base of all errors that the project raises on purpose."""


class ReferenceDataError(TonghopError):
    """A reference file breaks its schema; nothing can be judged until it is mended."""


class IntakeError(TonghopError):
    """A file can't be taken in; `reason_vi` tells the clerk why and what to send instead."""

    def __init__(self, code: str, reason_vi: str) -> None:
        super().__init__(f"{code}: {reason_vi}")
        self.code = code
        self.reason_vi = reason_vi


class LayoutError(TonghopError):
    """A document was opened, but its parts do not have the shape that the reader knows."""


class FigureError(TonghopError):
    """A figure can't be read as a number."""


class RuleError(TonghopError):
    """A rule, wording or scheme declared in data is malformed."""


class PublishError(TonghopError):
    """A release could not be published; readers still see the previous one."""


class DecisionError(TonghopError):
    """What a person decided can't be carried out, or no longer fits what it was decided about."""


class SettingsError(TonghopError):
    """A setting is unknown or malformed; the message names it and where it was set."""


class WarehouseError(TonghopError):
    """The warehouse can't be opened or read: locked by another run, not built yet, or of another version."""
