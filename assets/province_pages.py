"""Asset `province_pages`: a page per province and period for people who open no database."""

from dagster import AssetExecutionContext, MaterializeResult, MetadataValue, ResourceParam, asset

from assets.described import OWNERS, result
from assets.partitions import PERIODS
from assets.workplace import Workplace
from reports.headline import provinces
from reports.summary_page import summary_page
from warehouse.reading import current_releases


@asset(group_name="reports", partitions_def=PERIODS, owners=OWNERS, deps=["releases"], kinds={"markdown"})
def province_pages(
    context: AssetExecutionContext, workplace: ResourceParam[Workplace]
) -> MaterializeResult[None]:
    """The main figures of each province in Markdown, from what is published, in `reports/PERIOD/UNIT.md`."""
    period = context.partition_key
    with workplace.reading() as connection:
        released = {release.period_code: release.release_id for release in current_releases(connection)}
        pages = {
            overview.unit_id: summary_page(overview, released[period])
            for overview in provinces(connection, [period])
        }
    folder = workplace.reports_dir / period
    folder.mkdir(parents=True, exist_ok=True)
    for unit_id, page in pages.items():
        (folder / f"{unit_id}.md").write_text(page, "utf-8")
    return result(
        len(pages),
        {
            "folder": MetadataValue.path(folder),
            **{name: MetadataValue.md(page) for name, page in pages.items()},
        },
    )
