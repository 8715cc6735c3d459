"""核对单篇: one author's file beside its source, placed in an issue or set against an article."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import path

from editorial.admin.links import change_url, view_url
from editorial.admin.locked import is_open
from editorial.models import Manuscript

STORED = "《{title}》已入库，在{issue}的“{section}”，是草稿。"
MORE = "这个文件里还有 {count} 篇没有入库，可以接着选。"
REPLACED = "《{title}》已换成新稿的{labels}；旧稿留在历史里。"
RESTORED = "《{title}》已恢复替换前的文字。"
NO_PLACE = "请选一个栏目和位置。"
PAGES = (
    "proposal", "correct", "undo", "set_aside", "original", "place", "store", "replace",
)  # fmt: skip

SCREENS = ("account", "mends", "steps")


class SingleScreen:
    """Views of a manuscript of one article; mixed into the admin before ``ProposalScreen``."""

    def proposal_urls(self):
        wrap = self.admin_site.admin_view
        views = (
            ("place", self.place_view), ("store", self.store_view),
            ("replace", self.replace_view), ("restore", self.restore_view),
        )  # fmt: skip
        own = [
            path(f"<int:pk>/{name}/", wrap(view), name=f"editorial_manuscript_{name}")
            for name, view in views
        ]
        return [*own, *super().proposal_urls()]

    def _of_kind(self, request, pk, *kinds) -> Manuscript:
        manuscript = self._waiting(request, pk)
        is_lost = manuscript.issue is None and manuscript.article is None
        if manuscript.kind not in kinds or is_lost:
            raise Http404
        return manuscript

    # --- Looking --------------------------------------------------------------------------

    def proposal_view(self, request, pk):
        manuscript = self._waiting(request, pk)
        if manuscript.kind == Manuscript.Kind.ISSUE:
            return super().proposal_view(request, pk)
        proposal = self._proposal(request, manuscript)
        if proposal is None:
            return HttpResponseRedirect(change_url(manuscript))
        return self._page(request, manuscript, proposal)

    def _proposal(self, request, manuscript):
        """The file as articles, or nothing and the reason as a message."""
        from editorial import intake

        if manuscript.state != Manuscript.State.PENDING:
            return None
        try:
            return intake.proposal_of(manuscript)
        except intake.Refused as refusal:
            messages.error(request, str(refusal))
            return None

    def _page(self, request, manuscript, proposal):
        from editorial.admin.proposal_screen import shown

        keys = [str(draft.key) for draft in proposal.articles]
        asked = request.GET.get("show", "")
        show = asked if asked in (*keys, *SCREENS) else keys[0]
        context = self._common(request, manuscript, proposal) | {
            "title": f"核对来稿：{proposal.label}",
            **shown(show, manuscript, proposal),
        }
        is_article = manuscript.kind == Manuscript.Kind.ARTICLE
        context |= _adding(manuscript, proposal, context["article"]) if is_article else {}
        return TemplateResponse(request, "admin/editorial/single/proposal.html", context)

    def _common(self, request, manuscript, proposal) -> dict:
        is_article = manuscript.kind == Manuscript.Kind.ARTICLE
        target = manuscript.issue if is_article else manuscript.article
        return self.admin_site.each_context(request) | {
            "opts": self.opts,
            "manuscript": manuscript,
            "proposal": proposal,
            "is_addition": is_article,
            "target": target,
            "target_url": change_url(target) if target else "",
            "urls": {name: view_url(manuscript, name) for name in PAGES},
        }

    # --- Into an issue --------------------------------------------------------------------

    def place_view(self, request, pk):
        def step(manuscript, version):
            from editorial.intake import addition

            addition.place_article(manuscript, _place(request, manuscript), by=request.user,
                                   version=version)  # fmt: skip

        self._of_kind(request, pk, Manuscript.Kind.ARTICLE)
        return self._step(request, pk, step)

    def store_view(self, request, pk):
        self._of_kind(request, pk, Manuscript.Kind.ARTICLE)
        if not request.user.has_perm("editorial.add_article"):
            raise PermissionDenied
        return self._step(request, pk, lambda row, version: _store(request, row, version))

    # --- In place of an article's words ---------------------------------------------------

    def replace_view(self, request, pk):
        """The comparison; as a POST, the parts that were chosen are taken over."""
        manuscript = self._of_kind(request, pk, Manuscript.Kind.REPLACEMENT)
        article = manuscript.article
        if article is None:
            raise Http404
        if request.method == "POST" and not is_open(request, article):
            _say_locked(request, article)
            return HttpResponseRedirect(change_url(article))
        proposal = self._proposal(request, manuscript)
        if proposal is None:
            return HttpResponseRedirect(change_url(manuscript))
        if request.method != "POST":
            return self._comparison(request, manuscript, proposal)
        return self._replace(request, manuscript, proposal)

    def _replace(self, request, manuscript, proposal):
        from editorial import intake
        from editorial.intake import replacement

        names, data = set(request.POST.getlist("take")), request.POST
        key, seen = _number(data.get("key")), _number(data.get("seen"))
        try:
            article = replacement.replace_chosen(
                manuscript, key, names, by=request.user, seen=seen,
                version=_number(data.get("version")),
            )  # fmt: skip
        except intake.Refused as refusal:
            since = seen if isinstance(refusal, replacement.Changed) else None
            if since is None:
                messages.error(request, str(refusal))
                return HttpResponseRedirect(f"{view_url(manuscript, 'replace')}?part={key}")
            manuscript.article.refresh_from_db()
            return self._comparison(
                request, manuscript, proposal, key=key, taken=names, refusal=refusal, since=since
            )
        labels = "、".join(label for name, label in replacement.PARTS if name in names)
        messages.success(request, REPLACED.format(title=article.plain_title, labels=labels))
        return HttpResponseRedirect(change_url(article))

    def _comparison(self, request, manuscript, proposal, *, key=None, taken=None, refusal=None,
                    since=None):  # fmt: skip
        from editorial import intake
        from editorial.intake import replacement

        article = manuscript.article
        asked = key if key is not None else _number(request.GET.get("part"))
        try:
            draft = replacement.draft_for(proposal, article, asked if asked >= 0 else None)
        except intake.Refused as wrong:
            messages.error(request, str(wrong))
            draft = replacement.draft_for(proposal, article)
        found = replacement.differences(article, draft)
        context = self._common(request, manuscript, proposal) | {
            "title": f"对照新稿：《{article.plain_title or '无题'}》",
            "article": article,
            "draft": draft,
            "found": [(each, each.is_usual if taken is None else each.name in taken)
                      for each in found],
            "refusal": refusal,
            "changed_since": replacement.changed_since(article, since) if since else [],
            "why_locked": _why_locked(request, article),
        }  # fmt: skip
        return TemplateResponse(
            request, "admin/editorial/single/compare.html", context, status=409 if refusal else 200
        )

    def restore_view(self, request, pk):
        manuscript = self._of_kind(request, pk, Manuscript.Kind.REPLACEMENT)
        article = manuscript.article
        if article is None:
            raise Http404

        def step(manuscript, version):
            from editorial.intake import replacement

            if not is_open(request, article):
                _say_locked(request, article)
                return change_url(article)
            seen = _number(request.POST.get("seen"))
            replacement.restore_replaced(manuscript, by=request.user, seen=seen)
            messages.success(request, RESTORED.format(title=article.plain_title))
            return change_url(article)

        response = self._step(request, pk, step)
        if response.status_code == 302:
            return HttpResponseRedirect(change_url(article))
        return response


def _number(text) -> int:
    return int(text) if str(text or "").isdecimal() and len(text) < 9 else -1


def _adding(manuscript, proposal, article) -> dict:
    """What the page of an article on its way into an issue shows besides."""
    from editorial.admin.single_upload import places_in
    from editorial.intake import addition

    stored = addition.stored_from(manuscript)
    draft = article.draft if article else proposal.articles[0]
    issue = manuscript.issue
    places = places_in(issue) if issue else []
    place = f"{manuscript.section_id or ''}:{manuscript.before_id or ''}"
    is_place = any(place == value for _, choices in places for value, _ in choices)
    return {
        "stored": {key: (each, change_url(each)) for key, each in stored.items()},
        "stored_here": stored.get(draft.key),
        "places": places,
        "place": place if is_place else "",
        "elsewhere": [
            (each, change_url(each))
            for each in (addition.stored_elsewhere(manuscript.digest, issue) if issue else [])
        ],
        "namesakes": [
            (each, change_url(each), view_url(each, "replace"))
            for each in (addition.namesakes(draft, issue) if issue else [])
            if each.pk not in {one.pk for one in stored.values()}
        ],
    }


def _place(request, manuscript):
    """What was chosen on the page. Raises ``Refused`` when that is no place any more."""
    from editorial import intake
    from editorial.admin.single_upload import place_chosen
    from editorial.intake.addition import Place

    chosen = place_chosen(request.POST.get("place", ""), manuscript.issue)
    if chosen is None:
        raise intake.Refused(NO_PLACE)
    return Place(*chosen, request.POST.get("contents_title", ""))


def _store(request, manuscript, version: int) -> str:
    """Into the issue; then on to the article, or to what else the file holds."""
    from editorial.intake import addition

    article = addition.store_chosen(
        manuscript, _number(request.POST.get("key")), by=request.user, version=version,
        again=bool(request.POST.get("again")), place=_place(request, manuscript),
    )  # fmt: skip
    sentence = STORED.format(
        title=article.plain_title, issue=article.issue, section=article.section
    )
    messages.success(request, sentence)
    manuscript.refresh_from_db()
    if manuscript.state != Manuscript.State.PENDING:
        return change_url(article)
    left = manuscript.report["article_count"] - len(addition.stored_from(manuscript))
    messages.info(request, MORE.format(count=left))
    return view_url(manuscript, "proposal")


def _why_locked(request, article) -> str:
    """Why the words may not be changed by this person now; empty when they may."""
    from editorial import intake
    from editorial.intake import replacement

    try:
        replacement.refuse_locked(article)
    except intake.Refused as refusal:
        return str(refusal)
    return "" if is_open(request, article) else "您的角色不能修改这篇文章，请联系责任编辑。"


def _say_locked(request, article) -> None:
    messages.error(request, _why_locked(request, article))
