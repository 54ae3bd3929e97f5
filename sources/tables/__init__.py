"""Tables understood by what they say: sheets of workbooks and tables of Word documents alike.

A `Table` of the document becomes a grid (`grid`), the grid its blocks (`blocks`, with `header_rows` and
`title_lines`). A block is planned (`planned_block`): its header gives each column a meaning (`columns`,
through `vocabulary`, `parts` and `matching`), its rows their unit, kind and topic (`rows`, `names`). Listed
units become listing rows (`listed_rows`; in bulk `plain_rows`); cells are read as numbers and marks
(`cells`), get their meaning (`meanings`, `valued`) and leave as figures (`block_reading`, `value_cells`,
`figures`). `read_tables` (`reading`) is the one door. Prose, also in cells, is read elsewhere.
"""

from sources.tables.reading import TableReading, read_tables

__all__ = ["TableReading", "read_tables"]
