"""The cast of every test: a small newsroom, and builders that say only what matters."""

import datetime as dt
import itertools

from django.contrib.auth.models import Group
from django.core.management import call_command
from django.utils import timezone

from editorial import roles
from editorial.models import Article, EditorsNote, Issue, Publication, Section, User

# (user name, Chinese name, role): invented people.
CAST = (
    ("lin", "林编辑", roles.EDITOR),
    ("chen", "陈执编", roles.EXECUTIVE),
    ("wu", "吴副总编", roles.DEPUTY),
    ("zhou", "周主编", roles.CHIEF),
    ("mei", "梅美编", roles.DESIGNER),
    ("xiao", "萧校对", roles.PROOFREADER),
)
_serial = itertools.count(1)


def make_user(username: str, name: str = "", role: str | None = None) -> User:
    user = User.objects.create_user(username, password="correct horse", name=name, is_staff=True)
    if role:
        if not Group.objects.filter(name=role).exists():
            call_command("apply_roles", verbosity=0)
        user.groups.add(Group.objects.get(name=role))
    return user


def make_newsroom() -> dict[str, User]:
    """One person a role, by user name, and 管理员 ``root``."""
    people = {username: make_user(username, name, role) for username, name, role in CAST}
    people["root"] = User.objects.create_superuser("root", password="correct horse", name="管理员")
    return people


def make_issue(number: int = 1, *, year: int = 2026, state=Issue.State.ASSEMBLING, **fields):
    """An issue on the Friday of its ISO week; published ones are published in the past."""
    Publication.current()
    Section.objects.ensure_standard()
    fields.setdefault("running_number", 1000 * (year - 2020) + number)
    fields.setdefault("date", dt.date.fromisocalendar(year, number, 5))
    if state == Issue.State.PUBLISHED:
        fields.setdefault("publish_at", timezone.now() - dt.timedelta(hours=1))
    return Issue.objects.create(year=year, number=number, state=state, **fields)


def make_article(issue: Issue, *, section: str = "国策要论", note: str = "", **fields) -> Article:
    """An article with words enough to pass every check, at the next position."""
    n = next(_serial)
    fields.setdefault("title", f"山海省算力普惠服务行动方案之{n}")
    fields.setdefault("body", "<h2>一、总体目标</h2><p>到明年底，全省建成统一调度的服务网络。</p>")
    fields.setdefault("source", "山海省数据局")
    fields.setdefault("position", issue.articles.next_position())
    article = Article.objects.create(
        issue=issue, section=Section.objects.get(name=section), **fields
    )
    if note:
        EditorsNote.objects.create(article=article, body=f"<p>{note}</p>")
    return article
