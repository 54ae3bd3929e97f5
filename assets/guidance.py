"""What people decided, as the readers ask for it."""

from __future__ import annotations

from sqlalchemy import Connection

from sources.guidance import Assigned, Guidance
from warehouse.memory import remembered
from warehouse.rulings import Action, rulings_in_force


def guidance_in_force(connection: Connection) -> Guidance:
    """The decisions that reading depends on, as they stand now."""
    assigned = {
        ruling.document_id: Assigned(ruling.unit_id, ruling.period_code, ruling.author)
        for ruling in rulings_in_force(connection)
        if ruling.action is Action.ASSIGN
    }
    return Guidance(remembered(connection), assigned)
