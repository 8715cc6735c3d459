"""PEOPLE: who makes the sample's moves: staff of the role, or a stand-in who cannot sign in."""

from django.contrib.auth.models import Group

from editorial import roles
from editorial.models import User

# role → (user name, Chinese name) of the stand-in.
STAND_INS = {
    roles.EDITOR: ("sample-editor", "示例编辑"),
    roles.EXECUTIVE: ("sample-executive", "示例执行编辑"),
    roles.DEPUTY: ("sample-deputy", "示例副总编辑"),
    roles.PROOFREADER: ("sample-proofreader", "示例校对"),
    roles.CHIEF: ("sample-chief", "示例总编辑"),
}


def someone(role: str, *, other_than: list[User] = ()) -> User:
    """The first active person of the role, or its stand-in. At most four queries."""
    people = User.objects.filter(groups__name=role, is_active=True).order_by("pk")
    found = people.exclude(pk__in=[each.pk for each in other_than]).first()
    return found or _stand_in(role)


def _stand_in(role: str) -> User:
    """Inactive and without a password for good: only this object in memory may act."""
    username, name = STAND_INS[role]
    person, is_new = User.objects.get_or_create(
        username=username, defaults={"name": name, "is_active": False}
    )
    if is_new:
        person.set_unusable_password()
        person.save(update_fields=["password"])
        person.groups.add(Group.objects.get_or_create(name=role)[0])
    person.is_active = True
    return person
