"""The queue in files: what is taken from it is always whole."""

from queue import Empty

import pytest

from bulletin import broker
from bulletin.celery import app


@pytest.fixture
def channel(tmp_path):
    folders = {f"data_folder_{way}": str(tmp_path) for way in ("in", "out")}
    connection = app.connection_for_write(
        "filesystem://localhost", transport_options=folders | {"control_folder": str(tmp_path)}
    )
    yield connection.default_channel
    connection.release()


def test_the_newsroom_queues_in_files_by_way_of_ours(channel):
    assert type(channel) is broker.Channel


def test_a_message_comes_back_as_it_was_put_and_leaves_nothing(channel, tmp_path):
    channel._put("press", {"edition": 7, "names": "数据驿站"})

    assert channel._get("press") == {"edition": 7, "names": "数据驿站"}
    assert list(tmp_path.glob("*press*")) == []


def test_what_is_still_being_written_is_not_taken(channel, tmp_path):
    (tmp_path / "1_half.press.part").write_text("")

    with pytest.raises(Empty):
        channel._get("press")


def test_a_message_is_whole_when_it_gets_its_name(channel, tmp_path, monkeypatch):
    seen = []
    whole = broker.Path.replace

    def looked_at(part, name):
        seen.append((part.suffix, [path.suffix for path in tmp_path.iterdir()]))
        return whole(part, name)

    monkeypatch.setattr(broker.Path, "replace", looked_at)
    channel._put("press", {"edition": 7})

    assert seen == [(".part", [".part"])]
