"""What comes in: the inbox, its safety and archive, reading, identification, and figures from text.

Data flows one way: a file's bytes (`inbox`, `safety`, `sniff`, `archive`) → a `Document` (`reading`,
`word/`, `workbook/`) → an `Identity` (`identify`) → figures and listings. Nothing here knows of the
orchestrator or the database.
"""
