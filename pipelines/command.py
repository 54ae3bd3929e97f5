"""The `tonghop` command: what each of its words means stands in a module of its own, loaded when it is used.

Exit codes: 0 done, 1 findings of severity error (`check`), 2 wrong usage, 3 the run failed.
"""

from __future__ import annotations

import os
import sys
import traceback
from pathlib import Path
from typing import Annotated

import typer

from pipelines.exit_codes import DONE, RUN_FAILED, WRONG_USAGE
from schemas.errors import SettingsError, TonghopError

app = typer.Typer(
    name="tonghop",
    help="From district Word and Excel reports on public order to a province's trusted figures.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode="rich",
)

DataDir = Annotated[
    Path | None,
    typer.Option("--data-dir", metavar="DIR", help="Folder of archive and warehouse (TONGHOP_DATA_DIR)."),
]
Warehouse = Annotated[
    str | None,
    typer.Option("--warehouse-url", metavar="URL", help="Database address (TONGHOP_WAREHOUSE_URL)."),
]
Roots = Annotated[
    list[str] | None,
    typer.Option("--root", metavar="UNIT_ID", help="Province to consolidate; default: each with documents."),
]
Workers = Annotated[int | None, typer.Option("--workers", min=1, help="Processes that extract.")]
Host = Annotated[str, typer.Option(help="Address to listen on; this machine alone unless named.")]
By = Annotated[str | None, typer.Option("--by", metavar="NAME", help="Who decided.")]
Document = Annotated[
    str, typer.Argument(metavar="DOC", help="Document id, the beginning of one, or a file name.")
]
Reason = Annotated[str, typer.Option("--reason", metavar="TEXT", help="Why; kept with the decision.")]
Decider = Annotated[str, typer.Option("--by", metavar="NAME", help="Who decided.")]
AsJson = Annotated[bool, typer.Option("--json", help="For scripts: one JSON document.")]


def main() -> None:
    """Run the command and leave the process with its exit code."""
    code = _exit_code()
    if "duckdb" in sys.modules:
        # Its bindings print pages about their own references when the interpreter is taken down in order.
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(code)
    sys.exit(code)


def _exit_code() -> int:
    try:
        app()
    except SystemExit as leaving:
        return leaving.code if isinstance(leaving.code, int) else DONE
    except SettingsError as error:
        return _told(str(error), WRONG_USAGE)
    except TonghopError as error:
        return _told(str(error), RUN_FAILED)
    except KeyboardInterrupt:
        return _told("interrupted; readers still see the last complete release", RUN_FAILED)
    except Exception:
        traceback.print_exc()
        return _told("an error of the program, please report it with the lines above", RUN_FAILED)
    return DONE


def _told(message: str, code: int) -> int:
    print(f"tonghop: {message}", file=sys.stderr)  # noqa: T201
    return code


@app.command()
def run(
    *,
    inbox: Annotated[Path | None, typer.Option(metavar="DIR", help="Folder of reports to take in.")] = None,
    data_dir: DataDir = None,
    period: Annotated[
        list[str] | None,
        typer.Option(metavar="CODE", help="Only these periods, for example 2023 or 2023-H1."),
    ] = None,
    root: Roots = None,
    warehouse_url: Warehouse = None,
    workers: Workers = None,
    as_json: AsJson = False,
) -> None:
    """Take in the inbox, consolidate each period concerned, publish what changed."""
    from pipelines.command_run import run_inbox
    from pipelines.settings import load_settings

    settings = load_settings(
        data_dir=data_dir,
        inbox=inbox,
        warehouse_url=warehouse_url,
        root_units=tuple(root or ()),
        workers=workers,
    )
    raise typer.Exit(run_inbox(settings, tuple(period or ()), as_json=as_json))


@app.command()
def backfill(
    *,
    first: Annotated[str, typer.Option("--from", metavar="YEAR", help="First year.")],
    last: Annotated[str, typer.Option("--to", metavar="YEAR", help="Last year.")],
    data_dir: DataDir = None,
    root: Roots = None,
    warehouse_url: Warehouse = None,
    workers: Workers = None,
    as_json: AsJson = False,
) -> None:
    """Consolidate again all periods of some years, from the archive, in the order of dependency."""
    from pipelines.command_run import run_backfill
    from pipelines.settings import load_settings

    settings = load_settings(
        data_dir=data_dir, warehouse_url=warehouse_url, root_units=tuple(root or ()), workers=workers
    )
    raise typer.Exit(run_backfill(settings, first, last, as_json=as_json))


@app.command()
def extract(
    files: Annotated[list[Path], typer.Argument(metavar="FILE…", exists=True, dir_okay=False)],
    as_json: Annotated[
        bool, typer.Option("--json/--table", help="JSON Lines for programs, or a table for people.")
    ] = True,
    why: Annotated[
        bool,
        typer.Option("--why", help="For each number of running text: which wording fired, what came second."),
    ] = False,
    workers: Workers = None,
) -> None:
    """Print every number of some reports with what became of it; needs no warehouse."""
    if why:
        from pipelines.command_why import print_why

        raise typer.Exit(print_why(files))
    from pipelines.command_extract import print_figures

    raise typer.Exit(print_figures(files, as_json=as_json, workers=workers))


@app.command()
def check(
    files: Annotated[
        list[Path],
        typer.Argument(metavar="FILE… [DIR]", help="Reports; with --annotate, a folder for the answers."),
    ],
    annotate: Annotated[
        bool,
        typer.Option(
            "--annotate",
            help="Write the annotated copies and one-page summaries into DIR (default: phan-hoi).",
        ),
    ] = False,
    as_json: AsJson = False,
) -> None:
    """Tell what is understood of some reports and what does not add up, before they are sent."""
    from pipelines.command_check import check_files

    raise typer.Exit(check_files(files, annotate=annotate, as_json=as_json))


@app.command()
def assign(
    document: Document,
    *,
    unit: Annotated[str | None, typer.Option(metavar="UNIT_ID", help="Who sent it.")] = None,
    period: Annotated[str | None, typer.Option(metavar="CODE", help="Which period it reports on.")] = None,
    reason: Reason,
    by: Decider,
    data_dir: DataDir = None,
    root: Roots = None,
    warehouse_url: Warehouse = None,
    as_json: AsJson = False,
) -> None:
    """Say whose a document is, and for which period, where it does not tell or tells it wrongly."""
    from pipelines.command_decide import assign_document
    from pipelines.settings import load_settings

    settings = load_settings(data_dir=data_dir, warehouse_url=warehouse_url, root_units=tuple(root or ()))
    raise typer.Exit(assign_document(settings, document, unit, period, reason=reason, by=by, as_json=as_json))


@app.command()
def withdraw(
    document: Document,
    *,
    reason: Reason,
    by: Decider,
    data_dir: DataDir = None,
    root: Roots = None,
    warehouse_url: Warehouse = None,
    as_json: AsJson = False,
) -> None:
    """Leave a document out, as if it had never been sent; `assign` takes it in again."""
    from pipelines.command_decide import withdraw_document
    from pipelines.settings import load_settings

    settings = load_settings(data_dir=data_dir, warehouse_url=warehouse_url, root_units=tuple(root or ()))
    raise typer.Exit(withdraw_document(settings, document, reason=reason, by=by, as_json=as_json))


@app.command()
def purge(
    document: Document,
    *,
    reason: Reason,
    by: Decider,
    data_dir: DataDir = None,
    root: Roots = None,
    warehouse_url: Warehouse = None,
    as_json: AsJson = False,
) -> None:
    """Delete what was kept of a document, its quotes in all releases, and never take it in again."""
    from pipelines.command_decide import purge_document
    from pipelines.settings import load_settings

    settings = load_settings(data_dir=data_dir, warehouse_url=warehouse_url, root_units=tuple(root or ()))
    raise typer.Exit(purge_document(settings, document, reason=reason, by=by, as_json=as_json))


@app.command()
def review(
    *,
    period: Annotated[str | None, typer.Option(metavar="CODE", help="Only this period.")] = None,
    output: Annotated[
        Path | None, typer.Option(metavar="FILE", help="The workbook to write; default in the data folder.")
    ] = None,
    apply: Annotated[
        Path | None,
        typer.Option(metavar="FILE", exists=True, dir_okay=False, help="Learn from a workbook filled in."),
    ] = None,
    by: By = None,
    data_dir: DataDir = None,
    warehouse_url: Warehouse = None,
) -> None:
    """List what could not be mapped surely in one workbook; with --apply, remember what people decided."""
    from pipelines.command_review import apply_review, write_review
    from pipelines.settings import load_settings

    settings = load_settings(data_dir=data_dir, warehouse_url=warehouse_url)
    done = apply_review(settings, apply, by) if apply is not None else write_review(settings, period, output)
    raise typer.Exit(done)


@app.command()
def status(data_dir: DataDir = None, warehouse_url: Warehouse = None, as_json: AsJson = False) -> None:
    """Show what is published: releases, documents, reports that are missing."""
    from pipelines.command_status import print_status
    from pipelines.settings import load_settings

    print_status(load_settings(data_dir=data_dir, warehouse_url=warehouse_url), as_json=as_json)


@app.command()
def explain(
    unit: Annotated[str, typer.Argument(metavar="UNIT", help="Id or name, for example 2004-105.")],
    period: Annotated[str, typer.Argument(metavar="PERIOD", help="Code, for example 2023.")],
    indicator: Annotated[str, typer.Argument(metavar="INDICATOR", help="Code, for example crime.cases.")],
    *,
    kind: Annotated[str | None, typer.Option(help="Kind of unit, for example residential_area.")] = None,
    category: Annotated[str | None, typer.Option(help="Category, for example province.")] = None,
    data_dir: DataDir = None,
    warehouse_url: Warehouse = None,
    as_json: AsJson = False,
) -> None:
    """Show where a published value comes from: the sentences and cells, or the units that add up to it."""
    from pipelines.command_explain import print_explanation
    from pipelines.settings import load_settings

    settings = load_settings(data_dir=data_dir, warehouse_url=warehouse_url)
    print_explanation(settings, unit, period, indicator, kind=kind, category=category, as_json=as_json)


@app.command()
def template(
    *,
    unit: Annotated[str, typer.Option(metavar="UNIT_ID", help="Id or name of the sender, e.g. 2004-259.")],
    period: Annotated[str, typer.Option(metavar="CODE", help="Code, for example 2023 or 2023-H1.")],
    output: Annotated[
        Path | None, typer.Option(metavar="FILE", help="Default: bieu-so-lieu-UNIT-PERIOD.xlsx here.")
    ] = None,
    data_dir: DataDir = None,
    warehouse_url: Warehouse = None,
) -> None:
    """Write the province's annex workbook for a sender to fill in, with last year's figures beside."""
    from pipelines.command_template import write_template_file
    from pipelines.settings import load_settings

    settings = load_settings(data_dir=data_dir, warehouse_url=warehouse_url)
    write_template_file(settings, unit, period, output)


@app.command()
def serve(
    *,
    data_dir: DataDir = None,
    inbox: Annotated[Path | None, typer.Option(metavar="DIR", help="Folder of reports to take in.")] = None,
    warehouse_url: Warehouse = None,
    host: Host = "127.0.0.1",
    port: Annotated[int, typer.Option(help="Port of Dagster.")] = 3000,
    check_page_port: Annotated[int, typer.Option(help="Port of the check page; 0 for none.")] = 3001,
) -> None:
    """Open Dagster on this deployment (graph, runs, schedule) and the check page for clerks."""
    from pipelines.command_serve import serve as serve_all
    from pipelines.settings import load_settings

    settings = load_settings(data_dir=data_dir, inbox=inbox, warehouse_url=warehouse_url)
    raise typer.Exit(serve_all(settings, host, port, check_page_port))


@app.command()
def check_page(
    host: Host = "127.0.0.1",
    port: Annotated[int, typer.Option(help="Port to listen on; 0 for a free one.")] = 3001,
) -> None:
    """Open only the check page: drop a report, see what is read and what does not add up; keeps nothing."""
    from pipelines.command_check_page import serve_check_page

    raise typer.Exit(serve_check_page(host, port))


if __name__ == "__main__":
    main()
