"""The walk's legs: one small world, everybody who may come by, and one request at a time."""

import datetime as dt
from collections.abc import Iterator
from copy import copy
from dataclasses import dataclass, field
from pathlib import Path

from django.core.cache import cache
from django.core.files.base import ContentFile
from django.db import transaction
from django.test import Client
from django.urls import get_resolver, reverse
from django.utils import timezone
from PIL import Image

from editorial import invitations, search, workflow
from editorial.models import (
    Comment,
    Edition,
    Holiday,
    Invitation,
    Issue,
    Manuscript,
    PageDesign,
    Publication,
    Upload,
    User,
    text_digest,
)
from tests import cast

# Who comes by, in the order of the table's columns. 读者 can sign in, but is no staff.
ACTORS = ("anonymous", "reader", "lin", "chen", "wu", "zhou", "mei", "xiao", "root")
STRANGERS = ("anonymous", "reader")
STATES = (
    "assembling",
    "proofing",
    "signed_off",
    "published",
    "scheduled",
    "withdrawn",
    "internal",
)
WAITING = Path(__file__).parent / "manuscript.txt"
SECRET = "云麓算力未刊之题"
SINGLE = f"{SECRET}新稿\n\n全省建成服务网络。\n\n（来源：云麓日报）\n"
PICTURE = "ab" * 16 + ".png"


@dataclass
class World:
    """One issue with everything that can hang on it, and a client for each actor."""

    issue: Issue
    draft: object
    submitted: object
    single: Manuscript
    replacement: Manuscript
    invitation: Invitation
    rows: dict
    clients: dict = field(default_factory=dict)
    addresses: dict = field(default_factory=dict)

    def bring_to(self, state: str) -> None:
        """Put the issue where the column says; the articles stay as they are."""
        cache.clear()  # what was counted so far must not stand in the way
        hours = 24 if state == "scheduled" else -24
        stored = "published" if state in ("scheduled", "internal") else state
        publish_at = timezone.now() + dt.timedelta(hours=hours)
        Issue.objects.update(state=stored, publish_at=publish_at)
        distribution = "internal" if state == "internal" else "public"
        Publication.objects.update(distribution=distribution)
        self.issue.refresh_from_db()
        (search.index_issue if stored == "published" else search.forget_issue)(self.issue)


def make_world(tmp_media) -> World:
    people = cast.make_newsroom()
    people["reader"] = User.objects.create_user("reader", password="correct horse")
    issue = cast.make_issue(1, cover_headline=SECRET)
    body = f'<p>正文里的{SECRET}。</p><p><img src="/pictures/{PICTURE}" alt=""></p>'
    number = "山海数发〔2026〕7号"
    draft = cast.make_article(
        issue, title=SECRET, body=body, note=f"按{SECRET}。", document_number=number
    )
    submitted = cast.make_article(issue, title=f"再论{SECRET}", section="前沿观察")
    workflow.perform(submitted, "submit", by=people["lin"])
    rows = _rows(issue, draft, tmp_media)
    asked = invitations.invite(draft, by=people["lin"], name="沈审读")
    world = World(issue, draft, submitted, *_singles(issue, draft), asked, rows)
    for name in ACTORS:
        world.clients[name] = Client()
        if name != "anonymous":
            world.clients[name].force_login(people[name])
    return world


def _rows(issue, draft, folder) -> dict:
    """One row of each model, by the name the desk's addresses use."""
    picture = folder / "dot.png"
    Image.new("RGB", (2, 2)).save(picture)
    upload = Upload.objects.create(
        name=PICTURE, file=ContentFile(picture.read_bytes(), PICTURE), original_name="点.png"
    )
    draft.pictures.add(upload)
    editions = [_edition(issue, kind) for kind in (Edition.Kind.PROOF, Edition.Kind.WEB)]
    text = WAITING.read_text(encoding="utf-8") + SECRET
    manuscript = Manuscript.objects.create(
        name="来稿.txt", digest="0" * 64, issue=issue, file=ContentFile(text.encode(), "来稿.txt")
    )
    return {
        "article": draft,
        "edition": editions[0],
        "holiday": Holiday.objects.create(date=dt.date(2026, 2, 20), name="春节"),
        "issue": issue,
        "manuscript": manuscript,
        "pagedesign": _design(),
        "publication": Publication.current(),
        "comment": Comment.objects.create(article=draft, body="请核对。", author_name="沈审读"),
        "record": issue.records.first() or issue.articles.last().records.get(),
        "section": draft.section,
        "upload": upload,
        "user": User.objects.get(username="reader"),
    }


def _design() -> PageDesign:
    design = PageDesign(pk=1)
    design.save()
    return design


def _singles(issue, draft) -> list[Manuscript]:
    """Files of one article that wait: one for the issue, one for the draft."""
    about = {"name": "一篇.txt", "digest": "1" * 64, "issue": issue, "section": draft.section}
    return [
        Manuscript.objects.create(file=ContentFile(SINGLE.encode(), "一篇.txt"), **about, **more)
        for more in ({"kind": "article"}, {"kind": "replacement", "article": draft})
    ]


def _edition(issue, kind) -> Edition:
    return Edition.objects.create(
        issue=issue,
        kind=kind,
        state=Edition.State.READY,
        digest=text_digest(issue),
        pages=1,
        file=ContentFile(b"%PDF-1.7 " + SECRET.encode(), f"{kind}.pdf"),
    )


# --- The addresses --------------------------------------------------------------------------


def all_routes() -> Iterator[str]:
    """Every address that the resolver knows: by its name, or by its route where it has none."""
    yield from _routes(get_resolver(), "", "")


def _routes(resolver, namespace, prefix):
    for pattern in resolver.url_patterns:
        route = prefix + str(pattern.pattern)
        if hasattr(pattern, "url_patterns"):
            yield from _routes(pattern, f"{pattern.namespace or namespace}", route)
        else:
            yield f"{namespace}:{pattern.name}" if pattern.name else route


@dataclass(frozen=True)
class Step:
    """One row of the table: a request, and the answer each actor gets in each state."""

    route: str
    method: str
    address: str
    data: dict | str
    expected: dict

    def __str__(self):
        return f"{self.method} {self.address}"


def parse(row) -> Step:
    """``("GET route arguments", {states: answers}, data)``, the way the table is written."""
    request, expected, *data = row
    method, address = request.split(maxsplit=1)
    by_state = {state: _answers(expected, state) for state in STATES}
    return Step(address.split()[0], method, address, data[0] if data else {}, by_state)


def _answers(expected: dict, state: str) -> list[str]:
    """The line of a state, ``login*2 200*7``, one answer an actor; ``*`` is any other state."""
    line = next((text for states, text in expected.items() if state in states.split()), None)
    counted = [token.partition("*") for token in (line or expected["*"]).split()]
    return [answer for answer, _, times in counted for _ in range(int(times or 1))]


def url_of(step: Step, world: World) -> str:
    """The address; worked out once, for what a visit does is undone and all rows stay."""
    if step.address not in world.addresses:
        world.addresses[step.address] = _url_of(step, world)
    return world.addresses[step.address]


def _url_of(step: Step, world: World) -> str:
    """The address, its placeholders filled from the world."""
    route, *arguments = step.address.split()
    if arguments and arguments[0].startswith("/"):
        return arguments[0].replace("ROW", _row_key(route, world))
    places = {
        "ISSUE": [world.issue.year, world.issue.number],
        "ARTICLE": [world.issue.year, world.issue.number, world.draft.position],
        "PICTURE": [PICTURE],
        "DRAFT": [world.draft.pk],
        "SUBMITTED": [world.submitted.pk],
        "COMMENT": [world.draft.pk, world.rows["comment"].pk],
        "INVITATION": [world.draft.pk, world.invitation.pk],
        "TOKEN": [invitations.token_of(world.invitation)],
        "FORGED": [invitations.token_of(world.invitation)[:-1] + "~"],
        # 陈执编 is the one who is to review what was submitted.
        "NOTICE": [world.submitted.notices.get().pk],
        "SINGLE": [world.single.pk],
        "REPLACEMENT": [world.replacement.pk],
        "VERSION": [world.draft.pk, world.draft.history.first().pk],
        "DESIGN_VERSION": [1, world.rows["pagedesign"].history.first().pk],
        "ISSUE_VERSION": [world.issue.pk, world.issue.history.first().pk],
    }
    filled = []
    for argument in arguments:
        row = [_row_key(route, world)] if argument == "ROW" else [argument]
        filled += places.get(argument, row)
    return reverse(route, args=filled)


def _row_key(route, world) -> str:
    model = next((name for name in world.rows if f"_{name}_" in route or f"/{name}/" in route), "")
    return str(world.rows[model].pk) if model else "ROW"


def visit(step: Step, world: World, actor: str, *, keep=False) -> tuple[str, bytes]:
    """(answer, body) of one request; what it did is undone unless it is to be kept."""
    client, undo = world.clients[actor], transaction.savepoint()
    cookies = copy(client.cookies)
    kind = {"content_type": "application/json"} if isinstance(step.data, str) else {}
    response = getattr(client, step.method.lower())(url_of(step, world), step.data, **kind)
    body = b"".join(response.streaming_content) if response.streaming else response.content
    (transaction.savepoint_commit if keep else transaction.savepoint_rollback)(undo)
    client.cookies = cookies
    return _answer(response), body


def _answer(response) -> str:
    location = response.headers.get("Location", "")
    if response.status_code == 302 and location.startswith("/desk/login/"):
        return "login"
    return str(response.status_code)
