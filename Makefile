# Two commands: `make demo` and `make test`. Both set up what they need.
PYTHON ?= $(shell command -v python3.11 || command -v python3)
VENV   := .venv
BIN    := $(VENV)/bin
STAMP  := $(VENV)/.installed

.PHONY: setup demo test browser screenshots lint types imports unit fuzz bench lock clean

setup: $(STAMP)

# The lock pins every version with hashes; the package itself is installed editable on top.
$(STAMP): requirements.lock pyproject.toml $(wildcard src/myostride/compiled.py src/myostride/*/kernel/*.py)
	@command -v $(PYTHON) >/dev/null || { echo "myostride needs Python 3.11 or newer: set PYTHON=python3.x"; exit 1; }
	@echo "Setting up in $(VENV) (about a minute, once) ..."
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	@$(BIN)/python -c "from myostride import gait, physiology; gait.forms.warm_up(); physiology.forms.warm_up()"
	@$(BIN)/python -m compileall -q src $(VENV)/lib >/dev/null || true
	@touch $@

# Shows where every muscle of the sample runner stands, then serves the dashboard until Ctrl-C;
# with ONCE=1 it ends after printing.
demo: setup
	@$(BIN)/myostride demo $(if $(ONCE),,--serve)

test: setup lint types imports browser unit

# The browser that tests of the dashboard drive: Debian's where it is or may be installed, else
# Playwright's own download.
browser: setup
	@BIN=$(BIN) .ci/browser || true

lint: setup
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .

types: setup
	$(BIN)/mypy

imports: setup
	$(BIN)/lint-imports

unit: setup
	$(BIN)/pytest -n auto

# Longer fuzzing, with the real files where they are present.
fuzz: setup
	MYOSTRIDE_FUZZ_CASES=20000 $(BIN)/pytest -n auto tests/activity/test_fuzz.py

bench: setup
	$(BIN)/python benchmarks/import_cost.py
	$(BIN)/python benchmarks/gait_kernel.py
	$(BIN)/python benchmarks/stride.py
	$(BIN)/python benchmarks/physiology_kernel.py
	$(BIN)/python benchmarks/rivals.py
	$(BIN)/python benchmarks/dashboard.py

# Pictures of every page of the dashboard, for the documentation (needs chromium).
screenshots: setup
	$(BIN)/python -m tests.browser.screenshots docs/images/dashboard

# Writes the lock anew from pyproject.toml (needs network).
lock: setup
	$(BIN)/uv pip compile --quiet --universal --generate-hashes --no-header --no-annotate \
		--extra dev pyproject.toml requirements-build.in -o requirements.lock

clean:
	rm -rf $(VENV) build dist demo-home src/*.egg-info .mypy_cache .ruff_cache .pytest_cache .hypothesis
