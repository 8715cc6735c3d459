"""import_article FILE: one article into an issue, or in place of an article's words.

Exit 0 clean, 1 doubts, 2 refused.
"""

import json
import re
import sys
from contextlib import contextmanager
from pathlib import Path

from django.core.management.base import BaseCommand
from django.db import transaction

from editorial import intake
from editorial.intake import addition, replacement
from editorial.intake.single import Single, propose_single
from editorial.management.commands.import_manuscript import (
    CLEAN,
    DOUBTFUL,
    REFUSED,
    contents_of,
    member,
    print_report,
)
from editorial.models import Article, Issue, Manuscript, Section

SEVERAL = (
    "这个文件里有 {count} 篇文章：{titles}。"
    "请用 --part 指定一篇（如 --part 1），或用 --all 全部导入。"
)
SEEN = "这份来稿以前已经导入{issue}，就是《{title}》，这次没有改动"
ELSEWHERE = "同一个文件已经导入{issue}，就是《{title}》；确实还要放进{here}，请加 --again。"
WAITS = "这份来稿已经交来，正在编务台核对，没有再导入；请在“来稿”里接着核对。"
REPLACED_BEFORE = "这份来稿以前已经用来替换过《{title}》，这次没有改动"


class Command(BaseCommand):
    help = "导入一篇文章（.docx、.txt、.md）到在编的一期，或用它替换一篇文章的正文"

    def add_arguments(self, parser):
        parser.add_argument("file", metavar="FILE", help="来稿文件")
        target = parser.add_mutually_exclusive_group(required=True)
        target.add_argument("--issue", metavar="2026-47", help="导入哪一期（年-期号）")
        target.add_argument("--replace", metavar="PK", type=int, help="替换哪一篇文章（编号）")
        parser.add_argument("--section", metavar="NAME", help="栏目名，与 --issue 同用")
        parser.add_argument(
            "--position", metavar="N", type=int, help="排在本期第几篇；不写则排在栏目最后"
        )
        parser.add_argument("--part", metavar="N", type=int, help="文件里有几篇时，取第几篇")
        parser.add_argument("--all", action="store_true", help="文件里有几篇时，全部导入")
        parser.add_argument("--again", action="store_true", help="别的期已有同一文件也照样导入")
        parser.add_argument(
            "--fields", default=replacement.BODY, metavar="body,title",
            help="替换哪些栏：" + "、".join(name for name, _ in replacement.PARTS),
        )  # fmt: skip
        parser.add_argument("--dry-run", action="store_true", help="只试读，不入库")
        parser.add_argument("--report", choices=["json"], help="把整份报告按 JSON 写到标准输出")
        parser.add_argument("--by", metavar="USERNAME", help="收稿人的用户名")

    def handle(self, *args, report, **options):
        try:
            found, heading = self._run(options)
        except intake.Refused as refusal:
            self.stderr.write(refusal.message, self.style.ERROR)
            sys.exit(REFUSED)
        if report == "json":
            self.stdout.write(json.dumps(found, ensure_ascii=False, indent=2))
        else:
            print_report(self.stdout, found, heading)
        sys.exit(DOUBTFUL if found["doubts"] else CLEAN)

    def _run(self, options) -> tuple[dict, str]:
        """(report, first line of the summary)."""
        by, path = member(options["by"]), Path(options["file"])
        data = contents_of(path)
        proposal = propose_single(data, path.name)
        if options["replace"] is not None:
            return _replace(proposal, data, path.name, options, by)
        return _add(proposal, data, path.name, options, by)


def _add(proposal: Single, data: bytes, name: str, options, by) -> tuple[dict, str]:
    issue, section = _issue(options["issue"]), _section(options["section"])
    before = _before(issue, section, options["position"])
    addition.refuse_closed(issue)
    keys = _keys(proposal, options)
    known = _known(proposal, kind=Manuscript.Kind.ARTICLE, issue=issue)
    stored = addition.stored_from(known) if known else {}
    if stored and set(keys) <= set(stored):
        return known.report, SEEN.format(issue=issue, title=stored[keys[0]])
    if options["dry_run"]:
        report = addition.single_report(proposal, section.name)
        return report, f"{proposal.label}可以导入{issue}（试读，没有入库）"
    _refuse_elsewhere(proposal, issue, options["again"])
    wanted = [key for key in keys if key not in stored]
    with _all_or_nothing(known) as kept:
        kept += [addition.receive_article(
            data, name, issue=issue, section=section, before=before, by=by
        )]  # fmt: skip
        made = _store(kept[0], wanted, options["again"], by)
    titles = "".join(f"《{article}》" for article in made)
    return kept[0].report, f"{titles}已入库，在{issue}的“{section}”"


def _refuse_elsewhere(proposal: Single, issue: Issue, again: bool) -> None:
    for other in () if again else addition.stored_elsewhere(proposal.digest, issue)[:1]:
        raise intake.Refused(ELSEWHERE.format(issue=other.issue, title=other, here=issue))


def _store(manuscript: Manuscript, keys: list[int], again: bool, by) -> list[Article]:
    made = []
    for key in keys:
        made.append(
            addition.store_chosen(manuscript, key, by=by, version=manuscript.version, again=again)
        )
        manuscript.refresh_from_db()
    if manuscript.state == Manuscript.State.PENDING:
        # What was not asked for does not wait at the desk; the same file takes it up again.
        intake.set_aside(manuscript, by=by, version=manuscript.version)
    return made


def _known(proposal: Single, **same) -> Manuscript | None:
    """The row of these bytes. One that waits at the desk is nobody else's to store."""
    known = Manuscript.objects.filter(digest=proposal.digest, **same).first()
    if known is not None and known.state == Manuscript.State.PENDING:
        raise intake.Refused(WAITS)
    return known


@contextmanager
def _all_or_nothing(known: Manuscript | None):
    """One transaction; a file kept in it goes with it when it fails."""
    kept: list[Manuscript] = []
    try:
        with transaction.atomic():
            yield kept
    except BaseException:
        if kept and known is None:
            kept[0].file.delete(save=False)
        raise


def _replace(proposal: Single, data: bytes, name: str, options, by) -> tuple[dict, str]:
    article = _article(options["replace"])
    names = _names(options["fields"])
    draft = _draft(proposal, article, options["part"])
    known = _known(proposal, kind=Manuscript.Kind.REPLACEMENT, article=article)
    if known is not None and known.state == Manuscript.State.STORED:
        return known.report, REPLACED_BEFORE.format(title=article)
    replacement.refuse_locked(article)
    if options["dry_run"]:
        report = addition.single_report(proposal, article.section.name)
        labels = "、".join(each.label for each in replacement.differences(article, draft))
        return report, f"《{article}》与新稿不同的是：{labels or '没有'}（试读，没有替换）"
    with _all_or_nothing(known) as kept:
        kept += [replacement.receive_replacement(data, name, article=article, by=by)]
        replacement.replace_chosen(
            kept[0], draft.key, names, by=by, version=kept[0].version, seen=article.version
        )
    kept[0].refresh_from_db()
    labels = "、".join(label for name, label in replacement.PARTS if name in names)
    return kept[0].report, f"《{article}》已换成新稿的{labels}"


# --- What the options mean --------------------------------------------------------------------


def _issue(text: str) -> Issue:
    found = re.fullmatch(r"(\d{4})[-/](\d{1,3})", text)
    issue = found and Issue.objects.numbered(int(found.group(1)), int(found.group(2))).first()
    if not issue:
        raise intake.Refused(f"没有“{text}”这一期，请把 --issue 写成 2026-47 这样的年份和期号。")
    return issue


def _article(pk: int) -> Article:
    article = Article.objects.select_related("issue", "section").filter(pk=pk).first()
    if article is None:
        raise intake.Refused(f"没有编号为 {pk} 的文章，请核对 --replace。")
    return article


def _section(name: str | None) -> Section:
    if not name:
        raise intake.Refused("请用 --section 写明栏目，如 --section 国策要论。")
    section = Section.objects.filter(name=name).first()
    if section is None:
        names = "、".join(Section.objects.values_list("name", flat=True))
        raise intake.Refused(f"没有“{name}”这个栏目，现有：{names}。")
    return section


def _before(issue: Issue, section: Section, position: int | None) -> Article | None:
    """The article that now stands at this place of the issue; none at the end of the section."""
    if position is None:
        return None
    inside = list(issue.articles.filter(section=section).in_print_order())
    earlier = issue.articles.filter(section__order__lt=section.order).count()
    first, last = earlier + 1, earlier + len(inside) + 1
    if not first <= position <= last:
        raise intake.Refused(
            f"“{section}”在{issue}里占第 {first} 到第 {last} 篇的位置，"
            f"不能排在第 {position} 篇，请改 --position。"
        )
    return inside[position - first] if position < last else None


def _keys(proposal: Single, options) -> list[int]:
    is_all = options["all"] or (len(proposal.articles) == 1 and options["part"] is None)
    if is_all:
        return [draft.key for draft in proposal.articles]
    return [_part(proposal, options["part"]).key]


def _part(proposal: Single, part: int | None):
    count = len(proposal.articles)
    if part is None:
        titles = "".join(f"{n}.《{each.plain_title}》"
                         for n, each in enumerate(proposal.articles, 1))  # fmt: skip
        raise intake.Refused(SEVERAL.format(count=count, titles=titles))
    if not 1 <= part <= count:
        raise intake.Refused(f"文件里只有 {count} 篇，没有第 {part} 篇，请改 --part。")
    return proposal.articles[part - 1]


def _draft(proposal: Single, article: Article, part: int | None):
    """The one article, the one asked for, or the one of the same title."""
    if len(proposal.articles) == 1 or part is not None:
        return _part(proposal, part or 1)
    draft = replacement.draft_for(proposal, article)
    is_same = replacement.is_same_title(draft, article)
    return draft if is_same else _part(proposal, None)


def _names(text: str) -> set[str]:
    names = {each.strip() for each in text.split(",") if each.strip()}
    unknown = names - set(replacement.LABELS)
    if unknown or not names:
        known = "、".join(replacement.LABELS)
        raise intake.Refused(
            f"--fields 里的“{'、'.join(sorted(unknown))}”不是可替换的栏：{known}。"
        )
    return names
