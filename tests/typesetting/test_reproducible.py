"""The same text gives the same bytes: other process, hashes, zone and year, faces cut anew."""

import shutil

import pytest

from tests import servers

SCENE = """
from editorial.models import OrganisationProfile
from tests.cast import make_article, make_issue
issue = make_issue(7, cover_headline="云麓市低空数据")
OrganisationProfile.objects.create(issue=issue, name_zh="山海数字研究院", profile="简介。")
chart = ('<figure class="chart" data-chart="bar"><table><thead><tr><th>季</th><th>收入</th></tr>'
         '</thead><tbody><tr><td>一</td><td>12</td></tr></tbody></table></figure>')
make_article(issue, note="按语。", body="<h2>一、总则</h2><p>数据要素流通喆。</p>" + chart)
"""
MADE = """
import time, uuid
late, random_id = {late}, uuid.uuid4
if late:
    now, local = time.time, time.localtime
    time.time = lambda: now() + 400 * 86400
    time.localtime = lambda seconds=None: local(time.time() if seconds is None else seconds)
import hashlib
from editorial.models import Issue
from editorial.typesetting import render_issue, warm_up
if late:
    warm_up()
issue = Issue.objects.get()
for kind in ("proof", "print", "web", "offprint"):
    article = issue.articles.get() if kind == "offprint" else None
    print(hashlib.sha256(render_issue(issue, kind, article=article).pdf).hexdigest())
"""
PLACES = (
    {"PYTHONHASHSEED": "1", "TZ": "Asia/Shanghai"},
    {"PYTHONHASHSEED": "2", "TZ": "America/Caracas", "LC_ALL": "C"},
)


@pytest.mark.services
def test_all_four_products_are_the_same_to_the_byte_everywhere():
    with servers.installation(SITE_URL="http://bulletin.example.org") as house:
        house.python(SCENE)
        first, other = [], []
        for found, place, late in ((first, PLACES[0], False), (other, PLACES[1], True)):
            house.env.update(place)
            for folder in ("faces", "cache"):
                shutil.rmtree(house.home / "var" / folder, ignore_errors=True)
            found += house.python(MADE.format(late=late)).split()

    assert len(set(first)) == 4
    assert other == first
