"""移到另一期: an article from one issue in the making to another, with all that hangs on it."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import HttpResponseNotAllowed, HttpResponseRedirect
from django.urls import path

from editorial import workflow
from editorial.admin.links import change_url
from editorial.admin.versions import Stale
from editorial.models import Article, Issue
from editorial.models.print_order import arrange, locked

MOVED_TO = "《{article}》已移到{issue}。"
CHANGED_MEANWHILE = "《{article}》或那一期刚刚变了状态，没有移动；请刷新页面后再看。"
NO_SUCH_ISSUE = "请选一个还在编辑的期。"


class TransferScreen:
    """Adds ``<id>/transfer/`` to the article's screen. POST only."""

    def get_urls(self):
        view = self.admin_site.admin_view(self.transfer_view)
        route = path("<int:pk>/transfer/", view, name="editorial_article_transfer")
        return [route, *super().get_urls()]

    def transfer_view(self, request, pk):
        """Move an article to another open issue, at the end of its section there."""
        if request.method != "POST":
            return HttpResponseNotAllowed(["POST"])
        article = self.subject_or_404(request, pk)
        has_right = self.has_change_permission(request, article)
        if not (has_right and workflow.may_edit(request.user, article)):
            raise PermissionDenied
        wanted = request.POST.get("issue", "")
        target = next(
            (i for i in self.issues_to_move_to(request, article) if str(i.pk) == wanted), None
        )
        if target is None:
            messages.error(request, NO_SUCH_ISSUE)
        else:
            self._transfer(request, article, target)
        return HttpResponseRedirect(change_url(article))

    def _transfer(self, request, article, target):
        try:
            transfer(article, target)
        except Stale:
            messages.error(request, CHANGED_MEANWHILE.format(article=article))
        else:
            messages.success(request, MOVED_TO.format(article=article, issue=target))

    def issues_to_move_to(self, request, article):
        if not (article.issue.is_open and self.has_change_permission(request, article)):
            return []
        return [
            issue
            for issue in Issue.objects.in_the_making().exclude(pk=article.issue_id).order_by("date")
            if issue.is_open
        ]


@transaction.atomic
def transfer(article: Article, target: Issue) -> None:
    """Both issues are numbered anew; the old one's cover story is let go of.

    Raises ``Stale`` when article or issue moved on meanwhile.
    """
    source = article.issue
    now = Article.objects.select_for_update().get(pk=article.pk)
    is_same = (now.state, now.issue_id) == (article.state, article.issue_id)
    if not (is_same and locked(source).is_open and locked(target).is_open):
        raise Stale
    article.issue, article.position = target, target.articles.next_position()
    article.save(update_fields=["issue", "position"])
    if source.cover_story_id == article.pk:
        source.cover_story = None
        source.save(update_fields=["cover_story"])
    arrange(source)
    arrange(target)
