"""编辑手册: its tables of moves and permissions are drawn from the tables that rule them."""

from django.apps import apps
from django.template.response import TemplateResponse

from editorial import checks, editor, richtext, roles, uploads, workflow
from editorial.models import Article, Issue

# What each set of checks looks for, in an editor's words. A move whose checks are not described
# here fails a test.
CHECKS = {
    checks.article_findings: "标题、正文、来源齐全；应有编者按的栏目没有编者按时提醒。",
    checks.assembly_findings: "本期已有文章；日期、期号与总期号不合惯例时提醒。",
    checks.sign_off_findings: "全部文章定稿且要素齐全；最新校样排好之后文字没有再改。",
    checks.publication_findings: "已有网络版，且与签发的文字完全一致。",
}
CONDITIONS = (
    ("needs_reason", "须写理由"),
    ("needs_open_issue", "本期签发之前"),
    ("by_another_hand", "不能是送审人自己"),
    ("by_submitter", "只能是送审人自己"),
)
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
    "footnotes": "文末注文，与脚注号自动对应。",
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
            "permissions": _permissions(),
            "actions": ACTIONS,
            "styles": [(label, STYLE_USES[name]) for _tag, name, label in richtext.NAMED_STYLES],
            "formats": editor.FORMATS[1:],
            "chart_kinds": editor.CHART_LABELS.values(),
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
            "conditions": "；".join(text for name, text in CONDITIONS if getattr(move, name)),
            "checks": CHECKS[move.faults] if move.faults else "",
        }
        for move in workflow.moves_of(model)
    ]


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
