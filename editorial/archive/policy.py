"""POLICY 政策索引: documents by date and by number; all that a body issued, all of a region."""

from itertools import groupby

from django.core.paginator import EmptyPage, Paginator
from django.http import Http404
from django.urls import reverse

from editorial import provenance
from editorial import search as index
from editorial.archive.access import open_to_readers
from editorial.archive.finding import show
from editorial.archive.views import page
from editorial.models import Article, Entry
from editorial.provenance.regions import NATION

NUMBERS_A_PAGE = 50
DOCUMENTS = ("document", "yes")


@open_to_readers()
def policy(request):
    """The documents, newest first, with every filter. Seven queries."""
    asked = index.read_question(_without_words(request.GET))
    question = index.Question(
        filters=(*asked.filters, DOCUMENTS), order=index.NEWEST, page=asked.page
    )
    answer = index.ask(question)
    shown = show(answer, reverse("archive:policy"), fixed=("document", "sort"))
    status = 404 if answer.is_beyond else 200
    return page(request, "policy", status=status, way="date", **shown)


@open_to_readers()
def body(request, name):
    """Everything that a body ever issued here. Seven queries."""
    return _carried(request, "body", name)


@open_to_readers()
def region(request, name):
    """Everything that concerns a region. Seven queries."""
    return _carried(request, "region", name)


def _carried(request, kind: str, name: str):
    asked = index.read_question(_without_words(request.GET))
    filters = tuple(pair for pair in asked.filters if pair[0] != kind)
    answer = index.ask(
        index.Question(filters=((kind, name), *filters), order=index.NEWEST, page=asked.page)
    )
    if not (answer.total or filters):
        raise Http404
    return page(
        request,
        "carried",
        status=404 if answer.is_beyond else 200,
        kind=kind,
        name=name,
        first=min((year for year, _ in answer.facets.get("year", ())), default=""),
        **show(answer, reverse(f"archive:{kind}", args=[name]), fixed=(kind, "sort")),
    )


def _without_words(given) -> dict:
    return {name: value for name, value in given.items() if name not in ("q", "sort")}


@open_to_readers()
def bodies(request):
    """Every body with the number of its articles, by region. Five queries."""
    return page(
        request, "bodies", way="body", way_name="发文机关", groups=_by_region(counted("body"))
    )


@open_to_readers()
def regions(request):
    """Every region with the number of its articles, the whole nation first. Five queries."""
    found = sorted(counted("region"), key=lambda each: each["name"] != NATION)
    return page(request, "regions", way="region", way_name="地区", regions=found)


def counted(kind: str) -> list[dict]:
    """Every body or region with the number of its articles and the address of its page."""
    facets = index.ask(index.Question(page=0)).facets
    return [
        {"name": name, "count": count, "address": address_of(kind, name)}
        for name, count in facets[kind]
    ]


def address_of(kind: str, name: str) -> str:
    return reverse(f"archive:{kind}", args=[name])


def _by_region(found: list[dict]) -> list[tuple[str, list[dict]]]:
    """The whole nation's bodies, then region by region, then the rest."""
    groups: dict[str, list[dict]] = {}
    for each in found:
        groups.setdefault(provenance.home_of(each["name"]), []).append(each)
    return sorted(groups.items(), key=lambda group: (not group[0], group[0] != NATION, group[0]))


@open_to_readers()
def numbers(request):
    """The documents that have a number, by agency and year. Four queries."""
    found = (
        Entry.objects.filter(is_document=True, article__in=Article.objects.published())
        .exclude(number="")
        .select_related("article__issue", "article__section")
        .only("number", "article__title", "article__contents_title", "article__position",
              "article__issue__year", "article__issue__number", "article__section__slug")
        .order_by("number_order", "number", "-rank")
    )  # fmt: skip
    paginator = Paginator(found, NUMBERS_A_PAGE)
    try:
        entries = paginator.page(index.read_question(request.GET).page)
    except EmptyPage:
        raise Http404 from None
    groups = [
        (code, list(each))
        for code, each in groupby(entries, key=lambda entry: entry.number.partition("〔")[0])
    ]
    return page(request, "numbers", way="number", way_name="文号", groups=groups, entries=entries)
