# Opdrachten voor wie het portaal draait of eraan werkt. Elke opdracht zorgt zelf voor wat zij nodig heeft.
SHELL := /bin/bash
.DEFAULT_GOAL := help
# One thing after another, but for the two halves of `make check`.
ifndef SAMEN
.NOTPARALLEL:
endif
export PYTHON ?= python3.11

BIN := .venv/bin
PY := $(BIN)/python
LOCK ?= requirements.lock
ARGS ?=
MIGRATIES := $(wildcard */migrations/*.py)
REFERENTIE := $(wildcard fixtures/*) $(wildcard */laden.py)

# An installation as in production, for `check --deploy`; nothing connects to these addresses.
PRODUCTIE = DATABASE_URL=postgres://oco@localhost/oco REDIS_URL=redis://localhost/0 \
	CELERY_BROKER_URL=redis://localhost/1 ALLOWED_HOSTS=portaal.example OCO_BASIS_URL=https://portaal.example \
	EMAIL_URL=smtp+tls://mail.example:587 OCO_ACHTER_PROXY=1 \
	SECRET_KEY=$$($(PY) -c 'import secrets; print(secrets.token_urlsafe(48))') \
	OCO_KLUIS_SLEUTEL=$$(head -c 32 /dev/urandom | base64)

.PHONY: help install demo test check clausules bench proeven lock
.PHONY: typen vormen afbeelding basis looptijdpakketten proefpakketten databank referentiedata

help: ## toon deze lijst
	@grep -hE '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed -E 's/^([a-z]+):.*## /make \1\t/' | expand -t 18

install: basis proefpakketten ## Python, stijlbestanden, Debian-pakketten en de ingebedde databank

demo: basis ## het portaal met een jaar aan voorbeelden, zonder server
	@$(PY) tools/demo.py

test: install ## alle tests, op wegwerp-PostgreSQL en -Redis (ARGS="tests/kern -x" voor een deel)
	@$(PY) tools/diensten.py -- $(PY) -m pytest -n auto --dist loadfile --no-loadscope-reorder $(ARGS)

check: install ## stijl, typen, sjablonen, lagen, migraties, productie-instellingen, clausules
	@$(MAKE) --no-print-directory --jobs 2 --output-sync=target SAMEN=1 typen vormen

typen:
	$(BIN)/mypy

vormen:
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/djlint --lint --quiet templates
	$(BIN)/lint-imports
	env -u DATABASE_URL $(PY) manage.py makemigrations --check --dry-run
	$(PRODUCTIE) $(PY) manage.py check --deploy --fail-level WARNING
	$(PY) tools/clausules.py | tail -n 18

clausules: ## per clausule de tests die haar bewaken
	@$(if $(wildcard $(PY)),$(PY),$(PYTHON)) tools/clausules.py

bench: install ## cijfers als JSON
	@$(PY) tools/diensten.py --duurzaam -- $(PY) -m tools.bench $(ARGS)

proeven: install ## de lange proeven, op servers die naar schijf schrijven
	@$(PY) tools/diensten.py --duurzaam -- $(PY) -m pytest -m proef $(ARGS)

lock: ## maak de vastgezette lijsten van pakketten opnieuw (vraagt uv en npm)
	uv export --quiet --no-emit-project --all-groups --no-header -o requirements.lock
	uv export --quiet --no-emit-project --no-default-groups --no-header -o requirements-productie.lock
	npm install --package-lock-only --ignore-scripts --no-audit --no-fund
	@! grep -nE 'https?://' requirements.lock requirements-productie.lock
	@! grep -n '"resolved"' package-lock.json

# --- Bouwstenen -------------------------------------------------------------------------------------------

basis: looptijdpakketten .venv/.stempel static/vendor/.stempel databank

afbeelding: .venv/.stempel static/vendor/.stempel

looptijdpakketten:
	@tools/debian-pakketten.sh bouw looptijd

proefpakketten:
	@tools/debian-pakketten.sh bouw looptijd proef

.venv/.stempel: $(LOCK) | looptijdpakketten
	@test -x $(PY) || $(PYTHON) -m venv .venv
	$(PY) -m pip install --quiet --disable-pip-version-check --require-hashes -r $(LOCK)
	@touch $@

node_modules/.stempel: package.json package-lock.json .npmrc | looptijdpakketten
	npm ci --ignore-scripts --no-audit --no-fund --loglevel=error
	@touch $@

static/vendor/.stempel: node_modules/.stempel tools/voorkant.py | .venv/.stempel
	@$(PY) tools/voorkant.py
	@touch $@

# With DATABASE_URL the database is somebody else's business; without it there is an embedded one.
ifdef DATABASE_URL
databank: ;
else
databank: var/.databank
endif

var/instellingen.env: | .venv/.stempel
	@$(PY) tools/instellingen.py

var/.databank: $(MIGRATIES) $(REFERENTIE) $(if $(wildcard var/oco.sqlite3),,referentiedata) \
		| var/instellingen.env .venv/.stempel
	@$(PY) manage.py migrate --verbosity 0
	@$(PY) manage.py laad_referentiedata >/dev/null
	@touch $@

referentiedata: ;
