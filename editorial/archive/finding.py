"""FINDING 检索: the search page: results with their passages, filters, pages, and a way on."""

from dataclasses import dataclass, replace
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.html import escape
from django.utils.safestring import mark_safe

from editorial import search as index
from editorial.archive.access import open_to_readers
from editorial.archive.views import page
from editorial.models import Article, Section

FILTER_NAMES = {
    "year": "年份",
    "section": "栏目",
    "region": "地区",
    "body": "发文机关",
    "form": "文种",
}
AT_ONCE = 8  # values of a filter that are shown without unfolding
MOST_VALUES = 60
NEIGHBOURS = 2  # pages named on each side of the present one


@dataclass(frozen=True)
class Hit:
    """One article on the page of results; its words are HTML, marked where they were found."""

    article: Article
    title: str
    passages: tuple[str, ...]


@dataclass(frozen=True)
class Choice:
    """One value of a filter: what choosing it (or letting go of it) leads to."""

    label: str
    count: int
    address: str
    is_chosen: bool = False


@dataclass(frozen=True)
class Filter:
    label: str
    choices: tuple[Choice, ...]

    @property
    def at_once(self):
        return self.choices[:AT_ONCE]

    @property
    def folded(self):
        return self.choices[AT_ONCE:]


@open_to_readers()
def search(request):
    """What was asked, what was found, or what might have been meant. Seven queries, eight at most
    where something was found."""
    question = index.read_question(request.GET)
    answer = index.ask(question)
    heard = index.heard(question) if question.words and not answer.total else None
    if heard:
        answer = index.ask(heard)
    shown = show(answer, reverse("archive:search"))
    return page(
        request,
        "search",
        status=404 if answer.is_beyond else 200,
        heard=heard,
        hints=() if answer.total or not question.words else _hints(question),
        typed=question.typed,
        asked=question,
        **shown,
    )


def show(answer: index.Answer, base: str, *, fixed: tuple[str, ...] = ()) -> dict:
    """What the templates of results need. ``fixed`` filters are the page's own: not offered."""
    question = answer.question
    names = {section.slug: section.name for section in Section.objects.all()}
    hits = [_hit(each, question.words) for each in answer.articles]
    return {
        "answer": answer,
        "question": question,
        "hits": hits,
        "filters": _filters(answer, base, names, fixed),
        "chosen": [
            Choice(_label(name, value, names), 0, address(question.without(name), base, fixed))
            for name, value in question.filters
            if name not in fixed
        ],
        "pages": _pages(answer, base, fixed),
        "is_newest_first": question.order == index.NEWEST,
        "by_relevance": address(_asked(question, order="relevance"), base, fixed),
        "by_date": address(_asked(question, order=index.NEWEST), base, fixed),
    }


def _hit(article: Article, words) -> Hit:
    found = index.shown(article.entry, words)
    return Hit(article, _marked(found.title), tuple(map(_marked, found.passages)))


def _marked(pieces):
    """As HTML: a template would take a tenth of the page's time for all these pieces."""
    return mark_safe(
        "".join(
            f"<mark>{escape(piece.text)}</mark>" if piece.is_marked else escape(piece.text)
            for piece in pieces
        )
    )


def address(question: index.Question, base: str, fixed: tuple[str, ...] = ()) -> str:
    """The one address of a question: its parts always in the same order, defaults left out."""
    pairs = [("q", question.typed)] if question.typed else []
    pairs += [(name, value) for name, value in question.filters if name not in fixed]
    if question.order == index.NEWEST and "sort" not in fixed:
        pairs.append(("sort", index.NEWEST))
    if question.page > 1:
        pairs.append(("page", str(question.page)))
    return f"{base}?{urlencode(pairs)}" if pairs else base


def _asked(question, **changes) -> index.Question:
    return replace(question, **({"page": 1} | changes))


def _label(name: str, value: str, names: dict[str, str]) -> str:
    if name == "section":
        return names.get(value, value)
    return f"{value}年" if name == "year" else value


def _filters(answer, base, names, fixed) -> list[Filter]:
    found = []
    for name, label in FILTER_NAMES.items():
        values = answer.facets.get(name, ()) if name not in fixed else ()
        values = sorted(values, reverse=True) if name == "year" else values
        choices = [_choice(answer.question, base, name, pair, names, fixed) for pair in values]
        if len(choices) > 1 or any(choice.is_chosen for choice in choices):
            found.append(Filter(label, tuple(choices[:MOST_VALUES])))
    return found


def _choice(question, base, name, pair, names, fixed) -> Choice:
    value, count = pair
    is_chosen = question.labels.get(name) == value
    without = question.without(name)
    chosen = tuple(
        (each, (question.labels | {name: value})[each])
        for each in index.FILTERS
        if each in question.labels or each == name
    )
    other = without if is_chosen else _asked(question, filters=chosen)
    return Choice(_label(name, value, names), count, address(other, base, fixed), is_chosen)


@dataclass(frozen=True)
class Pages:
    """The ways to other pages of results."""

    before: str
    after: str
    numbered: tuple[tuple[int, str], ...]
    last: str


def _pages(answer, base, fixed) -> Pages:
    question, count = answer.question, answer.pages

    def at(number):
        return address(_asked(question, page=number), base, fixed)

    here = question.page
    near = range(max(1, here - NEIGHBOURS), min(count, here + NEIGHBOURS) + 1)
    wanted = sorted({1, *near, count}) if 1 <= here <= count else []
    return Pages(
        before=at(here - 1) if 1 < here <= count else "",
        after=at(here + 1) if 1 <= here < count else "",
        numbered=tuple((number, at(number)) for number in wanted),
        last=at(count),
    )


def _hints(question) -> list[dict]:
    base = reverse("archive:search")
    return [
        {
            "why": hint.why,
            "words": hint.question.typed,
            "address": address(hint.question, base),
            "count": hint.count,
        }
        for hint in index.hints(question)
    ]
