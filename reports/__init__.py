"""What goes out as documents, made from the published views alone.

Data flows: `bi.*` views → `overview` and `headline` (what they say, as records) → `summary_page`
(a province's page in Markdown). Figures are never computed here: what is in no view is in no report.
"""
