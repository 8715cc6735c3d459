"""What readers get: requests a second beside nginx with the same bytes, and a page in the browser.

``ab`` (apache2-utils) and nginx come from the distribution; where they are missing, the figures
that need them are left out and named.
"""

import re
import shutil
import subprocess
import sys
import tempfile
import urllib.request
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit

from playwright.sync_api import sync_playwright

from tests import servers
from tests.benchmarks.figures import Figure
from tests.browser import ARGUMENTS, CHROMIUM

REQUESTS, AT_ONCE = 2000, 8
LEAST_OF_NGINX = 0.2
SLOWER = 4  # times, as a phone's processor
LCP, CLS = 1000, 0.02  # milliseconds; share of the screen
WEIGHT = 100  # kB, as they are before compression
EMPTY = """def application(environ, start):
    start("200 OK", [("Content-Type", "text/html"), ("Content-Length", "{size}")])
    return [b"x" * {size}]
"""
ARTICLE = "/2026/46/1/"
CONFIGURATION = """daemon off; pid {folder}/pid; error_log {folder}/error.log;
worker_processes 2; events {{ worker_connections 512; }}
http {{ access_log off; default_type text/html; client_body_temp_path {folder}/a;
proxy_temp_path {folder}/b; fastcgi_temp_path {folder}/c; uwsgi_temp_path {folder}/d;
scgi_temp_path {folder}/e; server {{ listen 127.0.0.1:{port}; root {folder}/www; }} }}
"""
PAINTED = """() => new Promise((resolve) => {
  let paint = 0, shift = 0;
  new PerformanceObserver((list) => list.getEntries().forEach((each) => (paint = each.startTime)))
    .observe({ type: "largest-contentful-paint", buffered: true });
  new PerformanceObserver((list) => list.getEntries().forEach((each) => (shift += each.value)))
    .observe({ type: "layout-shift", buffered: true });
  setTimeout(() => resolve([paint, shift]), 1500);
})"""


def measure(house):
    house.manage("collectstatic", "--noinput", "-v", "0")
    house.manage("load_sample", "--publish", "--here")
    with house.web() as site:
        yield from _throughput(site)
        yield from _painting(site)
        yield Figure("HTML, CSS and JS of that page", _weight(site) / 1000, "kB", most=WEIGHT)


def _throughput(site: str):
    missing = [name for name in ("ab", "nginx") if shutil.which(name) is None]
    if missing:
        yield Figure(f"left out, not installed: {', '.join(missing)}", 0, "")
        return
    page = urllib.request.urlopen(site + ARTICLE).read()
    with _nginx(page) as file:
        _rate(site + ARTICLE)  # warms up every worker
        ours, theirs = _rate(site + ARTICLE), _rate(file)
    with _empty_application(len(page)) as url:
        _rate(url)
        yield Figure("gunicorn around nothing : nginx", _rate(url) / theirs, "×")
    yield Figure("an article's page, requests a second", ours, "1/s")
    yield Figure("nginx, the same bytes as a file", theirs, "1/s")
    yield Figure("ours : nginx", ours / theirs, "×", least=LEAST_OF_NGINX)


def _rate(url: str) -> float:
    """Requests a second, each with a connection of its own."""
    told = subprocess.run(
        ["ab", "-q", "-n", str(REQUESTS), "-c", str(AT_ONCE), url],
        capture_output=True, text=True, check=True,
    ).stdout  # fmt: skip
    assert "Non-2xx" not in told, told
    return float(re.search(r"Requests per second:\s+([\d.]+)", told)[1])


@contextmanager
def _nginx(page: bytes):
    """The address of a file with these bytes, served by nginx with two processes."""
    with tempfile.TemporaryDirectory() as home:
        folder, port = Path(home), servers.free_port()
        folder.chmod(0o755)  # its processes may be nobody's
        (folder / "www").mkdir()
        (folder / "www" / "page.html").write_bytes(page)
        file = folder / "nginx.conf"
        file.write_text(CONFIGURATION.format(folder=folder, port=port))
        url = f"http://127.0.0.1:{port}/page.html"
        log, command = folder / "log", ["nginx", "-p", home, "-c", str(file)]
        with servers.running(command, ready=lambda: servers._responds(url[:-10]), log=log):
            yield url


@contextmanager
def _empty_application(size: int):
    """The address of an application that only gives so many bytes: the server's own share."""
    with tempfile.TemporaryDirectory() as home:
        (Path(home) / "empty.py").write_text(EMPTY.format(size=size))
        url = f"http://127.0.0.1:{servers.free_port()}/"
        command = [sys.executable, "-m", "gunicorn", "empty", "--chdir", home]
        command += ["--bind", urlsplit(url).netloc, "--workers", "2", "--threads", "4"]
        log = Path(home) / "log"
        with servers.running(command, ready=lambda: servers._responds(url[:-1]), log=log):
            yield url


def _weight(site: str) -> int:
    """Bytes of the page, its styles and its scripts."""
    page = urllib.request.urlopen(site + ARTICLE).read().decode()
    parts = set(re.findall(r'(?:href|src)="(/static/[^"]+[.](?:css|js))"', page))
    return len(page.encode()) + sum(
        len(urllib.request.urlopen(site + part).read()) for part in parts
    )


def _painting(site: str):
    """The article's page in the browser, its processor made slower."""
    with sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=CHROMIUM, args=list(ARGUMENTS))
        page = browser.new_page()
        tools = page.context.new_cdp_session(page)
        tools.send("Emulation.setCPUThrottlingRate", {"rate": SLOWER})
        page.goto(site + ARTICLE)
        paint, shift = page.evaluate(PAINTED)
        browser.close()
    yield Figure(f"largest paint, processor {SLOWER} times slower", paint, "ms", most=LCP)
    yield Figure("cumulative layout shift", shift, "", most=CLS)
