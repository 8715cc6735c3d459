"""The walk: every address × everybody × every state of an issue, and who reads what too early."""

import logging

import pytest

from tests import walk
from tests.walk_table import AREAS, DELETE, DELETE_SELECTED

pytestmark = pytest.mark.django_db

STEPS = {area: [walk.parse(row) for row in rows] for area, rows in AREAS.items()}
# Where a stranger may read the words: in the open, or signed in, of an internal one.
OPEN_TO = {"published": ("anonymous", "reader"), "internal": ("reader",)}


@pytest.fixture
def world(tmp_path, settings):
    settings.MEDIA_ROOT = tmp_path / "media"
    logging.disable(logging.ERROR)  # thousands of refusals, each with a traceback
    yield walk.make_world(tmp_path)
    logging.disable(logging.NOTSET)


def heard(step, world, actor) -> str:
    """The answer; with ``!`` if a stranger can read the issue's words in it."""
    answer, body = walk.visit(step, world, actor)
    is_told = actor in walk.STRANGERS and walk.SECRET.encode() in body
    return answer + "!" * is_told


@pytest.mark.parametrize("area", AREAS)
def test_everybody_hears_what_the_table_says(area, world):
    surprises = {}
    for state in walk.STATES:
        world.bring_to(state)
        for step in STEPS[area]:
            answers = [heard(step, world, actor) for actor in walk.ACTORS]
            if answers != step.expected[state]:
                surprises[str(step), state] = (answers, step.expected[state])

    assert surprises == {}


def test_every_address_has_a_row_and_every_row_an_address():
    walked = {step.route for steps in STEPS.values() for step in steps}

    assert walked == set(walk.all_routes())


def test_every_row_speaks_of_everybody():
    lines = [line for steps in STEPS.values() for step in steps for line in step.expected.values()]

    assert {len(line) for line in lines} == {len(walk.ACTORS)}


def test_the_table_shows_no_stranger_an_unpublished_word():
    told = {
        (actor, state)
        for area, steps in STEPS.items()
        if area != "outside"
        for step in steps
        for state, answers in step.expected.items()
        for actor, answer in zip(walk.ACTORS, answers, strict=True)
        if answer.endswith("!")
    }

    assert told == {(actor, state) for state, actors in OPEN_TO.items() for actor in actors}


def test_of_what_a_link_leads_to_the_article_alone_shows_its_words():
    told = {
        str(step)
        for step in STEPS["outside"]
        for answers in step.expected.values()
        if any(answer.endswith("!") for answer in answers)
    }

    assert told == {"GET outside:article TOKEN"}


def test_nothing_is_ever_deleted(world):
    """Not by the delete pages, not by the action of the lists, by nobody."""
    deletes = (DELETE, DELETE_SELECTED)
    attempts = [step for steps in STEPS.values() for step in steps if step.data in deletes]
    assert len(attempts) == 21

    for step in attempts:
        walk.visit(step, world, "root", keep=True)

    gone = [name for name, row in world.rows.items() if not type(row).objects.filter(pk=row.pk)]
    assert gone == []
