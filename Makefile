# `make help` lists the targets.
.POSIX:
.PHONY: help shop test assets dev clean build up down logs migrate wipe

# Newer engines have it as a word of their own.
COMPOSE = $$(docker compose version > /dev/null 2>&1 && echo docker compose || echo docker-compose)

help: ## list the targets
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "  make %-10s %s\n", $$1, $$2 }' Makefile
	@echo
	@echo "PYTHON=python3.13 chooses a Python; .env.example lists the settings of the shop."
	@echo "Single checks: .venv/bin/nox --list"

shop: dev ## open the shop on this machine; Ctrl-C stops it
	@unset PYTHONPATH PYTHONHOME; exec .venv/bin/python -m tools.shop

test: dev ## run what CI checks for every change, browser included
	@unset PYTHONPATH PYTHONHOME; exec .venv/bin/python -m nox --parallel auto

dev: ## set up .venv, htmx and pact for Node where missing or changed
	@exec sh tools/python.sh tools.dev_environment

assets: dev ## the same; the storefront's log asks for it by this name

clean: ## remove what was made, except the shop's data in var/
	rm -rf .venv .nox .cache assets/node_modules \
		examples/price-watch/node_modules frontend/src/storefront/static/vendor \
		test-results .pytest_cache .mypy_cache .ruff_cache .import_linter_cache .hypothesis
	find frontend/src/storefront/static -name '*.br' -o -name '*.gz' | xargs rm -f

build: ## build the images of the shop in containers
	@COMMIT=$$(git rev-parse HEAD 2> /dev/null || echo unknown) && export COMMIT && exec $(COMPOSE) build

up: ## open the shop in containers: http://127.0.0.1:8000
	@exec $(COMPOSE) up --detach

down: ## stop the shop in containers; every order stays
	@exec $(COMPOSE) down

logs: ## follow the logs of the containers
	@exec $(COMPOSE) logs --follow --tail 100

migrate: ## bring the databases in containers up to date, as `up` does by itself
	@exec $(COMPOSE) run --rm setup

wipe: ## stop the containers and remove their volumes: every order, account and secret
	@exec $(COMPOSE) -f docker-compose.yml -f compose.postgres.yml down --volumes
