"""What the desk's tests share: somebody at the desk, and an issue to work on."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from editorial.models import Manuscript
from tests import cast
from tests.screens.desk.proposals import IMPORT, TEXT


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


@pytest.fixture
def own_files(settings, tmp_path):
    """Files of this test go where no other test looks."""
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def waiting(at_desk, own_files):
    """A manuscript that 林编辑 brought in."""
    file = SimpleUploadedFile("第47期.txt", TEXT.encode())
    at_desk("lin").post(IMPORT, {"file": file})
    return Manuscript.objects.get()
