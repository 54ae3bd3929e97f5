"""Writes the example inbox: facts in `figures.yaml` and `units.yaml`, wordings in `texts/`.

Data flows one way: facts and wordings → blocks or rows → parts of a file → bytes with fixed times. Nothing
here is read by the pipeline; what a reader should find in the files stands in `examples/expected.yaml`.
"""
