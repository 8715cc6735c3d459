"""Write .env once, then run the command given with the address that HOST and PORT name."""

import ipaddress
import os
import secrets
import socket
import sys
from contextlib import suppress
from pathlib import Path

import environ

ENV_FILE = Path(os.environ.get("ENV_FILE") or Path(__file__).resolve().parents[2] / ".env")
EVERYWHERE = ("0.0.0.0", "::")
LOCAL = ("127.0.0.1", "localhost")


def address_of(host: str, port: str) -> dict[str, str]:
    """The settings that follow from where the web server listens."""
    if not (port.isascii() and port.isdigit() and 0 < int(port) < 65536):
        sys.exit(f"PORT={port!r} 不是端口号，请写 1 到 65535 的整数（not a port number）。")
    names = [host] if host not in EVERYWHERE else own_addresses()
    allowed = dict.fromkeys((*names, *LOCAL))
    return {
        "HOST": host,
        "PORT": port,
        "SITE_URL": f"http://{in_url(names[0])}:{port}",
        "ALLOWED_HOSTS": ",".join(map(in_url, allowed)),
    }


def in_url(host: str) -> str:
    return f"[{host}]" if ":" in host else host


def own_addresses() -> list[str]:
    """What others may call this machine by: its name and addresses, reachable ones first."""
    found = set()
    with suppress(OSError):  # a machine may not know its own name
        found |= {info[4][0] for info in socket.getaddrinfo(socket.gethostname(), None)}
    with suppress(OSError), socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        # No packet is sent: this only asks which address a packet would leave from.
        probe.connect(("192.0.2.1", 9))
        found.add(probe.getsockname()[0])
    outside = [each for each in sorted(found) if not ipaddress.ip_address(each).is_loopback]
    return [*outside, socket.gethostname()]


def write_once(address: dict[str, str]) -> None:
    values = {"SECRET_KEY": secrets.token_urlsafe(48), **address}
    with open(os.open(ENV_FILE, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600), "w") as file:
        file.write("# Written by `make run`; see README.md for every variable.\n")
        file.writelines(f"{name}={value}\n" for name, value in values.items())


def main(command: list[str]) -> None:
    asked = {name for name, value in os.environ.items() if value}
    environ.Env.read_env(ENV_FILE)
    address = address_of(os.environ.get("HOST") or LOCAL[0], os.environ.get("PORT") or "8000")
    if not ENV_FILE.exists():
        write_once(address)
        environ.Env.read_env(ENV_FILE)
    for name, value in address.items():
        # HOST or PORT asked for now beat the file; without them the file's own edits hold.
        if name not in asked and (asked & {"HOST", "PORT"} or not os.environ.get(name)):
            os.environ[name] = value
    os.execv(command[0], command)


if __name__ == "__main__":
    main(sys.argv[1:])
