.DEFAULT_GOAL := help
SHELL := /bin/bash
unexport PYTHONDONTWRITEBYTECODE # else every start compiles a thousand modules anew
PY := .venv/bin/python

help: ## Show what can be made
	@grep -E '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed 's/:.*## /\t/' | expand -t 18

run: setup ## Install what is missing, migrate, deploy the packages, make demo people, serve on 127.0.0.1:8000
	@$(PY) -m flask serve --prepare

demo: setup ## Drive one dispatch through the services, print its trace, write the papers to out/
	@$(PY) -m flask demo run rongcheng --out out

setup: ## Install the locked requirements, system libraries, fonts, and build the front end
	@scripts/setup.sh

setup-dev: ## The same with what tests and checks need
	@scripts/setup.sh dev

test: setup-dev ## All tests: units, services, pages, browser; SQLite and PostgreSQL
	@$(PY) -m pytest -n 2 --dist worksteal

test-fast: ## Tests without browser, PostgreSQL and slow ones
	@$(PY) -m pytest -m "not browser and not postgres and not slow" -n 2 --dist worksteal

test-browser: setup-dev ## Only the tests that drive Chromium
	@$(PY) -m pytest -m browser

bench: setup-dev ## Measure; prints ratios of one run and writes out/bench.json, exit 1 when a bound is missed
	@$(PY) -m tests.benchmarks

tck: ## The DMN kit: make tck TCK=folder
	@$(PY) -m tests.tck $(TCK)

fmt: ## Format the code
	@.venv/bin/ruff format . && .venv/bin/ruff check --fix .

lint: ## ruff
	@.venv/bin/ruff format --check . && .venv/bin/ruff check .

types: ## mypy, strict
	@.venv/bin/mypy

imports: ## The layers
	@.venv/bin/lint-imports

bundle-check: ## All packages
	@$(PY) -m flask bundle check

migration: ## A new migration: make migration NAME=slug
	@$(PY) -m alembic revision --autogenerate -m "$(NAME)"

lock: ## Lock the requirements anew
	@scripts/lock.sh

check: lint types imports bundle-check test-fast ## What must pass before a commit

.PHONY: help run demo setup setup-dev test test-fast test-browser bench tck fmt lint types imports bundle-check migration lock check
