"""Fault by fault: what is broken on purpose, and that the work goes on where it stopped."""

import os
import signal
import subprocess
import time

import pytest
import redis

from tests import servers
from tests.soak import scene
from tests.soak.test_storage import UPLOAD


@pytest.fixture(scope="module")
def cluster():
    with scene.cluster() as made:
        yield made


@pytest.fixture
def house(cluster):
    """PostgreSQL, and a Redis that the test may stop: ``house.redis``, ``house.database``."""
    port = servers.free_port()
    with (
        cluster.serving() as url,
        servers.empty_database(url, f"soak{port}") as database,
        servers.installation(
            DATABASE_URL=database, REDIS_URL=f"redis://127.0.0.1:{port}/0", **scene.PATIENT
        ) as made,
    ):
        made.python(scene.FILL.format(issues=4))
        yield made, port


def kill_whole(worker) -> None:
    os.killpg(worker.pid, signal.SIGKILL)
    worker.wait()


def test_a_worker_killed_in_the_middle_of_a_render_is_replaced(house):
    house, port = house
    with servers.redis_server(port):
        with house.worker() as worker:
            pk = scene.order(house, scene.LONG)
            scene.see_begun(house, pk)
            kill_whole(worker)
        killed = time.monotonic()
        with house.worker():
            # Taken back once its heart has been silent, and sent again: no longer than a minute.
            scene.see_begun(house, pk, 2)
            print(f"work resumed {time.monotonic() - killed:.0f} s after the kill")
            state = scene.wait_for(house, pk, "ready", "failed")

    assert state[:2] == ["ready", "2"]
    assert house.python(scene.WHOLE) == "[]"


def test_an_edition_that_kills_its_worker_every_time_is_given_up_and_others_are_made(house):
    house, port = house
    with servers.redis_server(port), house.worker() as worker:
        poison = scene.order(house, scene.LONG)
        for attempt in (1, 2, 3):
            scene.see_begun(house, poison, attempt)
            _kill_press(worker)
        state, attempt, fault = scene.wait_for(house, poison, "failed")
        other = scene.wait_for(house, scene.order(house, 1), "ready", "failed")

    assert (state, attempt) == ("failed", "3")
    assert fault.startswith("排版进程连续 3 次中途停止")
    assert other[0] == "ready"


def _kill_press(worker) -> None:
    with open(f"/proc/{worker.pid}/task/{worker.pid}/children") as file:
        for pid in map(int, file.read().split()):
            os.kill(pid, signal.SIGKILL)


def test_orders_made_without_redis_are_made_when_it_is_back_and_when_it_was_emptied(house):
    house, port = house
    with servers.redis_server(port), house.worker():
        scene.wait_for(house, scene.order(house, 1), "ready")
    without = scene.order(house, 2)
    assert scene.row(house, without)[0] == "queued"
    with servers.redis_server(port):
        emptied = scene.order(house, 3)
        redis.Redis(port=port).flushall()
        back = time.monotonic()
        with house.worker():
            states = [scene.wait_for(house, pk, "ready", "failed")[0] for pk in (without, emptied)]
        print(f"both made {time.monotonic() - back:.0f} s after Redis came back")

    assert states == ["ready", "ready"]


def test_a_worker_outlives_the_redis_it_waits_on(house):
    house, port = house
    with servers.redis_server(port) as _:
        worker = house.worker()
        running = worker.__enter__()
    try:
        pk = scene.order(house, 1)
        with servers.redis_server(port):
            assert scene.wait_for(house, pk, "ready", "failed")[0] == "ready"
            assert running.poll() is None
    finally:
        worker.__exit__(None, None, None)


def test_a_restarted_database_loses_nothing(cluster):
    port = servers.free_port()
    with (
        servers.redis_server(port),
        servers.installation(
            is_blank=True,
            DATABASE_URL=cluster.url,
            REDIS_URL=f"redis://127.0.0.1:{port}/0",
            **scene.PATIENT,
        ) as house,
    ):
        with cluster.serving():
            house.manage("migrate", "--verbosity", "0")
            house.python(scene.FILL.format(issues=2))
        with cluster.serving():
            worker = house.worker()
            running = worker.__enter__()
            pk = scene.order(house, scene.LONG)
            scene.see_begun(house, pk)
        try:
            with cluster.serving():
                state = scene.wait_for(house, pk, "ready", "failed")
                assert running.poll() is None
                assert house.python(scene.WHOLE) == "[]"
                assert state[0] == "ready"
        finally:
            worker.__exit__(None, None, None)


# --- Disks ----------------------------------------------------------------------------------


@pytest.fixture
def small_disk(tmp_path):
    """Four megabytes; skipped where nothing may be mounted."""
    place = tmp_path / "disk"
    place.mkdir()
    mounted = subprocess.run(["mount", "-t", "tmpfs", "-o", "size=4m", "none", place])
    if mounted.returncode:
        pytest.skip("no file system may be mounted here")
    yield place
    subprocess.run(["umount", place], check=True)


def fill_up(place) -> None:
    with open(place / "ballast", "wb") as ballast, pytest.raises(OSError):
        while True:
            ballast.write(bytes(65536))
            ballast.flush()


def test_a_full_disk_fails_an_edition_with_a_sentence_and_room_heals_it(small_disk):
    typeset = "from editorial import tasks; tasks.typeset_edition({pk})"
    with servers.installation(MEDIA_ROOT=str(small_disk)) as house:
        house.python(scene.FILL.format(issues=1))
        fill_up(small_disk)
        pk = scene.order(house, 1)
        house.python(typeset.format(pk=pk))
        assert scene.row(house, pk)[2] == (
            "磁盘满了，PDF 没有存下来。请管理员清出空间，再重新排版。"
        )

        (small_disk / "ballast").unlink()
        again = scene.order(house, 1)
        house.python(typeset.format(pk=again))
        assert scene.row(house, again)[0] == "ready"
        assert house.python(scene.WHOLE) == "[]"


# As the page sends it, which reads a line for each step and the outcome in the last one.
IMPORT = """
import json
import pathlib
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from editorial.models import Issue, Manuscript, User
from tests import cast
if not User.objects.exists():
    cast.make_newsroom()
client = Client(SERVER_NAME="127.0.0.1")
client.force_login(User.objects.get(username="zhou"))
file = SimpleUploadedFile("来稿.txt", pathlib.Path("tests/manuscript.txt").read_bytes())
lines = {"Accept": "application/x-ndjson"}
answer = client.post("/desk/editorial/manuscript/import/", {"file": file}, headers=lines)
said = json.loads(b"".join(answer.streaming_content).splitlines()[-1])
print(*said.get("faults", {"": ["taken"]}).popitem()[1], Manuscript.objects.count(), sep="|")
"""


def test_uploads_to_a_full_disk_are_sentences_and_leave_nothing(small_disk):
    place = {"MEDIA_ROOT": str(small_disk), "DJANGO_SETTINGS_MODULE": "tests.settings"}
    with servers.installation(**place) as house:
        fill_up(small_disk)
        assert house.python(UPLOAD) == (
            "图片没能存下来（磁盘满了），什么都没有上传；请稍后再试，仍不行就告诉管理员。|0"
        )
        refusal = "来稿没能存进磁盘（磁盘满了），什么都没有导入，请腾出空间或检查存储设置后重试。"
        assert house.python(IMPORT) == f"{refusal}|0"
        file = servers.ROOT / "tests" / "manuscript.txt"
        refused = house.attempt("import_manuscript", file)
        assert (refused.returncode, refused.stderr) == (2, f"{refusal}\n")
        assert [each.name for each in small_disk.rglob("*") if each.is_file()] == ["ballast"]

        (small_disk / "ballast").unlink()
        assert house.python(UPLOAD) == "taken|1"
        assert house.python(IMPORT) == "taken|1"


def test_a_backup_onto_a_full_disk_leaves_the_last_one(small_disk):
    with servers.installation() as house:
        house.python(scene.FILL.format(issues=1))
        bundle = small_disk / "bundle"
        house.manage("backup", bundle)
        before = (bundle / "manifest.json").read_bytes()
        fill_up(small_disk)
        house.python(scene.FILL.format(issues=0).replace("make_issue(50)", "make_issue(51)"))

        refused = house.attempt("backup", bundle)

        assert refused.returncode == 1
        assert "所在的磁盘满了，没有写成。原来的内容没有动" in refused.stderr
        assert (bundle / "manifest.json").read_bytes() == before
        assert "备份完好" in house.manage("verify", bundle)


def test_a_backup_killed_again_and_again_leaves_the_last_one(tmp_path):
    with servers.installation() as house:
        house.python(scene.FILL.format(issues=2))
        bundle = tmp_path / "bundle"
        house.manage("backup", bundle)
        for n in range(8):
            process = subprocess.Popen(
                [os.sys.executable, servers.ROOT / "manage.py", "backup", "--full", bundle],
                cwd=servers.ROOT, env=house.env, stdout=subprocess.DEVNULL,
            )  # fmt: skip
            time.sleep(0.8 + n / 8)
            process.kill()
            process.wait()
            assert "备份完好" in house.manage("verify", bundle)
