# make run, make test and make check each work alone on a fresh machine: all make the environment when it is missing.

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/.ready

.PHONY: run test check setup lock clean

run: $(READY)  ## rehearse here; with DISCORD_TOKEN set: run on Discord
	@$(BIN)/python -m bot run $(ARGS)

test: $(READY)  ## all tests
	$(BIN)/python -m pytest -n auto $(ARGS)

check: $(READY)  ## lint, types, content
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/python -m bot packs check

setup: $(READY)  ## the environment, from locked and hashed dependencies

$(READY): requirements.txt
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes --requirement requirements.txt
	@touch $@

lock:  ## write requirements.txt anew from pyproject.toml (needs uv)
	uv export --all-extras --all-groups --no-emit-project --no-header --no-annotate --quiet --output-file requirements.txt
	rm -f uv.lock

clean:  ## remove the environment and caches
	rm -rf $(VENV) .mypy_cache .ruff_cache .pytest_cache .hypothesis
