#!/usr/bin/env bash
# From a clone to a newsroom at work: system packages, .venv, .env, then everything at once.
set -euo pipefail
cd "$(dirname "$0")/../.."

bulletin/setup/packages.sh $(cat bulletin/setup/packages.txt)
bulletin/setup/venv.sh requirements.txt
# Whatever ends make also ends the newsroom.
exec setpriv --pdeathsig TERM -- \
    .venv/bin/python bulletin/setup/address.py .venv/bin/python manage.py newsroom
