"""A digital PDF as a `Document`: letters at their places become lines, tables, footnotes and paragraphs.

Data flows `pages` (letters and ruling lines out of PDFium) → `faults` → `ruled_tables` and `lines` → `zones`
(running headers, page numbers, footnotes) → `columns` → `paragraphs` → `reader`; `texts` and `encodings` turn
lines into text on the way. What does not belong here: reading pictures of text; a scan is refused.
"""
