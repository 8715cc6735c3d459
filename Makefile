# The newsroom's commands. `make` alone lists them.

.DEFAULT_GOAL := help
.PHONY: help run test accounts bench score pictures lint lock clean
export HOST PORT PYTHON

PY := .venv/bin/python
DEV := bulletin/setup/venv.sh requirements.txt requirements-dev.txt

help:  ## show this list
	@grep -E '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 12

run:  ## start the newsroom: web server and worker (PORT=8000 HOST=127.0.0.1)
	@bulletin/setup/run.sh

test:  ## install what the tests need and run the whole suite
	@bulletin/setup/test.sh

accounts:  ## show the demonstration accounts of this installation
	@bulletin/setup/venv.sh requirements.txt
	@$(PY) manage.py demo_accounts --show

bench:  ## measure: import, typesetting, public pages (medians)
	@$(DEV)
	@$(PY) -m tests.benchmarks

score:  ## how the importer does on the real manuscripts, where they are at hand
	@$(DEV)
	@$(PY) -m tests.intake.score

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
