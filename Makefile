# Everything here works with plain pip; uv is used when it is there. No step needs npm.
# `make setup` needs the network once; `make demo` and `make test` need none after it.

SHELL := /bin/bash
.DEFAULT_GOAL := help

VENV := .venv
BIN := $(VENV)/bin
STAMP := $(VENV)/.setup-done
PYTHON ?= $(shell command -v python3.11 || command -v python3)
UV ?= $(shell command -v uv)
# One worker a core; TESTFLAGS="-x -k name" and the like take its place.
TESTFLAGS ?= -n auto

.PHONY: help setup setup-browser setup-postgres setup-ray setup-frontend frontend screenshots coverage-run demo test check lint format-check types layers bench-smoke pictures calibration constraints clean

help:
	@echo "make demo           the worked case, from reports to an answer on screen (out/azot)"
	@echo "make test           every test"
	@echo "make check          ruff, formatting, mypy, import layers"
	@echo "make bench-smoke    every benchmark in its short form"
	@echo "make setup          create $(VENV) (the others do this by themselves)"
	@echo "make setup-browser  Debian's Chromium, a font and poppler, for the browser tests"
	@echo "make setup-postgres Debian's PostgreSQL server, for the log's contract on a real one"
	@echo "make setup-ray      Ray, for days and reports spread over a cluster, and its contract"
	@echo "make setup-frontend node and npm, for the scripts of the pages (taken from the machine where it has them)"
	@echo "make frontend       build the scripts of the pages into src/safeconduct/web/built"
	@echo "make screenshots    pictures of the pages for docs/, from the worked case"
	@echo "make coverage-run   lines and branches of run/ that its tests reach (99 % wanted)"
	@echo "make pictures       the pictures and numbers of docs/fleet.md, from its example"
	@echo "make calibration    the table of docs/stress.md: operations of the past against the priors"
	@echo "make constraints    write constraints.txt from what is installed"
	@echo "make clean          remove out/ and caches; $(VENV) stays"

setup: $(STAMP)

$(STAMP): pyproject.toml constraints.txt
	@test -n "$(PYTHON)" || { echo "setup: no python3 found; install Python 3.11 or newer"; exit 2; }
	@"$(PYTHON)" -c 'import sys; sys.exit(sys.version_info < (3, 11))' \
	  || { echo "setup: $(PYTHON) is older than 3.11; run make with PYTHON=/path/to/python3.11"; exit 2; }
	@echo "setup 1/3  virtual environment in $(VENV)"
	@if [ ! -x $(BIN)/python ]; then \
	  if [ -n "$(UV)" ]; then "$(UV)" venv --quiet --seed --python "$(PYTHON)" $(VENV) || "$(PYTHON)" -m venv $(VENV); \
	  else "$(PYTHON)" -m venv $(VENV); fi; fi
	@echo "setup 2/3  installer up to date"
	@if [ -z "$(UV)" ]; then $(BIN)/python -m pip install --quiet --disable-pip-version-check --upgrade pip; fi
	@echo "setup 3/3  safeconduct and the $$(grep -c == constraints.txt) pinned packages it may use (about 1.2 GB, some minutes on a slow line)"
	@if [ -n "$(UV)" ] && "$(UV)" pip install --python $(BIN)/python -c constraints.txt -e '.[dev]'; then true; \
	else \
	  if [ -n "$(UV)" ]; then echo "setup: uv could not install, going on with pip"; fi; \
	  $(BIN)/python -m pip install --no-compile --disable-pip-version-check -c constraints.txt -e '.[dev]'; fi
	@touch $(STAMP)
	@echo "setup      done"

setup-browser:
	@.ci/browser

setup-postgres:
	@if ls /usr/lib/postgresql/*/bin/pg_ctl > /dev/null 2>&1; then echo "setup-postgres: a server is here"; \
	else apt-get update --quiet=2 && apt-get install --quiet=2 --no-install-recommends postgresql; fi

setup-ray: $(STAMP)
	@if $(BIN)/python -c 'import ray' 2> /dev/null; then echo "setup-ray: Ray is here"; \
	elif [ -n "$(UV)" ] && "$(UV)" pip install --quiet --python $(BIN)/python -c constraints.txt -c constraints-ray.txt -e '.[ray]'; then true; \
	else $(BIN)/python -m pip install --quiet --disable-pip-version-check -c constraints.txt -c constraints-ray.txt -e '.[ray]'; fi

setup-frontend: $(STAMP)
	@.ci/node $(BIN)/python "$(UV)"

frontend: $(STAMP)
	@$(BIN)/python frontend/build.py

screenshots: demo frontend
	@$(BIN)/python .ci/screenshots.py

coverage-run: $(STAMP)
	@mkdir -p out
	@$(BIN)/coverage run --branch --include='src/safeconduct/run/*' --data-file=out/.coverage -m pytest tests/run
	@$(BIN)/coverage report --data-file=out/.coverage --show-missing --fail-under=99

demo: $(STAMP)
	@$(BIN)/safeconduct demo azot --out out/azot

test: $(STAMP)
	@$(BIN)/python -m pytest $(TESTFLAGS)

check: lint format-check types layers

lint: $(STAMP)
	$(BIN)/ruff check .

format-check: $(STAMP)
	$(BIN)/ruff format --check .

types: $(STAMP)
	$(BIN)/mypy

layers: $(STAMP)
	$(BIN)/lint-imports --no-logo

bench-smoke: $(STAMP)
	@$(BIN)/python -m benchmarks run --smoke

pictures: $(STAMP)
	@$(BIN)/python .ci/fleet_pictures.py

calibration: $(STAMP)
	@$(BIN)/python .ci/calibration.py

constraints: $(STAMP)
	@$(BIN)/python .ci/constraints.py > constraints.txt.new
	@mv constraints.txt.new constraints.txt
	@touch $(STAMP)
	@echo "constraints.txt: $$(grep -c == constraints.txt) packages"

clean:
	rm -rf out dist src/safeconduct/web/built frontend/node_modules .pytest_cache .mypy_cache .ruff_cache .hypothesis .import_linter_cache
	find src tests benchmarks -name __pycache__ -type d -prune -exec rm -rf {} +
