"""The files for production are ones that systemd, nginx and the settings accept."""

import os
import re
import shutil
import subprocess
import sys

import pytest

from tests.servers import ROOT

DEPLOY = ROOT / "bulletin" / "deploy"
UNITS = sorted(path.name for path in DEPLOY.glob("newsroom*") if path.suffix != ".example")


def text_of(name: str) -> str:
    return (DEPLOY / name).read_text(encoding="utf-8")


@pytest.mark.skipif(not shutil.which("systemd-analyze"), reason="no systemd-analyze here")
def test_systemd_accepts_every_unit(tmp_path):
    """With this folder in the place of /opt/newsroom, and an account that exists."""
    programs = f"{os.path.dirname(sys.executable)}/"
    for name in UNITS:
        here = text_of(name).replace("/opt/newsroom/.venv/bin/", programs)
        here = here.replace("/opt/newsroom", str(ROOT))
        known = re.sub(r"^(User|Group)=newsroom$", r"\1=daemon", here, flags=re.M)
        (tmp_path / name).write_text(known)
    env = os.environ | {"SYSTEMD_UNIT_PATH": f"{tmp_path}:"}

    for name in UNITS:
        real = name.replace("@.", "@1.")
        if real != name:
            (tmp_path / real).symlink_to(tmp_path / name)
        done = subprocess.run(
            ["systemd-analyze", "verify", "--man=no", tmp_path / real],
            env=env, capture_output=True, text=True,
        )  # fmt: skip
        ours = [line for line in done.stderr.splitlines() if "newsroom" in line]
        assert (name, ours) == (name, [])


def test_a_mistake_in_a_unit_is_seen(tmp_path):
    wrong = tmp_path / "newsroom-wrong.service"
    wrong.write_text("[Service]\nExecStart=/bin/true\nRestrt=always\n")

    done = subprocess.run(
        ["systemd-analyze", "verify", "--man=no", wrong], capture_output=True, text=True
    )

    assert "Unknown key" in done.stderr


def test_the_target_starts_what_there_is():
    wanted = re.search(r"^Wants=(.*)$", text_of("newsroom.target"), re.M)[1].split()

    assert {name.replace("@1.", "@.") for name in wanted} == set(UNITS) - {
        "newsroom.target", "newsroom-backup.service",
    }  # fmt: skip


@pytest.mark.skipif(not shutil.which("nginx"), reason="no nginx here")
def test_nginx_accepts_its_configuration(tmp_path):
    key, certificate = tmp_path / "privkey.pem", tmp_path / "fullchain.pem"
    subprocess.run(
        ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-subj", "/CN=localhost",
         "-keyout", key, "-out", certificate],
        check=True, capture_output=True,
    )  # fmt: skip
    site = text_of("nginx.conf").replace("/etc/ssl/newsroom", str(tmp_path))
    (tmp_path / "site.conf").write_text(site)
    whole = tmp_path / "nginx.conf"
    told = f"pid {tmp_path}/pid; error_log stderr; events {{}}\n"
    whole.write_text(f"{told}http {{ include {tmp_path}/site.conf; }}")

    done = subprocess.run(["nginx", "-t", "-c", whole], capture_output=True, text=True)

    assert done.returncode == 0, done.stderr


def test_nginx_serves_no_folder_but_that_of_collected_files_unless_a_view_has_said_yes():
    places = re.findall(r"location (\S+) \{\n(.*?)\n    \}", text_of("nginx.conf"), re.DOTALL)
    folders = {place: rules for place, rules in places if re.search(r"\b(alias|root) ", rules)}

    assert list(folders) == ["/static/", "/media-files/"]
    assert "internal;" in folders["/media-files/"]
    assert "#MEDIA_ACCEL=/media-files/" in text_of("newsroom.env.example")


def test_the_example_names_only_what_is_explained():
    named = re.findall(r"^#?([A-Z_]+)=", text_of("newsroom.env.example"), re.M)
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    ours_alone = {"BACKUP_DIR"}  # of the unit that backs up

    assert [name for name in named if f"`{name}`" not in readme and name not in ours_alone] == []


def test_a_start_with_the_example_is_possible(tmp_path):
    example = tmp_path / "newsroom.env"
    example.write_text(text_of("newsroom.env.example").replace("/var/lib/newsroom", str(tmp_path)))

    done = subprocess.run(
        [sys.executable, "-c", "from bulletin import settings; print(settings.LOG_FORMAT)"],
        cwd=ROOT, env={"PATH": os.environ["PATH"], "ENV_FILE": str(example)},
        capture_output=True, text=True,
    )  # fmt: skip

    assert (done.stdout, done.stderr) == ("json\n", "")


def test_every_file_that_the_walkthrough_names_exists():
    named = re.findall(r"bulletin/(?:deploy|setup)/[\w.-]+\w", text_of("README.md"))

    assert len(named) > 4
    assert [path for path in named if not (ROOT / path).exists()] == []
