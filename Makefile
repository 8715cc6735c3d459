# The newsroom's commands. `make` alone lists them.

.DEFAULT_GOAL := help
.PHONY: help run test large accounts bench soak score pictures lint lock clean
export HOST PORT PYTHON

PY := .venv/bin/python
DEV := bulletin/setup/venv.sh requirements.txt requirements-dev.txt

help:  ## show this list
	@grep -E '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 12

run:  ## start the newsroom: web server and worker (PORT=8000 HOST=127.0.0.1)
	@bulletin/setup/run.sh

test:  ## install what the tests need and run the whole suite
	@bulletin/setup/test.sh

large:  ## an invented archive of 160 issues in var/large (ISSUES=…); then VAR_DIR=var/large make run
	@bulletin/setup/packages.sh $$(cat bulletin/setup/packages.txt)
	@$(DEV)
	@DJANGO_SETTINGS_MODULE=bulletin.settings VAR_DIR=$${VAR_DIR:-var/large} \
	    $(PY) bulletin/setup/address.py $(PY) -m tests.corpus $${ISSUES:-160}

accounts:  ## show the demonstration accounts of this installation
	@bulletin/setup/venv.sh requirements.txt
	@$(PY) manage.py demo_accounts --show

bench:  ## measure: import, typesetting, public pages (medians)
	@$(DEV)
	@$(PY) -m tests.benchmarks

soak:  ## bad days at length: kills, lost queues, restarted databases, full disks
	@bulletin/setup/packages.sh $$(cat bulletin/setup/packages.txt bulletin/setup/packages-test.txt)
	@$(DEV)
	@$(PY) -m pytest -o addopts="--strict-markers -v" -p no:cacheprovider tests/soak

score:  ## how the importer does on the real manuscripts, where they are at hand
	@$(DEV)
	@$(PY) -m tests.intake.score
	@$(PY) -m tests.intake.score_articles

pictures:  ## take the pictures of README.md anew
	@$(DEV)
	@$(PY) -m tests.screenshots

lint:  ## check the style of the code
	@$(DEV)
	@$(PY) -m ruff check
	@$(PY) -m ruff format --check

lock:  ## resolve requirements*.in into requirements*.txt, with hashes
	@$(DEV)
	@for name in requirements requirements-dev; do \
	    $(PY) -m uv pip compile -q --generate-hashes --python-version 3.11 \
	        --no-emit-index-url --no-header $$name.in -o $$name.txt; done

clean:  ## remove the virtual environment and caches; database, files and .env stay
	rm -rf .venv .pytest_cache .ruff_cache .hypothesis
	find . -name __pycache__ -type d -prune -exec rm -rf {} +
