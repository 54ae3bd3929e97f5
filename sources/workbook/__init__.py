"""Workbooks and tables of text: .xlsx, .xlsb, .xls, .ods, .csv → `Document` with one `Table` per sheet.

`xlsx_parts` (strings, styles, sheets) and `xlsx_sheet` (cells, merges, hidden rows) read .xlsx directly;
`calamine_sheets` reads the other formats; `number_text` writes values as Excel shows them in Vietnam;
`reader` puts the `Document` together. What a column means is not known here.
"""
