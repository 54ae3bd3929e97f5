"""Word documents: OOXML parts → `Document`, by walking the XML tree once.

Bytes flow through `package` (parts and relationships) → `styles` and `numbering` (what formatting means)
→ `runs` and `paragraphs` (text with its footnote marks, legacy fonts made Unicode) → `blocks` (paragraphs,
tables, text boxes in reading order) → `reader` (the `Document`). Word 97 files go through `conversion`.
What words and numbers mean is not known here.
"""
