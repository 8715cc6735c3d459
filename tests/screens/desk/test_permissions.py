"""Every address of the desk that is ours: who is let in, asked one by one."""

import pytest
from django.test import Client
from django.urls import reverse

from editorial.models import Edition
from tests import cast

pytestmark = pytest.mark.django_db
EVERYBODY = {"lin", "chen", "wu", "zhou", "mei", "xiao", "root"}
WRITERS = {"lin", "chen", "wu", "zhou", "root"}
LEADERS = {"chen", "wu", "zhou", "root"}

# (method, URL name, arguments by name, who gets in). A refusal of the table (409) means that
# the door was open and the rules spoke.
ADDRESSES = (
    ("get", "index", (), EVERYBODY),
    ("get", "handbook", (), EVERYBODY),
    ("get", "editorial_manuscript_import", (), WRITERS),
    ("post", "editorial_upload_receive", (), WRITERS | {"mei"}),
    ("post", "editorial_issue_arrange", ("issue",), LEADERS | {"mei"}),
    ("post", "editorial_issue_order", ("issue", "proof"), EVERYBODY),
    ("get", "editorial_edition_pdf", ("edition",), EVERYBODY),
    ("get", "editorial_edition_progress", ("edition",), EVERYBODY),
    ("post", "editorial_article_transfer", ("article",), WRITERS),
    ("get", "editorial_article_history", ("article",), EVERYBODY),
    ("get", "editorial_issue_add", (), LEADERS),
    ("get", "editorial_article_add", (), WRITERS),
    ("get", "editorial_upload_add", (), WRITERS | {"mei"}),
)


def address(name, arguments, rows):
    return reverse(f"admin:{name}", args=[rows.get(each, each) for each in arguments])


@pytest.fixture
def rows(newsroom, issue):
    from django.core.files.base import ContentFile

    edition = Edition(issue=issue, kind="proof", state="ready")
    edition.file.save("toy.pdf", ContentFile(b"%PDF"), save=False)
    edition.save()
    return {"issue": issue.pk, "article": cast.make_article(issue).pk, "edition": edition.pk}


@pytest.mark.parametrize(("method", "name", "arguments", "allowed"), ADDRESSES)
def test_each_address_opens_for_exactly_these_people(
    newsroom, at_desk, rows, method, name, arguments, allowed
):
    url = address(name, arguments, rows)

    let_in = {
        who for who in newsroom if getattr(at_desk(who), method)(url).status_code not in (403, 404)
    }

    assert let_in == allowed


@pytest.mark.parametrize(("method", "name", "arguments", "allowed"), ADDRESSES)
def test_strangers_are_sent_to_the_sign_in_page(rows, method, name, arguments, allowed):
    url = address(name, arguments, rows)

    response = getattr(Client(), method)(url)

    assert response.status_code == 302
    assert response.url.startswith("/desk/login/?next=")


@pytest.mark.parametrize(("method", "name", "arguments", "allowed"), ADDRESSES[2:])
def test_staff_without_a_role_get_nowhere(rows, method, name, arguments, allowed):
    client = Client()
    client.force_login(cast.make_user("new", "新成员"))

    assert getattr(client, method)(address(name, arguments, rows)).status_code in (403, 404)


@pytest.mark.parametrize("verb", ["start_proofing", "publish", "withdraw"])
def test_moves_of_an_issue_are_refused_to_those_without_the_role(at_desk, issue, verb):
    url = reverse("admin:editorial_issue_move", args=[issue.pk, verb])

    codes = {who: at_desk(who).post(url, {"reason": "试"}).status_code for who in ("lin", "xiao")}

    issue.refresh_from_db()
    assert codes == {"lin": 409, "xiao": 409}
    assert issue.state == "assembling"


def test_bulk_moves_are_refused_to_those_without_the_role(at_desk, issue):
    cast.make_article(issue)
    url = reverse("admin:editorial_issue_all", args=[issue.pk, "submit"])

    assert at_desk("xiao").post(url).status_code == 409
    assert set(issue.articles.values_list("state", flat=True)) == {"draft"}
