"""Workbooks and tables of text: .xlsx, .xlsb, .xls, .ods, .csv → `Document` with one `Table` per sheet.

`plain_sheet` reads most sheets of .xlsx: values by calamine, formulas, hidden rows and merges by a scan, the
cells made when asked for (`sheet_cells`). `xlsx_parts` (strings, styles, sheets) and `xlsx_sheet` read any
other sheet element by element; `calamine_sheets` reads the other formats; `number_text` writes values as
Excel shows them in Vietnam; `reader` puts the `Document` together. What a column means is not known here.
"""
