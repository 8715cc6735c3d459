"""Fixtures that every test may ask for."""

import pytest

from editorial.archive import kept
from tests import cast, servers
from tests.gate import Gate

pytest_plugins = ("tests.browser",)


def pytest_collection_modifyitems(items):
    """Long files first, lest the last of them runs alone while the other process has nothing.

    Browsers and servers are processes of their own, which a crowded machine may hold up beyond
    any patience: such a test may fail once. The summary tells of it (``1 rerun``).
    """
    items.sort(key=lambda item: item.get_closest_marker("services") is None)
    for item in items:
        if item.get_closest_marker("services") or item.get_closest_marker("browser"):
            item.add_marker(pytest.mark.flaky(reruns=1))


@pytest.fixture(autouse=True)
def _nothing_kept():
    """Each test has a database of its own, so that the tags of one say nothing in another."""
    kept.answers.clear()


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


@pytest.fixture(scope="session")
def gate(live_server):
    """The gate before the live server, one a test process."""
    gate = Gate(live_server.thread.httpd.get_app())
    live_server.thread.httpd.set_app(gate)
    return gate


@pytest.fixture(autouse=True)
def _live_requests(request):
    """Requests of a browser reach the live server during their test only, not after it."""
    if "live_server" not in request.fixturenames:
        yield
        return
    request.getfixturevalue("transactional_db")
    with request.getfixturevalue("gate").opened():
        yield
