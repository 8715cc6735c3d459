"""编辑手册: its tables of moves and permissions are drawn from the tables that rule them."""

from django.apps import apps
from django.template.response import TemplateResponse

from editorial import checks, editor, notices, richtext, roles, uploads, workflow
from editorial.models import Article, Issue

# What each set of checks looks for, in an editor's words. A move whose checks are not described
# here fails a test.
CHECKS = {
    checks.article_findings: (
        "标题、正文、来源齐全；应有编者按的栏目没有编者按、图片缺替代文字或来源时提醒。"
    ),
    checks.review_findings: (
        "标题、正文、来源齐全；没有编者按、图片缺替代文字或来源、只有图题没有图、"
        "还有没处理的审读意见时提醒。"
    ),
    checks.final_findings: "标题、正文、来源齐全，审读意见全部处理完；没有编者按时提醒。",
    checks.assembly_findings: "本期已有文章；还有没写的约稿、日期、期号与总期号不合惯例时提醒。",
    checks.first_proof_findings: "最新校样排好之后文字没有再改。",
    checks.second_proof_findings: "同上；一校的签字有效。",
    checks.third_proof_findings: "同上；一校、二校的签字有效。",
    checks.sign_off_findings: (
        "全部文章定稿、要素齐全、没有未处理的审读意见；三校的签字都有效，是给现在的文字签的。"
    ),
    checks.publication_findings: "已有网络版，且与签发的文字完全一致。",
}
CONDITIONS = (
    ("needs_reason", "须写理由"),
    ("needs_open_issue", "本期签发之前"),
    ("by_submitter", "只能是送审人自己"),
    ("before_opening", "公开之前"),
    ("after_opening", "公开之后"),
    ("with_a_save", "随保存发生，没有按钮"),
)
ANOTHER_HAND = {
    Article: "不能是写过本文、送过审或审过前一级的人",
    Issue: "不能是签过另一校的人",
}
ACTIONS = (("view", "看"), ("add", "增"), ("change", "改"), ("delete", "删"))
# How a named style looks in use, beside its name.
STYLE_USES = {
    "addressee": "正文中间出现的主送机关，顶格。",
    "dash": "以“——”开头的要点段。",
    "note": "文末的“（注：……）”。",
    "run-in": "序号与短语加粗，后面接正文，如“（一）加强统筹。……”。",
    "duty": "段末的“（责任单位：……）”。",
    "report-contents": "报告、白皮书的目录，不算本文标题。",
    "qr": "“扫描二维码 阅读全文”，指向“全文网址”。",
    "chart": "按表格里的数字自动画图，改数字就是改图。",
    "footnotes": "注文写在文末，与脚注号自动对应；印出来排在该页的页脚。",
    "footnote-ref": "在“版块”菜单里选“脚注”即可插入。",
}


def handbook_view(site):
    """The page, for everybody who may enter the desk."""

    def view(request):
        context = site.each_context(request) | {
            "title": "编辑手册",
            "article_moves": _moves(Article),
            "issue_moves": _moves(Issue),
            "article_states": Article.State.labels,
            "issue_states": Issue.State.labels,
            "roles": roles.ROLES,
            "move_rows": _who_moves(),
            "levels": "、".join(level.label for level in workflow.levels()),
            "after_edit": workflow.after_edit().label,
            "permissions": _permissions(),
            "actions": ACTIONS,
            "styles": [(label, STYLE_USES[name]) for _tag, name, label in richtext.NAMED_STYLES],
            "formats": editor.FORMATS[1:],
            "chart_kinds": editor.CHART_LABELS.values(),
            "notice_kinds": notices.KINDS,
            "mail_is_on": notices.is_mail_on(),
            "upload_megabytes": uploads.MAX_BYTES // 1024 // 1024,
        }
        return TemplateResponse(request, "admin/editorial/handbook.html", context)

    return view


def _moves(model) -> list[dict]:
    state = model.State
    return [
        {
            "label": move.label,
            "sources": "、".join(state(source).label for source in move.sources),
            "target": state(move.target).label,
            "roles": "、".join(move.roles),
            "explains": move.explains,
            "conditions": "；".join(_conditions(move)),
            "checks": CHECKS[move.faults] if move.faults else "",
        }
        for move in workflow.moves_of(model)
    ]


def _conditions(move) -> list[str]:
    found = [text for name, text in CONDITIONS if getattr(move, name)]
    return found + [ANOTHER_HAND[move.model]] * move.by_another_hand


def _who_moves() -> list[tuple[str, str, list[bool]]]:
    """One row a move: what it is done to, its name, and whether each role may make it."""
    return [
        (
            move.model._meta.verbose_name,
            _name_in_table(move),
            [role in move.roles for role in roles.ROLES],
        )
        for move in workflow.MOVES
    ]


def _name_in_table(move) -> str:
    """Its label; where several rows share one, the state that tells them apart."""
    if sum(each.label == move.label for each in workflow.moves_of(move.model)) == 1:
        return move.label
    return f"{move.label}（{move.model.State(move.sources[0]).label}时）"


def _permissions() -> list[tuple[str, list[str]]]:
    """One row a kind of thing: what each role may do with it, in the order of ``roles.ROLES``."""
    held = {role: roles.permissions_of(role) for role in roles.ROLES}
    models = sorted({codename.split("_", 1)[1] for names in held.values() for codename in names})
    return [
        (
            apps.get_model("editorial", model)._meta.verbose_name,
            [
                "".join(word for action, word in ACTIONS if f"{action}_{model}" in held[role])
                for role in roles.ROLES
            ],
        )
        for model in models
    ]
