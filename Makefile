# The two commands: make demo, make test. Everything else is for people who change the code.
PYTHON ?= $(shell command -v python3.11 || command -v python3.12 || command -v python3.13 || command -v python3)
VENV := .venv
BIN := $(VENV)/bin
STAMP := $(VENV)/.installed

.PHONY: setup demo serve test check check-bare check-cluster check-ordinary bench lock clean
.DEFAULT_GOAL := demo

setup: $(STAMP)

$(STAMP): requirements.lock pyproject.toml tools/setup.py
	@$(PYTHON) tools/setup.py $(VENV)

demo: setup
	@$(BIN)/tadasu demo

serve: setup
	@$(BIN)/tadasu serve --demo

# ONLY="slow or browser" leaves out what `make check` has run.
test: setup
	@$(BIN)/python -m pytest -n 2 $(if $(ONLY),-m "$(ONLY)")

check: setup
	@$(BIN)/ruff format --check .
	@$(BIN)/ruff check .
	@TADASU_DATA=$(VENV)/data $(BIN)/mypy
	@TADASU_DATA=$(VENV)/data $(BIN)/tadasu manage makemigrations --check --dry-run
	@$(BIN)/lint-imports
	@$(BIN)/python -m pytest -n 2 -m "not slow and not browser"

check-bare: requirements.lock requirements-bare.lock
	@$(PYTHON) tools/check_bare.py

check-cluster: requirements-spark.lock
	@$(PYTHON) tools/check_cluster.py

check-ordinary:
	@$(PYTHON) tools/check_ordinary.py

bench: setup
	@$(BIN)/python -m bench

lock:
	@$(BIN)/python tools/lock.py

clean:
	rm -rf $(VENV) .pytest_cache .mypy_cache .ruff_cache .hypothesis
