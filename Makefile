# Two commands for a machine with Python ≥ 3.11, pip and make: `make graph` and `make test`.
# Each does its own set-up, once, in `.venv`; a changed pyproject.toml installs again.

SHELL := /bin/sh
.DEFAULT_GOAL := help

# The first Python on the path that is new enough; `make PYTHON=python3.12 …` chooses another.
PYTHON ?= $(shell for p in python3 python3.14 python3.13 python3.12 python3.11 python; do \
	$$p -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && echo $$p && break; done)
VENV := .venv
PY := $(VENV)/bin/python
PIP := PIP_DISABLE_PIP_VERSION_CHECK=1 $(PY) -m pip install --quiet
NETWORK_HELP := echo "make: the packages could not be installed; pip says why above (it needs its package index)" >&2
# An environment that was copied here from another folder would run that folder's code.
ifneq ($(shell cat $(VENV)/home 2>/dev/null),$(CURDIR))
STALE := stale
endif

.PHONY: help graph test check lint types format bench screenshot clean $(if $(STALE),$(VENV)/home)

help: ## this list
	@sed -n 's/^\([a-z]*\):.*## \(.*\)/  make \1\t\2/p' Makefile | expand -t 20

graph: $(VENV)/runtime ## build output/ from seeds/ and say what was made
	@$(PY) -m kg build

test: $(VENV)/development ## lint, formatting, types and all tests: what CI runs
	@$(MAKE) --no-print-directory lint types
	$(PY) -m pytest -q

check: $(VENV)/development ## lint, formatting, types and the fast tests
	@$(MAKE) --no-print-directory lint types
	$(PY) -m pytest -q -m "not slow"

lint: $(VENV)/development ## ruff: rules and formatting
	$(PY) -m ruff check .
	$(PY) -m ruff format --check .

types: $(VENV)/development ## mypy --strict on kg
	$(PY) -m mypy --strict kg

format: $(VENV)/development ## let ruff mend what it can
	$(PY) -m ruff check --fix .
	$(PY) -m ruff format .

bench: $(VENV)/development ## times of a build, of queries and of the endpoint
	@$(PY) tests/bench/run.py
	@$(PY) tests/bench/scale.py
	@$(PY) tests/bench/queries.py

screenshot: $(VENV)/development ## docs/images/view.png from the shipped articles
	@$(PY) docs/images/screenshot.py

clean: ## remove the environment, caches and what a build wrote
	rm -rf $(VENV) .pytest_cache .mypy_cache .ruff_cache .hypothesis .coverage dist build
	find output -mindepth 1 ! -name .gitignore -delete

# The environment; `home` remembers its folder. Debian's python3 without python3-venv has no ensurepip: pip of the
# outside installs it then.
$(VENV)/home:
	@test -n "$(PYTHON)" || { echo "make: no Python 3.11 or newer found; install one or say make PYTHON=…" >&2; exit 1; }
	@echo "Setting up $(VENV) with $(PYTHON) (once)" >&2
	@rm -rf $(VENV)
	@$(PYTHON) -m venv $(VENV) >/dev/null 2>&1 || { rm -rf $(VENV) && $(PYTHON) -m venv --without-pip $(VENV) \
		&& $(PYTHON) -m pip --python $(PY) install --quiet pip; } || { $(NETWORK_HELP); exit 1; }
	@echo "$(CURDIR)" > $@

$(VENV)/runtime: pyproject.toml $(VENV)/home
	@echo "Installing what kg needs" >&2
	@$(PIP) -e . || { $(NETWORK_HELP); exit 1; }
	@touch $@

# The group is read from pyproject.toml here, because only pip ≥ 25.1 knows --group.
$(VENV)/development: $(VENV)/runtime
	@echo "Installing what the tests need" >&2
	@$(PY) -c 'import tomllib; \
		print(*tomllib.load(open("pyproject.toml", "rb"))["dependency-groups"]["dev"], sep="\n")' > $(VENV)/dev.txt
	@$(PIP) -r $(VENV)/dev.txt || { $(NETWORK_HELP); exit 1; }
	@touch $@
