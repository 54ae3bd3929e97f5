"""From running text to figures.

Data flows: `passages` (headings, leads, footnotes at their marks) → `mentions` (each number with the words
that belong to it) → `roles` (count, part, change, percent …) → `matching` (indicator by the declared
wordings) → `statements` (what belongs together) → `attribution` (unit, period, breakdown) → `masking`.
"""
