"""The check page: a clerk drops a file and sees what was read and what does not add up; nothing is kept.

Data flows: `upload` (the one file of a form, bounded) → `checking` (read, checked and answered in a confined
process) → `app` (who may ask, what is sent back) with the templates, the style and the script beside it. The
page works without its script, asks nothing of other addresses and sets no cookie.
"""
