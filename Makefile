# Everything happens in .venv; `make` alone shows what there is to make.

PYTHON ?= python3
BIN := .venv/bin
FOLDERS := $(shell find core indexer search templates -type d -not -name __pycache__)

.PHONY: help demo test check lint types scripts imports cover wheel goldens bench bench-pages quality screenshots clean

help:
	@echo "make demo     index the bundled articles, search them, write demo/search.html"
	@echo "make test     install what the tests need and run them"
	@echo "make check    all that has to hold: lint, types, scripts, imports, tests with coverage, wheel"
	@echo "make goldens  rewrite the expected outputs under tests/goldens"
	@echo "make bench    measure beside other engines; BENCH="--sizes S" for less"
	@echo "make bench-pages  measure the search page beside others; wants Chromium"
	@echo "make quality  measure what comes first; JUDGED=folder has the collections"
	@echo "make screenshots  draw the pictures under docs anew; SHOTS=folder has all states"

.venv/bin/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 10))' || \
	  { echo "pincite needs Python 3.10 or newer; name one: make PYTHON=python3.12" >&2; exit 1; }
	@$(PYTHON) -m venv .venv || { rm -rf .venv; \
	  echo "no virtual environment could be made; on Debian: apt-get install python3-venv" >&2; exit 1; }

# A strict editable install links file by file: a new file, or a new folder, wants a new install.
.venv/product: setup.cfg pyproject.toml $(FOLDERS) | .venv/bin/python
	@echo "installing pincite into .venv"
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable .
	@touch $@

.venv/dev: .venv/product
	@echo "installing what the tests need into .venv"
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable '.[dev]'
	@touch $@ .venv/product

demo: .venv/product
	@mkdir -p demo
	@$(BIN)/pincite index corpus --index demo/index
	@echo
	@$(BIN)/pincite search --index demo/index -n 3 'strategic partnership of allies'
	@echo
	@$(BIN)/pincite page --index demo/index --output demo/search.html
	@echo "Open $(CURDIR)/demo/search.html in a browser, or try:"
	@echo "  $(BIN)/pincite search --index demo/index '\"comprehensive strategic partnership\"'"

test: .venv/dev
	$(BIN)/pytest --numprocesses auto

check: lint types scripts imports cover wheel

lint: .venv/dev
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

types: .venv/dev
	$(BIN)/mypy -p pincite

scripts: .venv/dev
	$(BIN)/python tests/javascript/check.py

imports: .venv/dev
	$(BIN)/lint-imports --config setup.cfg

cover: .venv/dev
	$(BIN)/pytest --numprocesses auto --cov --cov-report=term

wheel: .venv/dev
	$(BIN)/python tests/try_wheel.py

goldens: .venv/dev
	$(BIN)/pytest --update-goldens

bench: .venv/dev
	$(BIN)/python -m pip install --quiet --disable-pip-version-check \
	  --requirement benchmarks/requirements.txt
	$(BIN)/python -m benchmarks $(BENCH)

bench-pages: .venv/dev
	$(BIN)/python -m benchmarks.pages $(BENCH)

# Folders in BEIR layout, or a folder of such: corpus.jsonl, queries.jsonl, qrels.tsv.
JUDGED ?= ../shared/judged

quality: .venv/dev
	$(BIN)/python -m pip install --quiet --disable-pip-version-check \
	  --requirement benchmarks/requirements.txt
	$(BIN)/python -m benchmarks.quality $(JUDGED) --languages --typos \
	  --system 'semantic={"semantic": true}' --out benchmarks/results/quality.md $(QUALITY)

screenshots: .venv/dev
	$(BIN)/python docs/draw_terminal.py
	$(BIN)/python docs/draw_pages.py $(SHOTS)

clean:
	rm -rf .venv build dist demo *.egg-info .coverage .hypothesis .*_cache
