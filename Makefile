# make run   sets up and opens the program        make test   sets up and runs every test
# make check style, types and import floors       make bench  times against named floors
.DEFAULT_GOAL := help
.DELETE_ON_ERROR:

PYTHON ?= python3
BIN := .venv/bin
export QT_QPA_PLATFORM_THEME ?=

.PHONY: help run test check bench bench-large soak screenshots documents lock clean

help:
	@echo "make run          set up and open Muster"
	@echo "make test         set up and run all tests"
	@echo "make check        style, types and import floors"
	@echo "make bench        speed, as ratios against named floors (build/bench.json)"
	@echo "make bench-large  the same at a million companies"
	@echo "make soak         the long tests"
	@echo "make screenshots  every screen, light and dark (build/screenshots)"
	@echo "make documents    every document as PDF and PNG (build/documents)"
	@echo "              README=--readme refreshes the pictures in docs/ with either"
	@echo "make lock         pin the dependencies again"

.venv/.made:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
	  { echo "Muster needs Python 3.11 or later: make PYTHON=python3.12 ..." >&2; exit 1; }
	$(PYTHON) -m venv .venv
	@touch $@

.venv/.run: .venv/.made requirements.lock pyproject.toml
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	@touch $@

.venv/.dev: .venv/.run requirements-dev.lock
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-dev.lock
	@touch $@

run: .venv/.run
	$(BIN)/muster

test: .venv/.dev
	QT_QPA_PLATFORM=offscreen $(BIN)/python -m pytest -n 2 $(TESTS)

check: .venv/.dev
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

bench: .venv/.dev
	QT_QPA_PLATFORM=offscreen $(BIN)/python -m tests.benchmarks

bench-large: .venv/.dev
	QT_QPA_PLATFORM=offscreen $(BIN)/python -m tests.benchmarks --large

soak: .venv/.dev
	QT_QPA_PLATFORM=offscreen $(BIN)/python -m pytest -m soak --timeout=3600

screenshots: .venv/.dev
	QT_QPA_PLATFORM=offscreen $(BIN)/python -m tests.pictures.screenshots build/screenshots $(README)

documents: .venv/.dev
	$(BIN)/python -m tests.pictures.documents build/documents $(README)

# Needs uv; the locks name no index.
lock:
	uv pip compile pyproject.toml --group build --universal --generate-hashes --no-header --no-annotate --python-version 3.11 -q -o requirements.lock
	uv pip compile pyproject.toml --group build --group dev --universal --generate-hashes --no-header --no-annotate --python-version 3.11 -q -o requirements-dev.lock

clean:
	rm -rf .venv build dist .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache
