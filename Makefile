# `make` lists what there is. Needs Python 3.11 or 3.12 and nothing else; the proof also needs Chromium.
SHELL := /bin/bash
.SHELLFLAGS := -eu -o pipefail -c
.DEFAULT_GOAL := help
MAKEFLAGS += --no-print-directory

VENV := .venv
RUN := $(VENV)/bin/python
READY := $(VENV)/.ready
PYTHON ?= $(shell for p in python3.11 python3.12 python3; do \
	$$p -c 'import sys; sys.exit(not (3, 11) <= sys.version_info[:2] <= (3, 12))' 2>/dev/null && echo $$p && break; done)

.PHONY: help venv build key examples reference run jython run-jython test lint proof verify probe probe-ask bench soak clean

help: ## list the commands
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 12

venv: $(READY) ## create .venv with the pinned packages

$(READY): requirements.txt
	@test -n "$(PYTHON)" || { echo "Python 3.11 or 3.12 is needed and was not found; install it, or name it: make venv PYTHON=/path/to/python3.11" >&2; exit 1; }
	@$(PYTHON) -c 'import sys; sys.exit(not (3, 11) <= sys.version_info[:2] <= (3, 12))' 2>/dev/null || { echo "$(PYTHON) is not Python 3.11 or 3.12, which is needed" >&2; exit 1; }
	@$(PYTHON) -c 'import ensurepip' 2>/dev/null || { echo "$(PYTHON) has no ensurepip; on Debian: apt-get install python3-venv" >&2; exit 1; }
	$(PYTHON) -m venv $(VENV)
	$(RUN) -m pip install --quiet --disable-pip-version-check --requirement requirements.txt
	@touch $@

build: $(READY) ## write dist/: the project zip and the tag files to import beside it
	@$(RUN) -m tools.build

SERVE_OPTIONS = $(foreach option,PORT PROFILE PROJECT ORIGINS CUSTOM REPLAY TAG SPEED,\
	$(if $($(option)),--$(shell echo $(option) | tr A-Z a-z) '$(subst ','\'',$($(option)))'))

run: $(READY) ## serve it on a simulated gateway [PORT= PROFILE=8.1|8.3 PROJECT= ORIGINS= CUSTOM=api.py REPLAY=file.csv TAG= SPEED=]
	@exec $(RUN) -m tools.serve $(SERVE_OPTIONS)

jython: $(READY) ## check Java and the jars for Jython, fetch its pytest (docs/jython.md)
	@$(RUN) -m tools.jython

run-jython: $(READY) ## the same on Jython and Jetty (docs/jython.md)
	@exec $(RUN) -m tools.serve --jython $(SERVE_OPTIONS)

key: $(READY) ## mint an API key, show its token once and its entry for the tag Keys [ID=mes ROLES=operator DAYS=365]
	@$(RUN) -m tools.key --id '$(ID)' $(if $(ROLES),--roles '$(ROLES)') $(if $(DAYS),--days '$(DAYS)')

examples: $(READY) ## record the answers that the OpenAPI document shows as examples
	@$(RUN) -m tools.examples

reference: $(READY) ## write the tables of docs/api.md from what the endpoints declare
	@$(RUN) -m tools.reference

test: $(READY) ## every test that needs Python alone, with branch coverage of the shipped code
	@$(RUN) -m pytest -q -n auto -m "not proof" --cov --cov-report=term

lint: $(READY) ## every static check
	@$(RUN) -m tools.lint

proof: jython ## the tests against real things: a browser, Jython and Jetty, databases, proxies, an identity provider, LibreOffice
	@$(RUN) -m pytest -q -m proof
	@$(RUN) -m tools.jython.suite

verify: $(READY) ## hold a gateway's answers against the contract; reads only [URL= TOKEN= TAG= ORIGIN=] (docs/verify.md)
	@$(RUN) -m tools.verify

probe: $(READY) ## write dist/webdev-probe.zip, a page that asks a real gateway what is not known (docs/verify.md)
	@$(RUN) -m tools.probe.package

probe-ask: $(READY) ## ask a gateway that holds the probe, show where the simulator differs [URL= TOKEN= AUDIT=1]
	@$(RUN) -m tools.probe

bench: $(READY) ## measure it on Jython and Jetty with wrk [BENCH_QUICK=1 CONTESTANTS="dir ..."] (docs/performance.md)
	@ended=0; \
	BENCH_QUICK='$(BENCH_QUICK)' CONTESTANTS='$(CONTESTANTS)' $(RUN) -m tools.bench || ended=1; \
	BENCH_QUICK='$(BENCH_QUICK)' $(RUN) -m tools.bench.micro || ended=1; \
	exit $$ended

soak: $(READY) ## 500 requests a second for ten minutes on Jython and Jetty [SOAK_SECONDS=]
	@SOAK_SECONDS='$(or $(SOAK_SECONDS),600)' $(RUN) -m tools.bench.soak

clean: ## remove what the commands above made
	rm -rf $(VENV) dist build .pytest_cache .ruff_cache .hypothesis .coverage
	find . -name __pycache__ -type d -prune -exec rm -rf {} +
	find . -name '*$$py.class' -delete
