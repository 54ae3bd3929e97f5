"""A filled annex workbook of the province read back by its own plan, cell for cell.

The marker on its hidden sheet says for whom and when it was written (`schemas.templates.marker`). A sheet
whose headings are unchanged is read by the declared places of its figures (`slots`) and lists (`open_rows`);
a sheet that was changed is left to the ordinary reading of tables, and its sender is told (`recognition`).
`read_template` (`reading`) is the door of extraction, `stated_by_template` that of identification.
"""

from sources.template.reading import TemplateReading, read_template
from sources.template.recognition import stated_by_template

__all__ = ["TemplateReading", "read_template", "stated_by_template"]
