"""The province's annex workbook for a sender, as an .xlsx file.

What stands where is the plan of `schemas.templates`; `known` fetches what the province already has (last
year's figures, listed units) from the `bi` views, `workbook` writes it all, with one module each for looks,
formulas, validations, the instructions and the hidden sheet. Reading a filled workbook back is not here but
in `sources/template`.
"""

from reports.template.known import NOTHING_KNOWN, Known, read_known
from reports.template.workbook import write_template

__all__ = ["NOTHING_KNOWN", "Known", "read_known", "write_template"]
