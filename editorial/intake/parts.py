"""AGAIN, what is no article: cover, contact, masthead, profiles and the order of the articles."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property

from django.db.models import F
from simple_history.utils import bulk_create_with_history

from editorial.intake.refusal import Refused
from editorial.intake.review import Proposal
from editorial.intake.store import fit, masthead_rows, profile_rows
from editorial.models import Issue, MastheadEntry, OrganisationProfile, Section
from editorial.models.print_order import arrange
from editorial.typography import comparison_form, paragraphs_changed

CHANGED = "{issue}在您打开这一页之后又有人改过，什么都没有替换；请重新比较。"
# (what it is called, field of the issue, most characters); the proposal's values by the same name.
_COVER = (
    ("刊头语", "tagline", 120), ("副题", "strapline", 120), ("出版日期", "date", None),
    ("封面标题", "cover_headline", 200),
)  # fmt: skip
_CONTACT = (
    ("咨询电话", "phone", 60), ("电话说明", "phone_note", 20), ("邮箱", "email", 120),
    ("编辑地址", "address", 200), ("声明", "disclaimer", None),
)  # fmt: skip


@dataclass(frozen=True)
class Part:
    """One part of the issue beside the new manuscript's. Values are texts, a line a paragraph."""

    name: str
    label: str
    fields: tuple[tuple[str, str, str], ...]  # (what, in the issue, in the manuscript)
    was_edited: bool
    take: Callable[[Issue, Proposal], None]

    @cached_property
    def differences(self) -> list[tuple[str, list]]:
        return [
            (label, list(paragraphs_changed(old.split("\n"), new.split("\n"))))
            for label, old, new in self.fields
            if old != new
        ]


def parts_of(issue: Issue, proposal: Proposal, baseline: tuple[Proposal, ...]) -> tuple[Part, ...]:
    """Every part but the articles; ``baseline`` are the proposals stored in this issue before."""
    made = []
    for name, label, of_issue, of_proposal, take in _PARTS:
        old, new = of_issue(issue), of_proposal(proposal)
        was_edited = not any(
            [value for _, value in old] == [value for _, value in of_proposal(each)]
            for each in baseline
        )
        fields = tuple((what, a, b) for (what, a), (_, b) in zip(old, new, strict=True))
        made.append(Part(name, label, fields, was_edited, take))
    return tuple(made)


def take_parts(issue: Issue, proposal: Proposal, chosen: list[Part], *, seen: int) -> None:
    """Put the new values into the issue, whose version must be the one that was looked at."""
    if not chosen:
        return
    rows = Issue.objects.filter(pk=issue.pk, version=seen)
    if not rows.update(version=F("version") + 1):
        raise Refused(CHANGED.format(issue=issue))
    issue.version = seen + 1
    for part in chosen:
        part.take(issue, proposal)


# --- Cover and contact ------------------------------------------------------------------------


def _texts(names, holder) -> list[tuple[str, str]]:
    return [(label, str(holder(name))) for label, name, _ in names]


def _of_cover(proposal: Proposal, name: str):
    if name == "date":
        return proposal.front.numbering.date
    return proposal.cover_headline if name == "cover_headline" else getattr(proposal.front, name)


def _cover_of_issue(issue: Issue):
    story = issue.cover_story.plain_title if issue.cover_story else ""
    return [*_texts(_COVER, lambda name: getattr(issue, name)), ("封面文章", story)]


def _cover_of_proposal(proposal: Proposal):
    story = proposal.cover_story
    title = proposal.articles[story].plain_title if story is not None else ""
    return [*_texts(_COVER, lambda name: _of_cover(proposal, name)), ("封面文章", title)]


def _take_cover(issue: Issue, proposal: Proposal) -> None:
    for _, name, most in _COVER:
        value = _of_cover(proposal, name)
        setattr(issue, name, fit(value, most) if most else value)
    title = comparison_form(_cover_of_proposal(proposal)[-1][1])
    stories = (each for each in issue.articles.all() if title)
    same = [each for each in stories if comparison_form(each.plain_title) == title]
    issue.cover_story = same[0] if same else issue.cover_story
    issue.save()


def _contact_of_issue(issue: Issue):
    return _texts(_CONTACT, lambda name: getattr(issue, name))


def _contact_of_proposal(proposal: Proposal):
    return _texts(_CONTACT, lambda name: getattr(proposal.front.masthead, name))


def _take_contact(issue: Issue, proposal: Proposal) -> None:
    for _, name, most in _CONTACT:
        value = getattr(proposal.front.masthead, name)
        setattr(issue, name, fit(value, most) if most else value)
    issue.save()


# --- Masthead and profiles --------------------------------------------------------------------


def _masthead_text(entries) -> list[tuple[str, str]]:
    lines = (f"{each.role}：{'、'.join(each.names)}" for each in entries)
    return [("版权页", "\n".join(lines))]


def _take_masthead(issue: Issue, proposal: Proposal) -> None:
    issue.masthead.all().delete()
    bulk_create_with_history(masthead_rows(issue, proposal), MastheadEntry)
    issue.save()


def _profiles_text(profiles) -> list[tuple[str, str]]:
    lines = (
        "\n".join([each.name_zh, f"{each.name_en} {each.abbreviation}".strip(), *each.paragraphs])
        for each in profiles
    )
    return [("单位简介", "\n".join(lines))]


def _take_profiles(issue: Issue, proposal: Proposal) -> None:
    """Logos are not in manuscripts: those of organisations that stay are kept."""
    logos = {each.name_zh: each.logo for each in issue.profiles.select_related("logo")}
    rows = profile_rows(issue, proposal)
    for row in rows:
        row.logo = logos.get(row.name_zh)
    issue.profiles.all().delete()
    OrganisationProfile.objects.bulk_create(rows)
    issue.save()


# --- The order of the articles ----------------------------------------------------------------


def order_part(issue: Issue, proposal: Proposal, pairs, baseline: tuple[Proposal, ...]) -> Part:
    """The order of the articles that both sides have, by the titles of the issue."""
    rows = [each for each in issue.articles.in_print_order() if each in [one for one, _ in pairs]]
    wanted = [one for one, _ in _by_section(pairs, proposal)]
    now = [each.plain_title for each in rows]
    forms = [comparison_form(title) for title in now]
    was_edited = not any(_common(forms, each) == _common(_forms(each), now) for each in baseline)

    def take_order(issue: Issue, proposal: Proposal) -> None:
        others = [each for each in issue.articles.in_print_order() if each not in wanted]
        present = {each.pk: each.section_id for each in issue.articles.all()}
        arrange(issue, [(each.pk, present[each.pk]) for each in (*wanted, *others)])

    fields = (("次序", "\n".join(now), "\n".join(each.plain_title for each in wanted)),)
    return Part("order", "文章次序", fields, was_edited, take_order)


def _by_section(pairs, proposal: Proposal) -> list:
    """(article, draft) as the drafts would be printed: sections in their order, then as listed."""
    rank = dict(Section.objects.values_list("name", "order"))
    listed = [draft.key for draft in proposal.articles]
    pairs = sorted(pairs, key=lambda pair: listed.index(pair[1].key))
    return sorted(pairs, key=lambda pair: rank.get(pair[1].section, len(rank) + 1))


def _forms(proposal: Proposal) -> list[str]:
    return [comparison_form(draft.plain_title) for draft in proposal.articles]


def _common(forms: list[str], other) -> list[str]:
    """Those that the other side has as well."""
    known = set(_forms(other) if isinstance(other, Proposal) else map(comparison_form, other))
    return [form for form in forms if form in known]


_PARTS = (
    ("cover", "封面", _cover_of_issue, _cover_of_proposal, _take_cover),
    ("contact", "联系方式与声明", _contact_of_issue, _contact_of_proposal, _take_contact),
    (
        "masthead", "版权页", lambda issue: _masthead_text(issue.masthead.all()),
        lambda proposal: _masthead_text(proposal.front.masthead.entries), _take_masthead,
    ),
    (
        "profiles", "主办单位简介", lambda issue: _profiles_text(issue.profiles.all()),
        lambda proposal: _profiles_text(proposal.profiles), _take_profiles,
    ),
)  # fmt: skip
