"""The province's annex workbook as data: which sheets it has, and where on them which figure stands.

`definition` reads `reference/templates.yaml` (with `definition_build`, checked by `definition_checks`),
`planning` lays the sheets out for one sender and period (with one module per layout), `marker` is the sign
by which a filled workbook is known again. The same plan is written by `reports/template` and read by
`sources/template`, so that what goes out and what comes back can't differ. Neither cells of a file nor
figures belong here.
"""

from schemas.templates.definition import template_definition
from schemas.templates.planning import plan_workbook

__all__ = ["plan_workbook", "template_definition"]
