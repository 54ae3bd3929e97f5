"""How it runs: settings, executor, partitions, jobs, schedules, definitions and the `tonghop` command.

Data flows: environment, `tonghop.toml` and options → `settings` → `resources` for the assets →
`definitions` (what Dagster loads) or `runs` (what the command starts, in process). Domain logic has no
place here: what is made stands in `assets/`, how in the rooms below it.
"""
