"""The workbook in which people decide what the readers were not sure of, and how it is read back.

`lines` is what is printed and what was filled in; `workbook` writes it, `filled` reads it back, `refused`
marks the lines that can't be taken in a copy. The words stand in `wording.yaml`. What an answer means and
whether it is sound is judged elsewhere (`sources.review.answers`).
"""
