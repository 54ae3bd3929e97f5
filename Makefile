# How to work here: `make` prints the list. Needs Python 3.11 or newer and nothing else.
.DEFAULT_GOAL := help
.PHONY: help run test lint format bench accuracy lock clean serve

PYTHON ?= python3
BIN := .venv/bin
# Written once the environment holds exactly what requirements.lock says; older than the lock, it is remade.
READY := .venv/.ready
INBOX ?= examples/inbox
DATA ?= data

help:                ## this list
	@grep -hE '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:[^#]*## /\t/' | expand -t 12

$(READY): requirements.lock pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' \
	  || { echo "Python 3.11 or newer is needed; name one with: make PYTHON=/path/to/python3.11"; exit 2; }
	@test -x $(BIN)/python || $(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --require-hashes -r requirements.lock
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	@touch $@

run: $(READY)        ## consolidate the examples (or INBOX=folder) into DATA=folder and print the result
	$(BIN)/tonghop run --inbox $(INBOX) --data-dir $(DATA)

serve: $(READY)      ## open Dagster on the data folder, and the check page
	$(BIN)/tonghop serve --data-dir $(DATA)

test: $(READY)       ## all tests
	$(BIN)/python -m pytest -n 2 --dist loadfile

lint: $(READY)       ## style, formatting, import directions, types
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/lint-imports
	$(BIN)/mypy

format: $(READY)     ## put the code into shape
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

bench: $(READY)      ## speed: extraction, a large annex, the country's consolidation, a re-run (REPORT=file.docx)
	$(BIN)/python benchmarks/extraction.py $(REPORT)
	$(BIN)/python benchmarks/annex.py
	$(BIN)/python benchmarks/consolidation.py
	$(BIN)/python benchmarks/rerun.py --inbox $(INBOX)

accuracy: $(READY)   ## recall and precision of extraction against the gold figures
	$(BIN)/python tests/accuracy/score.py

lock:                ## pin every package with its hashes (needs uv)
	uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url \
	  --all-extras pyproject.toml -o requirements.lock

clean:               ## remove the environment and all caches (never the data folder)
	rm -rf .venv dist build .pytest_cache .mypy_cache .ruff_cache .hypothesis .import_linter_cache
	find . -name __pycache__ -type d -prune -exec rm -rf {} +
