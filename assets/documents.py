"""Asset `documents`: what has been received, from whom, for which period, and what became of it."""

from datetime import UTC, datetime

from dagster import MaterializeResult, MetadataValue, ResourceParam, asset

from assets.described import OWNERS, as_markdown, result
from assets.intake import take_in
from assets.workplace import Workplace
from warehouse.writing import append_documents

PERIODS_CONCERNED = "periods"
_SHOWN = ("file_name", "unit_id", "period_code", "report_type", "status", "reason")


@asset(group_name="receive", owners=OWNERS, kinds={"table", "file"})
def documents(workplace: ResourceParam[Workplace]) -> MaterializeResult[None]:
    """Every file that has come in: archived by content, identified by what it says, one of many versions.

    Not partitioned, because a file's period is known only once it has been read. What can't be read or
    identified is quarantined with its reason; the rest goes on.
    """
    intake = take_in(workplace, datetime.now(UTC))
    with workplace.writing() as connection:
        append_documents(connection, intake.rows)
    rows = intake.rows
    return result(
        len(rows),
        {
            PERIODS_CONCERNED: MetadataValue.json(sorted(intake.periods)),
            "by_status": MetadataValue.json(
                {str(k): int(v) for k, v in rows["status"].value_counts().items()}
            ),
            "documents": MetadataValue.md(
                as_markdown(_SHOWN, rows[list(_SHOWN)].itertuples(index=False, name=None))
            ),
        },
    )
