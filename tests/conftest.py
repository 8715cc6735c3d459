"""Fixtures that every test may ask for."""

import pytest

from tests import cast, servers

pytest_plugins = ("tests.browser",)


@pytest.fixture
def newsroom(db):
    """The cast by user name: lin, chen, wu, zhou, mei, xiao, root."""
    return cast.make_newsroom()


@pytest.fixture(scope="session")
def postgres_url():
    """A real PostgreSQL cluster, one a test process."""
    with servers.postgres() as url:
        yield url


@pytest.fixture(scope="session")
def redis_url():
    """A real Redis, one a test process."""
    with servers.redis_server() as url:
        yield url
