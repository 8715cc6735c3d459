"""Articles and issues in a given state, with nothing in the way of their next move."""

from editorial import checks, workflow
from editorial.models import Article, Edition, Issue, Record, text_digest
from tests import cast

EVERYBODY = ("lin", "chen", "wu", "zhou", "mei", "xiao", "root")
# state → who approved on the way there, one level each.
REVIEWERS = {
    "first_review": (),
    "second_review": ("chen",),
    "final_review": ("chen", "wu"),
    "final": ("chen", "wu", "zhou"),
}


def ready_edition(issue, kind):
    proofs = issue.editions.filter(kind=Edition.Kind.PROOF).count()
    return Edition.objects.create(
        issue=issue,
        kind=kind,
        number=proofs + 1 if kind == Edition.Kind.PROOF else None,
        state=Edition.State.READY,
        digest=text_digest(issue),
    )


def sign_proofs(issue, signers: dict) -> None:
    """Signatures as the door writes them: ``{"一校": person, …}`` on the newest proof."""
    proof = issue.editions.filter(kind=Edition.Kind.PROOF).latest("pk")
    for verb, label in checks.ROUNDS:
        if label in signers:
            Record.objects.create(
                by=signers[label], issue=issue, subject=str(issue), verb=verb,
                label=f"{label}签字", from_state=issue.state, to_state=issue.state,
                edition=proof, digest=proof.digest, remark=proof.name,
            )  # fmt: skip


def issue_in(state, *, signed=3, **fields):
    """An issue in which every check of every move is content; ``signed`` rounds are signed."""
    issue = cast.make_issue(1, state=state, **fields)
    cast.make_article(issue, title="算力普惠方案", note="按语。", state=Article.State.FINAL)
    ready_edition(issue, Edition.Kind.PROOF)
    ready_edition(issue, Edition.Kind.WEB)
    sign_proofs(issue, dict.fromkeys([label for _, label in checks.ROUNDS][:signed]))
    return issue


def article_in(state, newsroom, *, submitter="lin", title="算力普惠方案"):
    """An article in a state, by the way that leads there: ``submitter`` submitted it."""
    issue = Issue.objects.filter(number=1).first() or cast.make_issue(1)
    article = cast.make_article(issue, title=title)
    if state != "draft":
        workflow.perform(article, "submit", by=newsroom[submitter])
    if state == "sent_back":
        workflow.perform(article, "send_back", by=newsroom["root"], reason="数字有误。")
    for reviewer in REVIEWERS.get(state, ()):
        workflow.perform(article, "approve", by=newsroom[reviewer])
    return article
