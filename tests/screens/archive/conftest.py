"""Fixtures of the public pages."""

import pytest

from tests.screens.archive import shelf


@pytest.fixture(autouse=True)
def _media(settings, tmp_path):
    """Files of one test are gone after it."""
    settings.MEDIA_ROOT = tmp_path
    settings.SITE_URL = "https://bulletin.example.org"


@pytest.fixture
def issue(db):
    """2026年第46期, published, three articles, ten pages."""
    return shelf.make_published()
