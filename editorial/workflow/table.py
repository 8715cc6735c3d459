"""The rows: who may take what from where to where, and what is looked at first."""

from dataclasses import dataclass, field

from editorial import checks, roles
from editorial.models import Article, Issue, Publication

DRAFT, FIRST_REVIEW, SECOND_REVIEW, FINAL_REVIEW, SENT_BACK, FINAL = Article.State
ASSEMBLING, PROOFING, SIGNED_OFF, PUBLISHED, WITHDRAWN = Issue.State

CHIEFS = (roles.CHIEF,)
SIGNERS = (roles.DEPUTY, roles.CHIEF)
# The levels of review that are in force → how many the publication has.
LEVELS = {
    3: (FIRST_REVIEW, SECOND_REVIEW, FINAL_REVIEW),
    2: (FIRST_REVIEW, FINAL_REVIEW),
    1: (FINAL_REVIEW,),
}


@dataclass(frozen=True)
class Move:
    """One row. A verb may have several: each level of review approves in a row of its own."""

    model: type
    verb: str
    label: str
    sources: tuple[str, ...]
    target: str
    roles: tuple[str, ...]
    explains: str
    needs_reason: bool = False
    needs_open_issue: bool = False
    by_another_hand: bool = False
    by_submitter: bool = False
    before_opening: bool = False
    after_opening: bool = False
    with_a_save: bool = False
    faults: object = field(default=None, compare=False)


MOVES = (
    Move(Article, "submit", "送审", (DRAFT, SENT_BACK), FIRST_REVIEW, roles.WRITERS,
         "送执行编辑初审；送审后正文锁定。",
         needs_open_issue=True, faults=checks.article_findings),
    Move(Article, "recall", "撤回送审", Article.IN_REVIEW, DRAFT, roles.WRITERS,
         "收回自己送审的稿件，继续修改；已有的审级作废。",
         needs_open_issue=True, by_submitter=True),
    Move(Article, "approve", "初审通过", (FIRST_REVIEW,), SECOND_REVIEW, (roles.EXECUTIVE,),
         "内容、结构和来源都核对过，送副总编辑复审。",
         needs_open_issue=True, by_another_hand=True, faults=checks.review_findings),
    Move(Article, "approve", "复审通过", (SECOND_REVIEW,), FINAL_REVIEW, (roles.DEPUTY,),
         "导向、事实和提法无误，送总编辑终审。",
         needs_open_issue=True, by_another_hand=True, faults=checks.review_findings),
    Move(Article, "approve", "终审定稿", (FINAL_REVIEW,), FINAL, CHIEFS,
         "终审通过，文字定稿，可以排校样。",
         needs_open_issue=True, by_another_hand=True, faults=checks.final_findings),
    Move(Article, "send_back", "退回", (FIRST_REVIEW,), SENT_BACK, (roles.EXECUTIVE,),
         "初审不通过：写明理由，退给责任编辑修改。", needs_open_issue=True, needs_reason=True),
    Move(Article, "send_back", "退回", (SECOND_REVIEW,), SENT_BACK, (roles.DEPUTY,),
         "复审不通过：写明理由，退给责任编辑修改。", needs_open_issue=True, needs_reason=True),
    Move(Article, "send_back", "退回", (FINAL_REVIEW,), SENT_BACK, CHIEFS,
         "终审不通过：写明理由，退给责任编辑修改。", needs_open_issue=True, needs_reason=True),
    Move(Article, "send_back", "退回", (FINAL,), SENT_BACK, roles.REVIEWERS,
         "定稿之后要大改：写明理由，退给责任编辑。", needs_open_issue=True, needs_reason=True),
    Move(Article, "fall_back", "改后重审", (FINAL,), FIRST_REVIEW,
         (*roles.WRITERS, roles.DESIGNER),
         "定稿的文章改了文字或换了图，保存时自动回到审读。",
         needs_open_issue=True, with_a_save=True),
    Move(Issue, "start_proofing", "转入校样", (ASSEMBLING,), PROOFING, roles.REVIEWERS,
         "稿件组齐，开始排校样、看校样。", faults=checks.assembly_findings),
    Move(Issue, "return_to_assembly", "退回组稿", (PROOFING,), ASSEMBLING, roles.REVIEWERS,
         "还要增删文章或调整次序时退回。", needs_reason=True),
    Move(Issue, "sign_first_proof", "一校签字", (PROOFING,), PROOFING, roles.FIRST_READERS,
         "看过最新一次校样，没有要改的；文字一改，签字失效。",
         by_another_hand=True, faults=checks.first_proof_findings),
    Move(Issue, "sign_second_proof", "二校签字", (PROOFING,), PROOFING, roles.SECOND_READERS,
         "看过最新一次校样，没有要改的；不能和一校是同一人。",
         by_another_hand=True, faults=checks.second_proof_findings),
    Move(Issue, "sign_third_proof", "三校签字", (PROOFING,), PROOFING, roles.THIRD_READERS,
         "通读最新一次校样，可以签发；不能和一校、二校是同一人。",
         by_another_hand=True, faults=checks.third_proof_findings),
    Move(Issue, "sign_off", "签发", (PROOFING,), SIGNED_OFF, SIGNERS,
         "全部定稿、三校齐全后签发；文字从此锁定，并自动排网络版。总编辑可以同时定下公开时间。",
         faults=checks.sign_off_findings),
    Move(Issue, "revoke_sign_off", "撤回签发", (SIGNED_OFF,), PROOFING, CHIEFS,
         "出版之前发现问题时撤回，重新看校样；定好的公开时间一并取消。", needs_reason=True),
    Move(Issue, "publish", "出版", (SIGNED_OFF,), PUBLISHED, CHIEFS,
         "期、文章与 PDF 在公开站一同开放。", faults=checks.publication_findings),
    Move(Issue, "unschedule", "取消定时", (PUBLISHED,), SIGNED_OFF, CHIEFS,
         "公开时间还没有到时取消，回到签发。", needs_reason=True, before_opening=True),
    Move(Issue, "correct", "更正", (PUBLISHED,), PUBLISHED, CHIEFS,
         "公开之后改文章、封面、版权页的文字：写明更正说明，页面上注明，网络版重排，印刷版不动。",
         needs_reason=True, after_opening=True, with_a_save=True),
    Move(Issue, "withdraw", "撤刊", (PUBLISHED,), WITHDRAWN, CHIEFS,
         "整期从公开站撤下，原网址留一页说明；写明理由。", needs_reason=True, after_opening=True),
    Move(Issue, "restore", "恢复出版", (WITHDRAWN,), PUBLISHED, CHIEFS,
         "把撤下的一期重新公开，写明理由。", needs_reason=True,
         faults=checks.publication_findings),
)  # fmt: skip

NO_SUCH_MOVE = "没有这个操作，请刷新页面后重试。"


def moves_of(model) -> tuple[Move, ...]:
    """All rows for articles, or for issues, in the order of the table."""
    return tuple(move for move in MOVES if move.model is model)


def rows(model, verb: str) -> tuple[Move, ...]:
    """All rows of one verb, in the order of the table; none for a verb that does not exist."""
    return tuple(move for move in moves_of(model) if move.verb == verb)


def find_move(subject, verb: str) -> Move | None:
    """The row for this verb in the subject's state, or else the verb's first row."""
    found = rows(type(subject), verb)
    fitting = (move for move in found if subject.state in move.sources)
    return next(fitting, found[0] if found else None)


def faults(subject, verb: str) -> list[checks.Finding]:
    """Everything the checks say about this move, errors and warnings. Changes nothing."""
    move = find_move(subject, verb)
    return move.faults(subject) if move and move.faults else []


def levels(publication=None) -> tuple[str, ...]:
    """The levels of review in force, in order. One query."""
    return LEVELS[(publication or Publication.current()).review_levels]


def after_edit(publication=None) -> Article.State:
    """Where a finished article goes whose words are changed. One query."""
    publication = publication or Publication.current()
    move = rows(Article, "fall_back")[0]
    return target_of(move, publication)[0]


def target_of(move: Move, publication) -> tuple[str, str]:
    """(state, remark): where a move leads when levels of review are merged."""
    target = move.target
    if move.verb == "fall_back":
        target = Article.State(publication.after_edit)
    if target not in Article.IN_REVIEW:
        return target, ""
    in_force = levels(publication)
    left_out = []
    for level in Article.IN_REVIEW[Article.IN_REVIEW.index(target) :]:
        if level in in_force:
            break
        left_out.append(level.label)
    return level, f"合并审级：{'、'.join(left_out)}并入{level.label}" if left_out else ""
