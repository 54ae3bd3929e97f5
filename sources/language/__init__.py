"""The Vietnamese of administrative reports: folding, sentences, numbers, units of measure.

Knows the language, nothing of indicators: `folding` → `sentences` → `numbers` → `measures`.
"""
