"""Tables understood by what they say: sheets of workbooks and tables of Word documents alike.

A `Table` of the document becomes a grid, the grid its blocks (`grid`); a block's header gives each column a
meaning (`header`, `columns`, through the vocabulary of `vocabulary` and the matcher of `matching`), its
rows their unit, kind and topic (`rows`, `names`); cells are read as numbers and marks (`cells`) and leave
as figures (`figures`) and listing rows (`listings`). `read_tables` (`reading`) is the one door. Prose, also
in cells, is read elsewhere.
"""

from sources.tables.reading import TableReading, read_tables

__all__ = ["TableReading", "read_tables"]
