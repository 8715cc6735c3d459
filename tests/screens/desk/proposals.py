"""Helps for the tests of a proposal's screens: places in the invented manuscript, and steps."""

from pathlib import Path

TEXT = (Path(__file__).parent / "manuscript.txt").read_text(encoding="utf-8")
LINES = TEXT.split("\n")
POLICY, METHOD, TRENDS = (
    "关于推进数据驿站建设的指导意见", "山海省公共数据授权运营管理办法", "数据空间的三个趋势",
)  # fmt: skip
IMPORT = "/desk/editorial/manuscript/import/"


def line_of(words: str, nth: int = -1) -> int:
    return [at for at, line in enumerate(LINES, 1) if words in line][nth]


def key_of(title: str) -> int:
    """An article goes by its line in the contents list."""
    return next(at for at, line in enumerate(LINES, 1) if line.endswith(f" {title}"))


def url(manuscript, name="proposal", show=""):
    tail = f"?show={show}" if show else ""
    return f"/desk/editorial/manuscript/{manuscript.pk}/{name}/{tail}"


def correct(client, manuscript, step, **data):
    manuscript.refresh_from_db()
    data = {"step": step, "version": manuscript.version} | data
    response = client.post(url(manuscript, "correct"), data, follow=True)
    manuscript.refresh_from_db()
    return response


def confirm(client, manuscript):
    manuscript.refresh_from_db()
    data = {"version": manuscript.version}
    return client.post(url(manuscript, "confirm"), data, follow=True)
