# Two commands do everything on a fresh machine: `make demo` and `make test`.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin

.PHONY: help setup demo test lint types bench offline lock clean

help:
	@echo "make demo   run the main job on an exercise, say where the report lies, try the gates on it"
	@echo "make test   run all tests"
	@echo "make lint   ruff"
	@echo "make types  mypy"
	@echo "make bench  the benchmarks of bench/README.md"
	@echo "make offline  dist/sekisho-offline-VERSION, which installs without a network"

# The lock file is exact; the stamp is renewed when it or the project's metadata change.
$(VENV)/.stamp: requirements.lock pyproject.toml
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes --requirement requirements.lock
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
	@touch $@

setup: $(VENV)/.stamp

demo: setup
	@$(BIN)/python -m sekisho.cli.demo

test: setup
	@$(BIN)/python tests/needs.py
	@$(BIN)/python -m pytest --numprocesses auto

lint: setup
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

types: setup
	$(BIN)/mypy

bench: setup
	$(BIN)/python bench/run.py

# All wheels for Windows and Linux, start scripts, bill of materials, licences, hashes.
# TARGET="windows-3.12" builds for some machines only, SIGN=key signs the hashes (SSH key).
offline: setup
	$(BIN)/python -m offline $(TARGET:%=--target %) $(SIGN:%=--sign %)

# Writes the exact versions and hashes of everything, for every supported platform.
lock: $(VENV)/.stamp
	CUSTOM_COMPILE_COMMAND="make lock" $(BIN)/pip-compile --quiet --generate-hashes --allow-unsafe --strip-extras --extra dev --no-emit-index-url --no-emit-find-links --no-emit-trusted-host --output-file requirements.lock pyproject.toml

clean:
	rm -rf $(VENV) demo build
