"""审读意见 on the article form: the threads, and the views that add to them."""

from dataclasses import dataclass

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponseNotAllowed, HttpResponseRedirect
from django.urls import path

from editorial import comments, marked
from editorial.admin.links import change_url, view_url
from editorial.models import Article, Comment

PASSAGE = ("quote", "before", "after")
DONE = {
    "add": "已提出审读意见。",
    "answer": "已答复。",
    "resolve": "这条意见已标为“已处理”。",
    "reopen": "这条意见已重开，等待处理。",
}


@dataclass(frozen=True)
class Thread:
    """One comment with its answers, as the page shows it."""

    comment: Comment
    answer_url: str
    turn_url: str  # to resolve it, or to reopen it; empty when this person may not
    turn_label: str
    found: marked.Found | None  # how its passage was found; nothing where it has none


def threads_of(article: Article, user, threads: list[Comment], places: dict) -> list[Thread]:
    """The threads as they are shown to this person. Without queries."""
    found = []
    for comment in threads:
        # The same row for all of them: its issue has been read already.
        comment.article = article
        act, label = ("reopen", "重开") if comment.is_resolved else ("resolve", "标为已处理")
        may_turn = comments.may_resolve(user, comment)
        found.append(
            Thread(
                comment,
                view_url(article, "comment_act", comment.pk, "answer"),
                view_url(article, "comment_act", comment.pk, act) if may_turn else "",
                label,
                places.get(comment.pk),
            )
        )
    return found


def comments_context(article: Article, user, *, threads=None, found=None) -> dict:
    """What the card 审读意见 needs. Two queries, unless the threads are known."""
    if threads is None:
        threads = list(article.comments.threads())
        found = marked.found_in(article, threads)
    threads = threads_of(article, user, threads, found)
    return {
        "threads": threads,
        "unresolved": sum(not each.comment.is_resolved for each in threads),
        "may_comment": comments.may_comment(user, article),
        "comment_url": view_url(article, "comment"),
    }


class CommentScreen:
    """Adds ``<id>/comments/`` to the article's screen. POST only."""

    def get_urls(self):
        view = self.admin_site.admin_view(self.comment_view)
        act = self.admin_site.admin_view(self.comment_act_view)
        routes = [
            path("<int:pk>/comments/", view, name="editorial_article_comment"),
            path(
                "<int:pk>/comments/<int:comment_pk>/<slug:act>/",
                act,
                name="editorial_article_comment_act",
            ),
        ]
        return [*routes, *super().get_urls()]

    def comment_view(self, request, pk):
        if request.method != "POST":
            return HttpResponseNotAllowed(["POST"])
        article = self.subject_or_404(request, pk)
        typed = {name: request.POST.get(name, "") for name in PASSAGE}
        body, by = request.POST.get("body", ""), request.user
        return self._done(
            request, article, "add", lambda: comments.add(article, body, by=by, **typed)
        )

    def comment_act_view(self, request, pk, comment_pk, act):
        if request.method != "POST":
            return HttpResponseNotAllowed(["POST"])
        article = self.subject_or_404(request, pk)
        comment = article.comments.filter(pk=comment_pk).first()
        if comment is None or act not in ("answer", "resolve", "reopen"):
            raise Http404
        comment.article, by = article, request.user
        if act == "answer":
            words = request.POST.get("body", "")
            return self._done(request, article, act, lambda: comments.answer(comment, words, by=by))
        turn = comments.resolve if act == "resolve" else comments.reopen
        return self._done(request, article, act, lambda: turn(comment, by=by))

    def _done(self, request, article, act, perform):
        if not request.user.has_perm("editorial.view_comment"):
            raise PermissionDenied
        try:
            perform()
        except comments.Refused as refusal:
            messages.error(request, refusal.message)
        else:
            messages.success(request, DONE[act])
        is_review = request.POST.get("back") == "review"
        page = view_url(article, "review") if is_review else change_url(article)
        return HttpResponseRedirect(f"{page}#comments")
