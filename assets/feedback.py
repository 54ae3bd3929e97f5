"""Asset `feedback`: the answer to the sender of each document of a period."""

from dagster import AssetExecutionContext, MaterializeResult, MetadataValue, ResourceParam, asset

from assets.described import OWNERS, result
from assets.feedback_folder import write_answers
from assets.partitions import PERIODS
from assets.period_documents import period_documents
from assets.workplace import Workplace
from reports.document_findings import document_findings


@asset(
    group_name="reports",
    partitions_def=PERIODS,
    owners=OWNERS,
    deps=["releases"],
    kinds={"word", "excel", "html"},
)
def feedback(context: AssetExecutionContext, workplace: ResourceParam[Workplace]) -> MaterializeResult[None]:
    """Each sender's own file with the published findings written at their places, and a page that sums up.

    Only for documents with findings or without a required figure, in `feedback/PERIOD/UNIT/`. An answer that
    would be the same as the one that lies there is not made again.
    """
    period = context.partition_key
    with workplace.reading() as connection:
        findings = document_findings(connection, period)
    folder = workplace.feedback_dir / period
    done = write_answers(workplace.archive, folder, period_documents(workplace, period).documents, findings)
    return result(
        done.answered,
        {"folder": MetadataValue.path(folder), "made_anew": done.made_anew, "withdrawn": done.withdrawn},
    )
