"""The faces and system libraries the press cannot do without, and what to install when missing."""

import ctypes.util
import subprocess
from functools import cache

from editorial.typesetting.refusal import Refused

FAMILIES = ("Noto Serif CJK SC", "Noto Sans CJK SC")
SUBSETTER = "harfbuzz-subset"


@cache
def check() -> None:
    """Raise ``Refused`` when the press would print badly or take minutes. Asked once a process."""
    if ctypes.util.find_library(SUBSETTER) is None:
        raise Refused(
            "排版机缺少系统库 libharfbuzz-subset0，没有它排一期要多花十几倍的时间。"
            "请管理员执行：apt-get install libharfbuzz-subset0，然后重启排版进程。"
        )
    missing = [family for family in FAMILIES if not _is_installed(family)]
    if missing:
        raise Refused(
            f"排版机缺少字体 {'、'.join(missing)}。请管理员执行："
            "apt-get install fonts-noto-cjk fonts-noto-cjk-extra，然后重启排版进程。"
        )


def _is_installed(family: str) -> bool:
    found = subprocess.run(
        ["fc-list", f"{family}:charset=4e2d", "family"], capture_output=True, text=True, check=False
    )
    return bool(found.stdout.strip())
