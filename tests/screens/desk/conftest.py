"""What the desk's tests share: somebody at the desk, and an issue to work on."""

import pytest
from django.test import Client

from tests import cast


@pytest.fixture
def at_desk(newsroom):
    """A client signed in as a member of the cast: ``at_desk("lin")``."""

    def sit_down(username: str) -> Client:
        client = Client()
        client.force_login(newsroom[username])
        return client

    return sit_down


@pytest.fixture
def issue(db):
    return cast.make_issue(47)
