"""What the markup takes from elsewhere in the house agrees with it."""

import pytest
from django.conf import settings
from django.urls import reverse

from editorial.typesetting.markup import _public_page
from tests import cast

pytestmark = pytest.mark.django_db


def test_a_code_without_full_text_leads_to_the_articles_public_page():
    article = cast.make_article(cast.make_issue(7))

    address = reverse("archive:article", args=(2026, 7, article.position))

    assert _public_page(article) == settings.SITE_URL + address
