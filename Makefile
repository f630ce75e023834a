# The front door. `make help` tells what there is.
.POSIX:
.PHONY: help shop test assets workbench clean build up down logs migrate wipe

# Newer engines have it as a word of their own.
COMPOSE = $$(docker compose version > /dev/null 2>&1 && echo docker compose || echo docker-compose)

help: ## tell what there is
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "  make %-10s %s\n", $$1, $$2 }' Makefile
	@echo
	@echo "PYTHON=python3.13 chooses a Python; .env.example lists the settings of the shop."
	@echo "Single checks: .venv/bin/nox --list"

shop: workbench ## open the shop on this machine; Ctrl-C closes it
	@unset PYTHONPATH PYTHONHOME; exec .venv/bin/python -m tools.shop

test: workbench ## run every check and test, browser included
	@unset PYTHONPATH PYTHONHOME; exec .venv/bin/python -m nox --parallel auto

workbench: ## set up .venv and htmx where they are missing or have changed
	@exec sh tools/python.sh tools.workbench

assets: workbench ## the same under the name that the storefront's log tells

clean: ## remove what was made, except the shop's data in var/
	rm -rf .venv .nox .cache assets/node_modules frontend/src/storefront/static/vendor \
		test-results .pytest_cache .mypy_cache .ruff_cache .import_linter_cache .hypothesis
	find frontend/src/storefront/static -name '*.br' -o -name '*.gz' | xargs rm -f

build: ## build the images of the shop in containers
	@COMMIT=$$(git rev-parse HEAD 2> /dev/null || echo unknown) && export COMMIT && exec $(COMPOSE) build

up: ## open the shop in containers: http://127.0.0.1:8000
	@exec $(COMPOSE) up --detach

down: ## close it; every order stays
	@exec $(COMPOSE) down

logs: ## follow what its containers say
	@exec $(COMPOSE) logs --follow --tail 100

migrate: ## bring its databases up to date, as `up` does by itself
	@exec $(COMPOSE) run --rm setup

wipe: ## close it and remove its volumes: every order, account and secret
	@exec $(COMPOSE) down --volumes
