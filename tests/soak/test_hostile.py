"""Every hostile body on a real worker with little patience: each ends, and the next job is made.

Twenty seconds a body at most, a quarter of an hour in all.
"""

import json
import subprocess
import sys

import pytest

from tests import servers
from tests.typesetting.hostile import BODIES, CANARY, is_told

pytestmark = pytest.mark.services

SECRET = "nobody may read this"
# Each is stored by the form's own cleaning, then put into the database as it came, and ordered.
PRESS = """
import json, time
from pypdf import PdfReader
from editorial import richtext
from editorial.models import Article, Edition
from tests.cast import make_article, make_issue
from tests.typesetting.hostile import BODIES, UNSTORABLE

def ended(edition):
    end = time.monotonic() + 120
    while edition.is_unfinished and time.monotonic() < end:
        time.sleep(0.1)
        edition.refresh_from_db()
    return edition

def words(edition):
    with edition.file.open() as file:
        return "".join(page.extract_text() for page in PdfReader(file).pages[:9])

told = {}
for n, (name, make) in enumerate(sorted(BODIES.items())):
    place = {"year": 2001 + n // 50, "running_number": 10 + n}
    hostile = make_article(make_issue(1 + n % 50, **place))
    clean = richtext.sanitise(make())
    body = clean if name in UNSTORABLE else make()
    Article.objects.filter(pk=hostile.pk).update(body=body)
    first = ended(Edition.objects.order(hostile.issue, "web"))
    place = {"year": 2011 + n // 50, "running_number": 1010 + n}
    other = make_article(make_issue(1 + n % 50, **place)).issue
    second = ended(Edition.objects.order(other, "web"))
    told[name] = {
        "is_clean": richtext.sanitise(clean) == clean,
        "state": first.state,
        "fault": first.fault,
        "words": words(first) if first.is_ready else "",
        "next": second.state,
    }
print(json.dumps(told))
"""


@pytest.fixture(scope="module")
def told():
    """What became of each body, by name; and whether the worker lived through it all."""
    with open(CANARY, "w") as file:
        file.write(SECRET)
    with servers.installation(PRESS_SECONDS="20") as house, house.worker() as worker:
        found = json.loads(_long(house).splitlines()[-1])
        yield found | {"worker": worker.poll()}


def _long(house) -> str:
    command = [sys.executable, "manage.py", "shell", "--no-imports", "--command", PRESS]
    place = {"cwd": servers.ROOT, "env": house.env}
    return subprocess.run(
        command, capture_output=True, text=True, check=True, timeout=7200, **place
    ).stdout


@pytest.mark.parametrize("name", sorted(BODIES))
def test_it_ends_with_pages_or_a_sentence_and_the_next_job_is_made(told, name):
    it = told[name]

    assert it["state"] == "ready" or is_told(it["fault"])
    assert (it["next"], it["is_clean"]) == ("ready", True)
    assert SECRET not in it["words"]


def test_the_worker_lives(told):
    assert told["worker"] is None
