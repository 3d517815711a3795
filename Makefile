# Everything a developer types. `make help` lists it; the first use of any word makes the environment.

.DEFAULT_GOAL := help
.PHONY: help demo test check bench css map messages browser clean
SHELL := /bin/sh

PYTHON ?= python3
HOST ?= 127.0.0.1
PORT ?= 8000
CORES ?= $(shell getconf _NPROCESSORS_ONLN 2>/dev/null || echo 2)
VENV := .venv
ENV := .stamps/environment
UV := $(shell command -v uv 2>/dev/null || echo .stamps/uv/bin/uv)
CHROMIUM := chromium chromium-browser google-chrome

help: ## this list
	@echo "Tradewind: a user-first marketplace in a box. Needs Python 3.11+, git and make; the rest is fetched."
	@echo
	@sed -n 's/^\([a-z]*\):.*## \(.*\)/  make \1@\2/p' Makefile | awk -F@ '{printf "%-16s %s\n", $$1, $$2}'

demo: $(ENV) ## a demo marketplace in the browser (PORT=8001, HOST=0.0.0.0)
	@exec $(VENV)/bin/tradewind up --demo --host $(HOST) --port $(PORT) --with-parent

test: $(ENV) browser ## all tests, with a real PostgreSQL and a real browser (ARGS="tests/modules/deals -x")
	@exec $(VENV)/bin/python -m pytest -n $(CORES) --dist worksteal -rs $(ARGS)

check: $(ENV) ## lint, types, contracts, generated files
	$(VENV)/bin/ruff check
	$(VENV)/bin/ruff format --check
	$(VENV)/bin/mypy
	$(VENV)/bin/lint-imports
	$(VENV)/bin/python -m tradewind.ops.messages --check
	$(VENV)/bin/python -m tradewind.ops.map --check

bench: $(ENV) ## measurements as one JSON document (ARGS="pages idle" for some of them)
	@exec $(VENV)/bin/python -m bench $(ARGS)

css: ## compile the style sheet (needs Node; the result is kept in the repository)
	cd src/tradewind/web/assets && npm ci --silent && npm run --silent build

map: $(ENV) ## write docs/map: modules, events, addresses
	$(VENV)/bin/python -m tradewind.ops.map

messages: $(ENV) ## collect texts for translation and compile the translations
	$(VENV)/bin/python -m tradewind.ops.messages

clean: ## delete the environment, caches and the demo (.tradewind)
	rm -rf $(VENV) .stamps .tradewind .mypy_cache .ruff_cache .import_linter_cache .hypothesis
	find src tests bench -name __pycache__ -type d -prune -exec rm -rf {} +

# --- the environment: locked by hash in uv.lock ---

$(ENV): pyproject.toml uv.lock $(if $(findstring .stamps,$(UV)),$(UV))
	@echo "Making the environment (.venv) ..." >&2
	@UV_PROJECT_ENVIRONMENT=$(VENV) $(UV) sync --quiet --frozen --all-extras --python "$$($(PYTHON) -c 'import sys; print(sys.executable)')"
	@mkdir -p .stamps && touch $@

.stamps/uv/bin/uv:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
		{ echo "Tradewind needs Python 3.11 or newer: make PYTHON=/path/to/python3.11"; exit 1; }
	@$(PYTHON) -c 'import ensurepip' 2>/dev/null || { [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null && \
		apt-get -qq update && apt-get -qq install -y python3-venv >/dev/null; } || \
		{ echo "This Python cannot make environments. On Debian or Ubuntu: apt install python3-venv"; exit 1; }
	@echo "Fetching uv ..." >&2
	@$(PYTHON) -m venv .stamps/uv && .stamps/uv/bin/python -m pip install --quiet --disable-pip-version-check 'uv>=0.9,<1'

# A browser for the tests: as root on Debian it is installed, elsewhere those tests are skipped and counted.
browser:
	@for name in $(TRADEWIND_CHROMIUM) $(CHROMIUM); do command -v $$name >/dev/null && exit 0; done; \
	if [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null; then \
		echo "Installing chromium and Chinese fonts ..."; \
		{ apt-get -qq update && apt-get -qq install -y --no-install-recommends chromium fonts-noto-cjk >/dev/null; } \
			|| echo "chromium could not be installed; browser tests will be skipped"; \
	else \
		echo "No browser found; browser tests will be skipped. Debian, Ubuntu: apt install chromium fonts-noto-cjk"; \
	fi
