"""What there is to be told of, and who wants it how: the table behind the settings page."""

from dataclasses import dataclass

from editorial.models import Notice

SCREEN, MAIL = "screen", "mail"


@dataclass(frozen=True)
class Kind:
    """One kind of notice. Everything is shown on screen unless somebody switches it off."""

    value: str
    explains: str
    by_mail: bool  # unless somebody says otherwise

    @property
    def label(self) -> str:
        return Notice.Kind(self.value).label


KINDS = (
    Kind("assigned", "有文章交给您写，或改派给您。", True),
    Kind("review", "有文章轮到您这一级审读，而且不是您写的。", True),
    Kind("returned", "您写的或您送审的文章被退回，附退回的理由。", True),
    Kind("due", "您的文章明天该交稿，或者已经过了交稿日期。", True),
    Kind("press", "您下单的校样或成刊排好了、没有排成；校对还会收到每一次新校样。", False),
    Kind("published", "一期出版，或定下了公开时间。", False),
    Kind("comment", "您的文章有了审读意见，或您的意见有了答复。", True),
)
_BY_VALUE = {kind.value: kind for kind in KINDS}


def wants_screen(person, kind: str) -> bool:
    """Whether this person is shown notices of this kind at the desk."""
    return SCREEN in person.notice_choices.get(kind, (SCREEN,))


def wants_mail(person, kind: str) -> bool:
    """Whether this person wants a mail for each, and has an address for it."""
    usual = (MAIL,) if _BY_VALUE[kind].by_mail else ()
    return bool(person.email) and MAIL in person.notice_choices.get(kind, usual)


def choose(person, kind: str, *, on_screen: bool, by_mail: bool) -> None:
    """Set how this person hears of a kind; the caller saves."""
    ways = [way for way, wanted in ((SCREEN, on_screen), (MAIL, by_mail)) if wanted]
    person.notice_choices = person.notice_choices | {kind: ways}
