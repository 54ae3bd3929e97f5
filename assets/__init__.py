"""What is made: the Dagster asset graph, one thin module per stage, in the order of the flow.

Data flows: `documents` (everything received, not partitioned) → `extractions` → `observations`, `listings` →
`indicator_values`, `comparisons`, `unit_ratings`, `target_progress` and their like → `findings` →
`releases` → `reports`, each partitioned by reporting period. An asset is a table; it replaces the rows of its
period in one transaction. Modules named `…_rows` turn records into frames. Nothing is computed here: an
asset calls `sources`, `warehouse` and `reports`, and tells Dagster what came of it.
"""
