#!/usr/bin/env bash
# The whole suite, with what it needs: databases, queue, browser and PDF tools from Debian.
set -euo pipefail
cd "$(dirname "$0")/../.."

bulletin/setup/packages.sh $(cat bulletin/setup/packages.txt bulletin/setup/packages-test.txt)
bulletin/setup/venv.sh requirements.txt requirements-dev.txt
exec .venv/bin/python -m pytest -n 2 --dist loadfile --no-loadscope-reorder "$@"
