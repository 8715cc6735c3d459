#!/usr/bin/env bash
# Fill .venv from the hashed requirements files named, only when one of them has changed.
set -euo pipefail
cd "$(dirname "$0")/../.."

python=${PYTHON:-python3}
stamp=.venv/.installed-$(printf '%s' "$*" | tr -c 'a-z-' '_')
wanted=$(sha256sum "$@")
[ -x .venv/bin/python ] && [ "$(cat "$stamp" 2>/dev/null)" = "$wanted" ] && exit 0

"$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null || {
    printf '%s\n' "需要 Python 3.11 以上；可用 make run PYTHON=/路径/python3 指定。" \
        "Python 3.11 or newer is needed; name one with make run PYTHON=/path/to/python3." >&2
    exit 1
}
if ! .venv/bin/python -m pip --version >/dev/null 2>&1; then
    # Debian keeps the part of Python that brings pip in a package of its own.
    "$python" -c 'import ensurepip' 2>/dev/null || bulletin/setup/packages.sh python3-venv
    "$python" -m venv .venv
fi
echo "安装 Python 软件包（installing）：$*"
files=()
for file in "$@"; do files+=(-r "$file"); done
.venv/bin/python -m pip install --quiet --disable-pip-version-check --no-input \
    --require-hashes "${files[@]}" </dev/null
printf '%s\n' "$wanted" >"$stamp"
