"""One pandera schema per table: the shape that every frame between rooms, and every reference file, is held
to.

`reference` holds the schemas of the CSV files of `schemas/reference/`; the other modules those of the
warehouse's tables. Validation is lazy: all faults of a frame are collected before anything is raised or
reported.
"""
