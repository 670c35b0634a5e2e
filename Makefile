# Every target brings what it needs. Two do all the set-up: `make site` and `make test`.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
SITE_STAMP := $(VENV)/.site-packages
DEV_STAMP := $(VENV)/.dev-packages
BENCH_STAMP := $(VENV)/.bench-packages

.PHONY: site test serve check golden benchmark weights tags lock clean

site: $(SITE_STAMP)  ## the finished site in site/
	$(BIN)/python build_site.py

serve: $(SITE_STAMP)  ## the site on http://127.0.0.1:8000, rebuilt when a seed, an edit, a table or a template changes
	$(BIN)/mkdocs serve

test: $(DEV_STAMP)  ## all tests, the browser's included
	$(BIN)/python tools/find_browser.py --install
	$(BIN)/python -m pytest

check: $(DEV_STAMP)  ## layers, types, lint, workflows
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/check-jsonschema --builtin-schema vendor.github-workflows .github/workflows/*.yml
	$(BIN)/zizmor --offline --quiet .github/workflows

golden: $(DEV_STAMP)  ## rewrites the expected pages of the golden tests; read the diff before you commit it
	$(BIN)/python -m tests.golden

benchmark: $(BENCH_STAMP)  ## fidelity, places, themes and speed, as the README shows them
	$(BIN)/python -m benchmarks
	$(BIN)/python -m benchmarks.places

weights: $(BENCH_STAMP)  ## learns subjects, wording, weights, photos, beginnings of stories, places of clips, heads, choice, rating and source anew from the pages with truth that may be looked at
	$(BIN)/python -m tools.train_subjects
	$(BIN)/python -m tools.train_wording
	OMP_NUM_THREADS=1 OPENBLAS_NUM_THREADS=1 $(BIN)/python -m tools.train_weights
	$(BIN)/python -m tools.train_photo
	$(BIN)/python -m tools.train_opens
	$(BIN)/python -m tools.train_place
	OMP_NUM_THREADS=1 OPENBLAS_NUM_THREADS=1 $(BIN)/python -m tools.train_choice
	$(BIN)/python -m tools.train_source

tags: $(BENCH_STAMP)  ## learns data/name_characters.tsv anew from names, data/about.tsv and data/theme_words.tsv from readers' choice
	$(BIN)/python -m tools.train_names
	$(BIN)/python -m tools.train_about
	$(BIN)/python -m tools.train_themes

lock:  ## pins the newest versions that pyproject.toml allows; wants uv
	uv pip compile -q --universal --python-version 3.11 --generate-hashes --no-header pyproject.toml -o requirements.lock
	uv pip compile -q --universal --python-version 3.11 --generate-hashes --no-header pyproject.toml --group dev -o requirements-dev.lock
	uv pip compile -q --universal --python-version 3.11 --generate-hashes --no-header pyproject.toml --group dev --group bench -o requirements-bench.lock

clean:  ## everything that was made, the virtual environment too
	rm -rf $(VENV) site site.new site.old docs/.clippings docs/articles docs/seeds docs/regions docs/themes docs/sources docs/years docs/people docs/table.md docs/index.md
	rm -rf .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache

$(VENV)/bin/python:
	$(PYTHON) -c 'import sys; sys.exit("Clippings wants Python 3.11 or newer") if sys.version_info < (3, 11) else None'
	$(PYTHON) -m venv $(VENV) || { rm -rf $(VENV); sh tools/install_venv.sh && $(PYTHON) -m venv $(VENV); }

$(SITE_STAMP): requirements.lock | $(VENV)/bin/python
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock
	touch $@

$(DEV_STAMP): requirements-dev.lock | $(VENV)/bin/python
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-dev.lock
	touch $@ $(SITE_STAMP)

$(BENCH_STAMP): requirements-bench.lock | $(VENV)/bin/python
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-bench.lock
	touch $@ $(DEV_STAMP) $(SITE_STAMP)
