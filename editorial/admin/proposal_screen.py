"""核对: the screen on which a proposal is corrected, step by step, and confirmed."""

import mimetypes

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse, HttpResponseNotAllowed, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import path
from django.utils.http import urlencode

from editorial import uploads
from editorial.admin.compare_screen import CompareScreen
from editorial.admin.links import change_url, view_url
from editorial.models import Manuscript, Section
from editorial.models.section import STANDARD_SECTIONS
from editorial.typography import MENDS

STORED = "《{name}》已入库：{issue}，共 {count} 篇文章。"
SET_ASIDE = "《{name}》已搁置；再导入同一个文件，就从现在的地方接着核对。"
PAGES = ("proposal", "correct", "undo", "confirm", "set_aside", "original", "compare")
SCREENS = ("overview", "cover", "account", "mends", "steps")


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
            path(
                "<int:pk>/pictures/<str:name>",
                wrap(self.picture_view),
                name="editorial_manuscript_picture",
            ),
            *(
                path(f"<int:pk>/{name}/", wrap(view), name=f"editorial_manuscript_{name}")
                for name, view in views
            ),
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
            **shown(request.GET.get("show", ""), manuscript, proposal),
        }
        return TemplateResponse(request, "admin/editorial/manuscript/proposal.html", context)

    def picture_view(self, request, pk, name):
        """A picture of a waiting manuscript, in our own encoding, as it would be stored."""
        from editorial import intake

        manuscript = self._waiting(request, pk)
        try:
            file, data = intake.proposal_of(manuscript).pictures[name]
            picture = uploads.prepare(data, file)
        except (KeyError, intake.Refused, uploads.Refused) as error:
            raise Http404 from error
        kind, _ = mimetypes.guess_type(f"x.{picture.extension}")
        response = HttpResponse(picture.content, content_type=kind)
        response["Cache-Control"] = "private, max-age=3600"
        return response

    # --- Steps ----------------------------------------------------------------------------

    def correct_view(self, request, pk):
        def step(manuscript, version):
            from editorial import intake
            from editorial.admin import proposal_forms as forms

            wanted = forms.wanted(request.POST, manuscript)
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


def shown(show: str, manuscript, proposal) -> dict:
    """What the chosen screen of the proposal needs."""
    from editorial.admin import proposal as pages
    from editorial.admin.proposal_steps import lost_steps, steps_shown

    sections = pages.outline(proposal, _sections())
    articles = [article for _, _, inside in sections for article in inside]
    article = next((each for each in articles if str(each.key) == show), None)
    if article is None and show not in SCREENS:
        show = "overview"
    cover_doubts, other_doubts = pages.outside_doubts(proposal)
    context = {
        "show": show,
        "sections": sections,
        "cover_doubts": cover_doubts,
        "other_doubts": other_doubts,
        "article": article,
        "steps": steps_shown(proposal, manuscript.corrections),
        "levels": pages.LEVELS,
        "doubted": [each for each in articles if each.doubts],
        "next_doubted": pages.next_doubted(articles, article),
        "reasons": pages.left_out_by_reason(proposal),
        "lost_steps": lost_steps(manuscript.report.get("carried", {})),
    }
    if article is not None:
        context |= _article_context(article, articles, manuscript, proposal)
    elif show == "mends":
        context |= _mends_context(articles, proposal)
    return context


def _mends_context(articles, proposal) -> dict:
    from editorial.intake.mends import mends_of

    counts = proposal.mends
    return {
        "mended": [(each, mends_of(each.draft)) for each in articles],
        "mend_counts": [(k, label, counts[k]) for k, label, _ in MENDS if counts.get(k)],
    }


def _article_context(article, articles, manuscript, proposal) -> dict:
    from editorial.admin import proposal as pages

    at = articles.index(article)
    found = {draft.entry for draft in proposal.articles}
    # The name at the end of the address is the picture's own.
    pictures = view_url(manuscript, "picture", "x").removesuffix("x")
    return {
        "rows": pages.rows_of(proposal, article.draft, manuscript.corrections, pictures),
        "section_names": list(dict.fromkeys([*_sections(), *proposal.section_names])),
        "missing": [entry for entry in proposal.entries if entry not in found],
        "is_first": article.draft.start_line == min(d.start_line for d in proposal.articles),
        "previous": articles[at - 1] if at else None,
        "following": articles[at + 1] if at + 1 < len(articles) else None,
    }


def _sections() -> dict[str, str]:
    """Name → slug of every section there is, or will be with the first issue."""
    standard = {name: slug for name, slug, _, _ in STANDARD_SECTIONS}
    return standard | dict(Section.objects.values_list("name", "slug"))
