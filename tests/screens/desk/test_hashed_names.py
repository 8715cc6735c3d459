"""The static files as production serves them: collected, compressed, under hashed names."""

import json
import re

import pytest

from tests import servers
from tests.browser import sign_in

pytestmark = [pytest.mark.browser, pytest.mark.services]

MAKE_AN_ARTICLE = """
from tests import cast
from editorial.models import User
User.objects.create_superuser("root", password="correct horse", name="管理员")
print(cast.make_article(cast.make_issue(47), body="<p>原来的正文。</p>").pk)
"""
READ_THE_BODY = "from editorial.models import Article; print(Article.objects.get().body)"


@pytest.fixture(scope="module")
def house():
    """An installation with production settings and its static files collected."""
    with servers.installation() as made:
        made.manage("collectstatic", "--no-input", "--verbosity", "0")
        yield made


@pytest.fixture(scope="module")
def static(house):
    return house.home / "var" / "static"


def test_every_file_of_the_desk_gets_a_hashed_name(static):
    paths = json.loads((static / "staticfiles.json").read_text())["paths"]

    for name in ("desk/desk.css", "desk/newsroom.js", "desk/editor.css", "desk/progress.js"):
        assert paths[name] != name
        assert (static / paths[name]).exists()


def test_plugins_the_editor_loads_by_plain_name_are_there(static):
    base = static / "ckeditor" / "ckeditor"

    assert (base / "plugins" / "image" / "dialogs" / "image.js").exists()
    assert (base / "lang" / "zh-cn.js").exists()
    assert not (base / "plugins" / "scayt").exists()
    assert not (base / "adapters").exists()


def test_the_editor_works_with_hashed_names_and_no_debug(house, page):
    pk = house.python(MAKE_AN_ARTICLE)
    loaded = []
    page.on("response", lambda response: loaded.append((response.status, response.url)))
    with house.web() as site:
        sign_in(page, site, "root")
        page.goto(f"{site}/desk/editorial/article/{pk}/change/")
        page.wait_for_function("window.CKEDITOR?.instances.id_body?.status === 'ready'")
        page.evaluate("CKEDITOR.instances.id_body.setData('<p>改过的正文。</p>')")
        page.click("input[name=_save]")
        page.wait_for_selector(".messagelist .success")

    assert house.python(READ_THE_BODY) == "<p>改过的正文。</p>"
    assert [url for status, url in loaded if status >= 400] == []
    names = {url.rsplit("/", 1)[1] for _, url in loaded if "/static/desk/" in url}
    assert any(re.fullmatch(r"newsroom\.[0-9a-f]{12}\.js.*", name) for name in names)
    assert any(re.fullmatch(r"editor\.[0-9a-f]{12}\.css.*", name) for name in names)
