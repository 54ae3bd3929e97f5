"""Where figures live and are added up.

Data flows: `writing` puts a period's rows into the `stage` schema → `resolution`, `consolidation`,
`comparison`, `rating`, `targets` and `reporting` fill the period's results there, in SQL → `release`
copies the period's staged rows to `published`, all or nothing → `views` show the newest release as `bi`.
Nothing here knows how a figure was read.
"""
