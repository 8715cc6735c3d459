"""审读页: the article as it will read, what changed since one saw it, remarks, and the moves."""

from django.http import HttpResponseNotAllowed
from django.template.response import TemplateResponse
from django.urls import path

from editorial import checks, marked, richtext, workflow
from editorial.admin import board, invitations, moves, seen
from editorial.admin.article_form import note_of
from editorial.admin.comments import comments_context
from editorial.admin.links import change_url, places, view_url
from editorial.models import Article, Viewing


class ReviewScreen:
    """Adds ``<id>/review/`` to the article's screen. GET only; what is done is done elsewhere."""

    def get_urls(self):
        view = self.admin_site.admin_view(self.review_view)
        return [
            path("<int:pk>/review/", view, name="editorial_article_review"),
            *super().get_urls(),
        ]

    def review_view(self, request, pk):
        if request.method not in ("GET", "HEAD"):
            return HttpResponseNotAllowed(["GET"])
        article = self.subject_or_404(request, pk)
        context = self.admin_site.each_context(request) | {
            "title": f"审读：{article.plain_title or '无题'}",
            "opts": self.opts,
            **_about(request, article),
        }
        response = TemplateResponse(request, "admin/editorial/article/review.html", context)
        Viewing.objects.note(article, request.user)
        return response


def _about(request, article) -> dict:
    user = request.user
    threads = list(article.comments.threads())
    changes = seen.changes_since(article, user, request.GET.get("since", ""))
    shown = marked.marked(article, threads, changed=changes.places)
    buttons = moves.buttons(user, article)
    return {
        "article": article,
        "form_url": change_url(article),
        "here": view_url(article, "review"),
        "back": "review",
        "marked": shown,
        "changes": changes,
        "buttons": buttons,
        "next_one": None if buttons else board.next_to_review(user, article),
        "citable": [each for each in threads if not each.is_resolved],
        "places": places(_findings(article), article),
        "attachments": article.attachments.all(),
        "records": article.records.select_related("by"),
        "characters": richtext.character_count(article.body + note_of(article)),
        **comments_context(article, user, threads=threads, found=shown.found),
        **invitations.context(article, user),
    }


def _findings(article) -> list:
    """What stands in the way of the next approval; of what is not under review, its own."""
    if article.state in Article.IN_REVIEW:
        return workflow.faults(article, "approve")
    return checks.review_findings(article)
