"""The answer to the sender of one document: what was read, what is missing, what does not add up.

Data flows: `Document`, `Extraction` and `Finding`s → `outline` (places in words) and `remarks` (each finding
with its sentence) → `answer` (the record that every form of the answer shows) → the one-page `summary` in
HTML and Word. The sender's own file is annotated by `word_comments` and `workbook_comments`, which patch
only the parts of the `package` concerned. How a file is read is not known here: where a locator stands in a
Word file is handed in by the caller. Nothing here reads a database or the clock.
"""
