#!/usr/bin/env bash
# Install the named Debian packages that are missing; ask for nothing when none is.
set -euo pipefail

missing=()
for package in "$@"; do
    state=$(dpkg-query -W -f='${db:Status-Status}' "$package" 2>/dev/null || true)
    [ "$state" = installed ] || missing+=("$package")
done
[ ${#missing[@]} -gt 0 ] || exit 0

refuse() {
    printf '%s\n' "缺少系统软件包：${missing[*]}" "$1" >&2
    printf '%s\n' "Missing system packages: ${missing[*]}" "$2" >&2
    exit 1
}

command -v apt-get >/dev/null ||
    refuse "这台机器没有 apt-get，请用系统自带的工具装好以上软件包后重试。" \
        "There is no apt-get here: install them with this system's own tool, then try again."

as_root=()
if [ "$(id -u)" -ne 0 ]; then
    command -v sudo >/dev/null ||
        refuse "安装要用管理员权限，而这里没有 sudo；请管理员执行：apt-get install ${missing[*]}" \
            "Installing needs root and there is no sudo: ask root for apt-get install ${missing[*]}"
    # Without a terminal nobody could type a password.
    [ -t 0 ] && as_root=(sudo) || as_root=(sudo -n)
fi

printf '安装系统软件包（installing）：%s\n' "${missing[*]}"
as_root+=(env DEBIAN_FRONTEND=noninteractive)
apt=(apt-get -qq -o Dpkg::Use-Pty=0 -o DPkg::Lock::Timeout=120)
"${as_root[@]}" "${apt[@]}" update </dev/null &&
    "${as_root[@]}" "${apt[@]}" install -y --no-install-recommends "${missing[@]}" \
        </dev/null >/dev/null ||
    refuse "没有装成，原因见上。" "They could not be installed; the reason stands above."
