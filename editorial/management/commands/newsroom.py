"""Start everything: prepare the database, then web server and worker under one command."""

import hashlib
import os
import socket
import sys
import urllib.error
import urllib.request

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError

from bulletin.supervisor import Ended, Supervisor

WEB_SECONDS = 60
SAMPLE_SECONDS = 600
# Right in production; whoever tries the newsroom as root on a machine of their own knows it.
AS_ROOT = "ignore:You're running the worker with superuser privileges"
# Names of the children, as a fault message shows them.
WEB, WORKER, SAMPLE = "网站进程（gunicorn）", "排版进程（celery）", "示例（load_sample）"


class Command(BaseCommand):
    help = "准备数据库和示例，再用一个命令同时启动网站和排版进程；Ctrl-C 全部停止"

    def add_arguments(self, parser):
        parser.add_argument("--host", default=os.environ.get("HOST") or "127.0.0.1")
        parser.add_argument("--port", type=int, default=os.environ.get("PORT") or "8000")
        parser.add_argument("--no-sample", action="store_true", help="不载入示例")

    def handle(self, **options):
        host, port = options["host"], options["port"]
        _refuse_a_port_in_use(host, port)
        self._prepare(with_sample=not options["no_sample"])
        with Supervisor() as supervisor:
            try:
                self._run(supervisor, host, port, with_sample=not options["no_sample"])
            except Ended as end:
                self._say_why(end)
                status = end.status
        self._say("全部停止（stopped）。")
        sys.exit(status)

    def _prepare(self, *, with_sample):
        self._say("准备数据库和静态文件（preparing）…")
        collect_static_files()
        call_command("migrate", verbosity=0)
        call_command("apply_roles", verbosity=0)
        if not settings.HTTPS_ONLY:
            call_command("demo_accounts", stdout=open(os.devnull, "w"))  # noqa: SIM115
        # An archive that was published before there was a search is indexed now.
        call_command("rebuild_search", "--if-needed", verbosity=0, stdout=self.stdout)
        if with_sample:
            call_command("load_sample", stdout=self.stdout)
        # The children write to the same place: what stands here must come first.
        self.stdout.flush()

    def _run(self, supervisor, host, port, *, with_sample):
        env = os.environ | {"LOG_LEVEL": os.environ.get("LOG_LEVEL") or "WARNING"}
        supervisor.start(WORKER, worker_command(), env)
        supervisor.start(WEB, web_command(host, port), env)
        if not supervisor.wait(lambda: _answers(host, port), WEB_SECONDS):
            raise CommandError(f"网站 {WEB_SECONDS} 秒内没有应答，请看上面的日志。")
        if with_sample:
            publish = [sys.executable, "manage.py", "load_sample", "--publish"]
            if supervisor.run(SAMPLE, publish, SAMPLE_SECONDS):
                self._say("示例没有全部出版，原因见上；其余一切照常。")
        self._say(_welcome())
        call_command("demo_accounts", "--show", stdout=self.stdout)
        self._say("\nCtrl-C 停止（stop everything）。")
        supervisor.watch()

    def _say(self, sentence):
        self.stdout.write(sentence)
        self.stdout.flush()

    def _say_why(self, end):
        if end.name:
            self.stderr.write(
                f"{end.name}意外结束（退出码 {end.status}），原因见上；其余进程一并停止。\n"
                f"A process ended by itself with status {end.status}; stopping everything."
            )
        else:
            self._say("\n正在停止，最多 15 秒（stopping）…")


def worker_command() -> list[str]:
    command = [sys.executable, "-W", AS_ROOT, "-m", "celery", "-A", "bulletin", "--quiet"]
    return [*command, "worker", "--beat", "--loglevel", "WARNING"]


def web_command(host, port) -> list[str]:
    command = [sys.executable, "-m", "gunicorn", "bulletin.wsgi", "--bind", _authority(host, port)]
    return [*command, "--workers", "2", "--threads", "4", "--log-level", "warning",
            "--limit-request-line", "8190", "--no-control-socket"]  # fmt: skip


def collect_static_files() -> None:
    """Collect when a file, a version or a rule has changed since the last time: it takes 10 s."""
    stamp = settings.VAR_DIR / "static.stamp"
    wanted = _fingerprint()
    if stamp.exists() and stamp.read_text() == wanted:
        return
    call_command("collectstatic", interactive=False, clear=True, verbosity=0)
    stamp.write_text(wanted)


def _fingerprint() -> str:
    """Of everything that collected files depend on: ours, the libraries' versions, the rules."""
    base = settings.BASE_DIR
    files = [path for path in sorted((base / "static").rglob("*")) if path.is_file()]
    rules = [base / "requirements.txt", *base.glob("bulletin/*.py"), *base.glob("editorial/*.py")]
    seen = [(str(settings.STATIC_ROOT), settings.STATIC_URL)]
    seen += [(str(path), path.stat().st_mtime_ns, path.stat().st_size) for path in files + rules]
    return hashlib.sha256(repr(seen).encode()).hexdigest()


def _refuse_a_port_in_use(host, port) -> None:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as error:
            raise CommandError(
                f"不能在 {_authority(host, port)} 上提供网站（{error.strerror}）；"
                f"换一个端口试试：make run PORT={port + 1}\n"
                f"Cannot listen on {_authority(host, port)}: {error.strerror}. "
                f"Try another port: make run PORT={port + 1}"
            ) from None


def _authority(host, port) -> str:
    return f"[{host}]:{port}" if ":" in host else f"{host}:{port}"


def _answers(host, port) -> bool:
    """Whether the web server takes requests; any answer will do."""
    nearest = {"0.0.0.0": "127.0.0.1", "::": "::1"}.get(host, host)
    try:
        with urllib.request.urlopen(f"http://{_authority(nearest, port)}/robots.txt", timeout=5):
            return True
    except urllib.error.HTTPError:
        return True
    except OSError:
        return False


def _welcome() -> str:
    return (
        f"\n  公开站 public site   {settings.SITE_URL}/"
        f"\n  编务台 desk          {settings.SITE_URL}/desk/"
        "\n\n试用账号（accounts；以后可用 make accounts 再看）："
    )
