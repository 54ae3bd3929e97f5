"""What people decided before, asked by the readers before they rank: one recall per sender.

Decisions come in as `schemas.remembered.Remembered`, from wherever they are kept; here they are turned into
what each reader asks for (`recall`), with the frames of sentences that they are found by (`frames`). Nothing
here reads a document or decides anything. The readers ask at one place each: `sources.tables.matching` and
`names`, `sources.prose.statements`.
"""
