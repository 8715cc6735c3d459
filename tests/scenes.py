"""Articles and issues in a given state, with nothing in the way of their next move."""

from editorial import workflow
from editorial.models import Article, Edition, Issue, text_digest
from tests import cast

EVERYBODY = ("lin", "chen", "wu", "zhou", "mei", "xiao", "root")


def ready_edition(issue, kind):
    return Edition.objects.create(
        issue=issue, kind=kind, state=Edition.State.READY, digest=text_digest(issue)
    )


def issue_in(state, **fields):
    """An issue in which every check of every move is content."""
    issue = cast.make_issue(1, state=state, **fields)
    cast.make_article(issue, title="算力普惠方案", note="按语。", state=Article.State.FINAL)
    ready_edition(issue, Edition.Kind.PROOF)
    ready_edition(issue, Edition.Kind.WEB)
    return issue


def article_in(state, newsroom, *, submitter="lin", title="算力普惠方案"):
    """An article in a state, by the way that leads there: ``submitter`` submitted it."""
    issue = Issue.objects.filter(number=1).first() or cast.make_issue(1)
    article = cast.make_article(issue, title=title)
    if state != "draft":
        workflow.perform(article, "submit", by=newsroom[submitter])
    if state == "sent_back":
        workflow.perform(article, "send_back", by=newsroom["root"], reason="数字有误。")
    if state == "final":
        reviewer = "root" if submitter != "root" else "zhou"
        workflow.perform(article, "approve", by=newsroom[reviewer])
    return article
