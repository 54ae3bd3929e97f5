"""Writing a frame that comes from another room: sound rows go on, the rest is set apart with the reason."""

from __future__ import annotations

import json
from collections import defaultdict
from typing import Any

import pandas as pd
import pandera.pandas as pandera
from dagster import AssetCheckResult, AssetCheckSeverity, AssetCheckSpec
from sqlalchemy import Connection, Table

from schemas.frames.conform import Conformed, conform
from warehouse.quarantine import account_of, set_apart
from warehouse.tables import quarantined_rows
from warehouse.writing import replace_period

_CHECK = "no_row_is_lost"


def accounting_check(asset: str) -> AssetCheckSpec:
    """The check of an asset that is written by `write_guarded`."""
    return AssetCheckSpec(
        name=_CHECK,
        asset=asset,
        description="Every row that came is stored, or set apart in stage.quarantined_rows with its reason.",
    )


def write_guarded(
    connection: Connection,
    table: Table,
    schema: pandera.DataFrameSchema,
    period_code: str,
    frame: pd.DataFrame,
) -> AssetCheckResult:
    """Replace a table's rows of a period by the sound rows of `frame`; gives the account of all of them."""
    conformed = conform(frame, schema)
    replace_period(connection, table, period_code, conformed.good)
    set_apart(connection, table, period_code, quarantine_frame(conformed, table.name, period_code))
    account = account_of(connection, table, period_code, len(frame))
    return AssetCheckResult(
        check_name=_CHECK,
        asset_key=table.name,
        passed=account.adds_up,
        severity=AssetCheckSeverity.ERROR,
        metadata={
            "rows_in": account.came,
            "rows_stored": account.stored,
            "rows_quarantined": account.set_apart,
        },
    )


def quarantine_frame(conformed: Conformed, table_name: str, period_code: str) -> pd.DataFrame:
    """The rows of `stage.quarantined_rows` for the rows that a schema turned away."""
    reasons: defaultdict[int, list[str]] = defaultdict(list)
    for failure, finding in zip(conformed.failures, conformed.findings, strict=True):
        reasons[failure.row].append(finding.message)
    rows: list[dict[str, Any]] = []
    for number, row in zip(
        conformed.quarantined.index, conformed.quarantined.to_dict("records"), strict=True
    ):
        content = {str(name): None if value is None else str(value) for name, value in row.items()}
        rows.append(
            {
                "period_code": period_code,
                "table_name": table_name,
                "row_number": int(number),
                "document_id": content.get("document_id"),
                "locator": content.get("locator"),
                "content": json.dumps(content, ensure_ascii=False, sort_keys=True),
                "reason": " ".join(reasons[int(number)]),
            }
        )
    return pd.DataFrame(rows, columns=quarantined_rows.columns.keys())
