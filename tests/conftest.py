"""Fixtures that every test may ask for."""

import pytest

from tests import cast


@pytest.fixture
def newsroom(db):
    """The cast by user name: lin, chen, wu, zhou, mei, xiao, root."""
    return cast.make_newsroom()
