# 客源本 · what can be done here. `make` alone lists it.
.DEFAULT_GOAL := help
SHELL := /bin/sh
.DELETE_ON_ERROR:

VENV := .venv
PY := $(VENV)/bin/python
PREPARE := sh packaging/prepare.sh
RECIPE := pyproject.toml constraints.txt packaging/prepare.sh packaging/prepare.py
# With a screen Qt needs more of the system than without one.
SCREEN := $(if $(strip $(DISPLAY)$(WAYLAND_DISPLAY)),screen,noscreen)
BOOK ?=
SIZE ?=
ARGS ?=
# Two workers: the end-to-end tests wait for a window while the rest compute.
WORKERS ?= 2

.PHONY: help run test check bench shots demo wheel windows deb release test-packages clean

help: ## this list
	@echo '客源本 · make ...'
	@sed -n 's/^\([a-z-]*\):.*## \(.*\)/  \1	\2/p' Makefile | expand -t 16

run: $(VENV)/.ready-$(SCREEN) ## 打开客源本 · open the book (BOOK=path; without a screen: the call lists as PDF and PNG)
	@$(PY) -m kyuanbook $(if $(BOOK),--book "$(BOOK)") $(ARGS)

test: $(VENV)/.ready-dev ## all tests, offscreen (ARGS='-k phones')
	@$(PY) tests/fetch_data.py
	$(PY) -m pytest -n $(WORKERS) --dist worksteal $(ARGS)

check: $(VENV)/.ready-dev ## ruff, mypy, and the arrows between the rooms
	$(PY) -m ruff check .
	$(PY) -m mypy
	$(VENV)/bin/lint-imports --no-logo

bench: $(VENV)/.ready-dev ## our times against their floors (SIZE=1000000)
	@$(PY) -m tests.bench $(if $(SIZE),--size $(SIZE)) $(ARGS)

shots: $(VENV)/.ready-dev ## pictures of every page and paper, into build/shots
	@$(PY) -m tests.shots $(ARGS)

demo: $(VENV)/.ready-$(SCREEN) ## a sample shop, into build/demo.kyb
	@mkdir -p build && rm -f build/demo.kyb build/demo.kyb-wal build/demo.kyb-shm
	@$(PY) -m kyuanbook --book build/demo.kyb demo $(ARGS)
	@echo build/demo.kyb

wheel: $(VENV)/.ready-dev ## the installable package, into dist/
	@$(PY) -m pip wheel --quiet --no-deps --no-build-isolation --wheel-dir dist .

windows: $(VENV)/.ready-windows ## the Windows installer, into dist/ (ARGS=--quick packs faster and larger)
	@$(PY) packaging/windows/installer.py $(ARGS)

deb: $(VENV)/.ready-debian ## the package for Debian, Ubuntu, UOS and Kylin, into dist/; as root (ARGS=--quick)
	@$(PY) packaging/debian/package.py $(ARGS)

release: wheel windows deb ## all that is handed out, into dist/ with SHA256SUMS; as root
	@$(PY) packaging/release.py

test-packages: $(VENV)/.ready-packages ## both in clean Wine prefixes and Debians, two hours or so; run apart from test
	@$(PY) packaging/windows/trial.py
	@$(PY) packaging/debian/trial.py

clean: ## takes away what was built; keeps .venv and every book of yours
	rm -rf build dist .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache

# One stamp for each set-up; each is done again only when the recipe changes.
$(VENV)/.ready-%: $(RECIPE)
	@$(PREPARE) $*
	@touch $@
