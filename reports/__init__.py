"""What goes out as documents, made from the published views and the findings.

Data flows: `bi.*` views → `overview` and `headline` (what they say, as records) → `summary_page`
(a province's page in Markdown); `document_findings` → `feedback` (the answers to senders). Figures are never
computed here: what is in no view is in no report.
"""
