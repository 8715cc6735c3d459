"""An issue small enough to set in a blink, with most of what an issue has."""

import pytest

from editorial.models import Edition, OrganisationProfile
from editorial.typesetting import render_issue
from tests.cast import make_article, make_issue

SENTENCE = "为推动算力资源向县域、向中小企业延伸，降低全社会用算成本，结合本省实际，制定本方案。"


@pytest.fixture
def issue(db):
    issue = make_issue(
        7,
        tagline="为决策者提供参考",
        strapline="看懂数字山海",
        cover_headline="云麓市低空数据\n三年行动",
    )
    OrganisationProfile.objects.create(
        issue=issue, name_zh="山海数字研究院", name_en="Shanhai Institute", profile="研究院简介。"
    )
    return issue


def body_of(paragraphs: int) -> str:
    return f"<p>{SENTENCE * 3}</p>" * paragraphs


@pytest.fixture
def article(issue):
    return make_article(issue, title="云麓市数据条例", note=SENTENCE, body=body_of(2))


def set_pages(issue, kind=Edition.Kind.WEB):
    return render_issue(issue, kind)
