"""核对: the screen on which a proposal is corrected, step by step, and confirmed."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponseNotAllowed, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import path
from django.utils.http import urlencode

from editorial.admin.compare_screen import CompareScreen
from editorial.admin.links import change_url, view_url
from editorial.models import Manuscript, Section
from editorial.models.section import STANDARD_SECTIONS
from editorial.typography import MENDS

STORED = "《{name}》已入库：{issue}，共 {count} 篇文章。"
SET_ASIDE = "《{name}》已搁置；再导入同一个文件，就从现在的地方接着核对。"
NOT_FOUND = "第 {place} 行里没有找到“{words}”，请照左边的原文填写断开处后面的几个字。"
TWICE = "第 {place} 行里“{words}”出现了不止一次，请多填几个字。"
NO_TITLE = "标题不能空着，请填写后再记下。"
NO_WORDS = "请填写新的一段开头的几个字。"
PAGES = ("proposal", "correct", "undo", "confirm", "set_aside", "original", "compare")
SCREENS = ("cover", "account", "mends", "steps")


class ProposalScreen(CompareScreen):
    """Views of a manuscript that waits; mixed into its admin."""

    def proposal_urls(self):
        wrap = self.admin_site.admin_view
        views = (
            ("proposal", self.proposal_view), ("correct", self.correct_view),
            ("undo", self.undo_view), ("confirm", self.confirm_view),
            ("set_aside", self.set_aside_view), ("compare", self.compare_view),
            ("adopt", self.adopt_view),
        )  # fmt: skip
        return [
            path(f"<int:pk>/{name}/", wrap(view), name=f"editorial_manuscript_{name}")
            for name, view in views
        ]

    def _waiting(self, request, pk) -> Manuscript:
        if not self.may_import(request):
            raise PermissionDenied
        rows = Manuscript.objects.select_related("issue", "corrected_by", "received_by")
        manuscript = rows.filter(pk=pk).first()
        if manuscript is None:
            raise Http404
        return manuscript

    # --- Looking --------------------------------------------------------------------------

    def proposal_view(self, request, pk):
        from editorial import intake
        from editorial.intake import again

        manuscript = self._waiting(request, pk)
        if manuscript.state != Manuscript.State.PENDING:
            return HttpResponseRedirect(change_url(manuscript))
        try:
            proposal = intake.proposal_of(manuscript)
        except intake.Refused as refusal:
            messages.error(request, str(refusal))
            return HttpResponseRedirect(change_url(manuscript))
        context = self.admin_site.each_context(request) | {
            "title": f"核对来稿：{proposal.label}",
            "opts": self.opts,
            "manuscript": manuscript,
            "proposal": proposal,
            "existing": again.issue_of(proposal),
            "urls": {name: view_url(manuscript, name) for name in PAGES},
            **_shown(request.GET.get("show", ""), manuscript, proposal),
        }
        return TemplateResponse(request, "admin/editorial/manuscript/proposal.html", context)

    # --- Steps ----------------------------------------------------------------------------

    def correct_view(self, request, pk):
        def step(manuscript, version):
            from editorial import intake

            wanted = _wanted(request.POST, manuscript)
            if not wanted:
                raise intake.Refused("没有改动。")
            intake.add_corrections(manuscript, wanted, by=request.user, version=version)

        return self._step(request, pk, step)

    def undo_view(self, request, pk):
        def step(manuscript, version):
            from editorial import intake

            at = _number(request.POST.get("at"))
            intake.undo_correction(manuscript, at, by=request.user, version=version)

        return self._step(request, pk, step)

    def set_aside_view(self, request, pk):
        def step(manuscript, version):
            from editorial import intake

            intake.set_aside(manuscript, by=request.user, version=version)
            messages.success(request, SET_ASIDE.format(name=manuscript.name))
            return change_url(manuscript)

        return self._step(request, pk, step)

    def confirm_view(self, request, pk):
        def step(manuscript, version):
            from editorial import intake

            made = intake.confirm(manuscript, by=request.user, version=version)
            count = made.issue.articles.count()
            sentence = STORED.format(name=manuscript.name, issue=made.issue, count=count)
            messages.success(request, sentence)
            return change_url(made.manuscript)

        return self._step(request, pk, step)

    def _step(self, request, pk, step, back="proposal"):
        """Do it, or say why not; back to the place on the page where it was asked."""
        from editorial import intake

        if request.method != "POST":
            return HttpResponseNotAllowed(["POST"])
        manuscript = self._waiting(request, pk)
        try:
            url = step(manuscript, _number(request.POST.get("version")))
        except intake.Refused as refusal:
            messages.error(request, str(refusal))
            url = None
        return HttpResponseRedirect(url or _back(manuscript, request.POST, back))


def _number(text) -> int:
    return int(text) if str(text or "").isdecimal() and len(text) < 9 else -1


def _back(manuscript, data, name) -> str:
    show, line = data.get("show", ""), _number(data.get("line"))
    query = urlencode({"show": show}) if show in SCREENS or show.isdecimal() else ""
    anchor = f"#line-{line}" if line >= 0 else ""
    return f"{view_url(manuscript, name)}?{query}{anchor}"


def _shown(show: str, manuscript, proposal) -> dict:
    """What the chosen screen of the proposal needs."""
    from editorial.admin import proposal as pages
    from editorial.intake.mends import mends_of

    sections = pages.outline(proposal, _sections())
    articles = [article for _, _, inside in sections for article in inside]
    article = next((each for each in articles if str(each.key) == show), None)
    if article is None and show not in SCREENS:
        show = "cover"
    doubted = [each for each in articles if each.draft.doubts]
    context = {
        "show": show,
        "sections": sections,
        "outside_doubts": pages.outside_doubts(proposal),
        "article": article,
        "steps": pages.steps_shown(proposal, manuscript.corrections),
        "levels": pages.LEVELS,
        "next_doubted": doubted[0] if doubted else None,
    }
    if article is not None:
        context |= _article_context(article, articles, manuscript, proposal)
    if show == "account":
        context["reasons"] = pages.left_out_by_reason(proposal)
    if show == "mends":
        context["mended"] = [(each, mends_of(each.draft)) for each in articles]
        counts = proposal.mends
        context["mend_counts"] = [(k, label, counts[k]) for k, label, _ in MENDS if counts.get(k)]
    return context


def _article_context(article, articles, manuscript, proposal) -> dict:
    from editorial.admin import proposal as pages

    rows = pages.rows_of(proposal, article.draft, manuscript.corrections)
    at = articles.index(article)
    later = [each for each in articles[at + 1 :] if each.draft.doubts]
    found = {draft.entry for draft in proposal.articles}
    return {
        "rows": rows,
        "section_names": list(dict.fromkeys([*_sections(), *proposal.section_names])),
        "missing": [entry for entry in proposal.entries if entry not in found],
        "is_first": article.draft.start_line == min(d.start_line for d in proposal.articles),
        "next_doubted": later[0] if later else None,
        "following": articles[at + 1] if at + 1 < len(articles) else None,
    }


def _sections() -> dict[str, str]:
    """Name → slug of every section there is, or will be with the first issue."""
    standard = {name: slug for name, slug, _, _ in STANDARD_SECTIONS}
    return standard | dict(Section.objects.values_list("name", "slug"))


# --- What a form asks for -----------------------------------------------------------------


def _wanted(data, manuscript) -> tuple:
    """The corrections that a POST asks for: one step, or the fields that were changed."""
    from editorial import intake

    verb, _, rest = data.get("step", "").partition(" ")
    place, _, value = rest.partition(" ")
    if verb == "fields":
        return _changed_fields(data, manuscript, place)
    if verb == "article":
        value = data.get("entry", "")
    if verb == "split":
        place, value = _cut_at(data.get("words", ""), place, manuscript)
    return (intake.Correction(verb, place, value),)


def _changed_fields(data, manuscript, key: str) -> tuple:
    from editorial import intake

    proposal = intake.proposal_of(manuscript)
    if key == "0":
        front = proposal.front
        present = {"tagline": front.tagline, "strapline": front.strapline,
                   "cover_headline": proposal.cover_headline}  # fmt: skip
    else:
        draft = next((each for each in proposal.articles if str(each.key) == key), None)
        names = ("section", "title", "document_number", "addressee", "source")
        present = {name: getattr(draft, name) for name in names} if draft else {}
    changed = []
    for name, old in present.items():
        new = data.get(name, old).replace("\r\n", "\n").strip()
        if name == "title" and not new:
            raise intake.Refused(NO_TITLE)
        if new != old:
            verb = name if name == "section" else f"set_{name}"
            changed.append(intake.Correction(verb, key, new))
    return tuple(changed)


def _cut_at(words: str, lines: str, manuscript) -> tuple[str, str]:
    """(line, offset) where these words begin, in one of the lines of a paragraph."""
    from editorial import intake

    words = words.strip()
    if not words:
        raise intake.Refused(NO_WORDS)
    wanted = {_number(each) for each in lines.split(",")}
    received = intake.proposal_of(manuscript).received
    texts = [(line.number, line.text) for line in received if line.number in wanted]
    hits = sum(text.count(words) for _, text in texts)
    if hits != 1:
        sentence = TWICE if hits else NOT_FOUND
        raise intake.Refused(sentence.format(place=lines.split(",")[0], words=words))
    number, text = next(pair for pair in texts if words in pair[1])
    return str(number), str(text.index(words))
