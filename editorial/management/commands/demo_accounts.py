"""Accounts to try the newsroom with: one a role, passwords random for each installation."""

import json
import os
import secrets
from pathlib import Path

from django.conf import settings
from django.contrib.auth.models import Group
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

from editorial import roles
from editorial.models import User

# (user name, Chinese name, role): nobody in particular.
PEOPLE = (
    ("lin", "林责编", roles.EDITOR),
    ("chen", "陈执编", roles.EXECUTIVE),
    ("wu", "吴副总", roles.DEPUTY),
    ("zhou", "周总编", roles.CHIEF),
    ("mei", "梅美编", roles.DESIGNER),
    ("xiao", "萧校对", roles.PROOFREADER),
    ("admin", "管理员", roles.ADMINISTRATOR),
)
# Without letters and digits that look alike.
ALPHABET = "abcdefghjkmnpqrstuvwxyz23456789"


class Command(BaseCommand):
    help = "建立每个角色一个的试用账号并列出密码（正式环境不建）"

    def add_arguments(self, parser):
        parser.add_argument("--show", action="store_true", help="只列出，不建立")

    def handle(self, **options):
        if not options["show"]:
            if settings.HTTPS_ONLY:
                raise CommandError(
                    f"SITE_URL 是 {settings.SITE_URL}，这是正式环境，不建试用账号；"
                    "请用 manage.py createsuperuser 建立管理员。"
                )
            call_command("apply_roles", verbosity=0)
            make_accounts()
        lines = [_line(*account) for account in accounts()]
        self.stdout.write("\n".join(lines) or "还没有试用账号，请先运行 make run。")


def passwords_file() -> Path:
    return settings.VAR_DIR / "accounts.json"


@transaction.atomic
def make_accounts() -> None:
    """Make the accounts that are missing; one that exists keeps its password."""
    passwords = _read()
    for username, name, role in PEOPLE:
        password = passwords.get(username) or _random_password()
        if _make_account(username, name, role, password):
            passwords[username] = password
    _write(passwords)


def accounts() -> list[tuple[str, str, str, str]]:
    """(role, name, user name, password) of each; the password is "" once it was changed."""
    passwords = _read()
    people = {user.username: user for user in User.objects.filter(username__in=passwords)}
    return [
        (role, people[username].name, username, _if_current(people[username], passwords[username]))
        for username, _, role in PEOPLE
        if username in people
    ]


def _if_current(user, password: str) -> str:
    return password if user.check_password(password) else ""


def _make_account(username, name, role, password) -> bool:
    """Whether the account had to be made."""
    is_head = role == roles.ADMINISTRATOR
    user, is_new = User.objects.get_or_create(
        username=username, defaults={"name": name, "is_staff": True, "is_superuser": is_head}
    )
    if is_new:
        user.set_password(password)
        user.save()
        if not is_head:
            user.groups.add(Group.objects.get(name=role))
    return is_new


def _random_password() -> str:
    return "-".join("".join(secrets.choice(ALPHABET) for _ in range(4)) for _ in range(3))


def _line(role, name, username, password) -> str:
    # A Chinese character takes two columns.
    padding = " " * (12 - 2 * len(role))
    return f"  {role}{padding}{name}  {username:<8}{password or '（密码已由本人修改）'}"


def _read() -> dict[str, str]:
    try:
        return json.loads(passwords_file().read_text())
    except FileNotFoundError:
        return {}


def _write(passwords) -> None:
    target = passwords_file()
    draft = target.with_suffix(".new")
    with open(os.open(draft, os.O_CREAT | os.O_TRUNC | os.O_WRONLY, 0o600), "w") as file:
        json.dump(passwords, file, indent=1)
    draft.replace(target)
