"""The queue in files: what is taken from it is always whole."""

import shutil
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


def test_a_message_is_taken_once_and_from_its_queue_alone(channel, tmp_path):
    for queue, number in (("press", 1), ("cold.press", 2), ("press", 3)):
        channel._put(queue, {"edition": number})
    taken = [channel._get("press")["edition"], channel._get("press")["edition"]]

    assert sorted(taken) == [1, 3]
    assert channel._get("cold.press") == {"edition": 2}
    for queue in ("press", "cold.press"):
        with pytest.raises(Empty):
            channel._get(queue)
    assert list(tmp_path.iterdir()) == []


def test_a_folder_that_is_gone_is_an_empty_queue_and_takes_messages_again(channel, tmp_path):
    channel._put("press", {"edition": 7})
    shutil.rmtree(tmp_path)

    with pytest.raises(Empty):
        channel._get("press")
    shutil.rmtree(tmp_path)
    channel._put("press", {"edition": 8})

    assert channel._get("press") == {"edition": 8}
