"""Asset `extractions`: the figures of every accepted document of a period, read by today's code."""

from collections import Counter

from dagster import AssetExecutionContext, MaterializeResult, MetadataValue, ResourceParam, asset

from assets.described import OWNERS, as_markdown, result
from assets.partitions import PERIODS
from assets.period_documents import period_documents
from assets.workplace import Workplace


@asset(group_name="extract", partitions_def=PERIODS, owners=OWNERS, deps=["documents"], kinds={"json"})
def extractions(
    context: AssetExecutionContext, workplace: ResourceParam[Workplace]
) -> MaterializeResult[None]:
    """What was found in each accepted document of the period: every number once, and the listings.

    Kept in a cache by content and by all that reading depends on; only what is not there is read anew.
    """
    documents = period_documents(workplace, context.partition_key).documents
    figures = Counter(str(figure.status) for each in documents for figure in each.extraction.figures)
    rows = [
        (each.file_name, len(each.extraction.figures), len(each.extraction.listings)) for each in documents
    ]
    return result(
        len(documents),
        {
            "figures_by_status": MetadataValue.json(dict(figures)),
            "documents": MetadataValue.md(as_markdown(("file", "figures", "listing rows"), rows)),
        },
    )
