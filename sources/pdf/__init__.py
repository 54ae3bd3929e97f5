"""A digital PDF as a `Document`: letters at their places become lines, tables, footnotes and paragraphs.

Data flows `pages` (letters and ruling lines out of PDFium) → `encodings` (old fonts) → `lines` → `zones` (running
headers, page numbers, footnotes) and `ruled_tables`, `columns` → `paragraphs` → `reader`. What does not belong
here: reading pictures of text; a scan is refused.
"""
