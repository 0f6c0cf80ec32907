# Works with plain python3 (3.11 to 3.13, with venv) and make; everything goes into .venv/.
PYTHON ?= python3
BIN := .venv/bin
# Registry settings of the machine (PIP_INDEX_URL, pip.conf) are respected; the lock files name no address.
PIP := $(BIN)/python -m pip --disable-pip-version-check --quiet

.PHONY: setup setup-dev run test lint lock clean

setup: .venv/.stamp-run
setup-dev: .venv/.stamp-dev

.venv/bin/python:
	@$(PYTHON) -c 'import sys; ok = (3, 11) <= sys.version_info[:2] <= (3, 13); ok or sys.exit("dorkarta needs Python 3.11 to 3.13, this is " + sys.version.split()[0])'
	$(PYTHON) -m venv .venv

.venv/.stamp-run: .venv/bin/python requirements.lock pyproject.toml
	$(PIP) install --no-deps --require-hashes -r requirements.lock
	$(PIP) install --no-deps --no-build-isolation --editable .
	@touch $@

.venv/.stamp-dev: .venv/.stamp-run requirements-dev.lock
	$(PIP) install --no-deps --require-hashes -r requirements-dev.lock
	@touch $@

run: setup
	@$(BIN)/dorkarta load data/raw
	@$(BIN)/dorkarta orders
	@$(BIN)/dorkarta findings
	@$(BIN)/dorkarta next

test: setup-dev
	$(BIN)/python -m pytest -n 2 --dist loadfile

lint: setup-dev
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

# For maintainers, needs uv: versions and hashes for every platform, no registry address.
# Wheels only: no package runs code of its own while it is installed.
lock: setup-dev
	uv lock
	echo "--only-binary :all:" > requirements.lock
	echo "--only-binary :all:" > requirements-dev.lock
	uv export -q --no-emit-project --no-header --no-group dev --group build >> requirements.lock
	uv export -q --no-emit-project --no-header --group dev >> requirements-dev.lock
	$(PIP) install --no-deps --require-hashes -r requirements-dev.lock
	$(BIN)/python -m tests.support.licences

clean:
	rm -rf .venv build *.egg-info
