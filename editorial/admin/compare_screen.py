"""对照新稿: a corrected manuscript beside its issue; part by part, new text or present text."""

from django.contrib import messages
from django.http import HttpResponseRedirect
from django.template.response import TemplateResponse

from editorial import workflow
from editorial.admin.links import change_url, view_url
from editorial.models import Manuscript

ADOPTED = "{issue}：{said}，其余保留现稿。"
NOT_YOURS = "封面、版权页、联系方式和文章次序由执行编辑以上的编辑采用；这一次没有改动它们。"


class CompareScreen:
    """Views of a waiting manuscript whose issue exists; mixed into its admin."""

    def compare_view(self, request, pk):
        from editorial.admin.proposal_steps import lost_steps
        from editorial.intake import Refused, again, proposal_of

        manuscript = self._waiting(request, pk)
        if manuscript.state != Manuscript.State.PENDING:
            return HttpResponseRedirect(change_url(manuscript))
        try:
            proposal = proposal_of(manuscript)
        except Refused as refusal:
            messages.error(request, str(refusal))
            return HttpResponseRedirect(change_url(manuscript))
        issue = again.issue_of(proposal)
        if issue is None:
            return HttpResponseRedirect(view_url(manuscript, "proposal"))
        comparison = again.compare(proposal, issue)
        context = self.admin_site.each_context(request) | {
            "title": f"对照新稿：{issue}",
            "opts": self.opts,
            "manuscript": manuscript,
            "comparison": comparison,
            "is_empty": not issue.articles.exists(),
            "lost_steps": lost_steps(manuscript.report.get("carried", {})),
            "may_change_issue": workflow.may_edit(request.user, issue),
            "issue_url": change_url(issue),
            "proposal_url": view_url(manuscript, "proposal"),
            "adopt_url": view_url(manuscript, "adopt"),
        }
        return TemplateResponse(request, "admin/editorial/manuscript/compare.html", context)

    def adopt_view(self, request, pk):
        def step(manuscript, version):
            from editorial.intake import Refused, again

            choice = _chosen(request.POST)
            issue = manuscript.issue or again.issue_of(_proposal_of(manuscript))
            if choice.parts and not (issue and workflow.may_edit(request.user, issue)):
                raise Refused(NOT_YOURS)
            issue = again.adopt(manuscript, choice, by=request.user, version=version)
            messages.success(request, ADOPTED.format(issue=issue, said=_said(choice)))
            return change_url(issue)

        return self._step(request, pk, step, back="compare")


def _proposal_of(manuscript):
    from editorial.intake import proposal_of

    return proposal_of(manuscript)


def _chosen(data):
    """What was chosen, with the versions that were looked at."""
    from editorial.intake import again

    chosen = [name.removeprefix("choice_") for name, value in data.items() if value == "new"]
    articles = {int(pk): _whole(data.get(f"seen_{pk}")) for pk in chosen if pk.isdecimal()}
    added = [name.removeprefix("add_") for name, value in data.items() if value == "add"]
    return again.Choice(
        articles,
        added=frozenset(int(key) for key in added if key.isdecimal()),
        parts=frozenset(name.removeprefix("part_") for name in chosen if name.startswith("part_")),
        issue_version=_whole(data.get("seen_issue")),
    )


def _whole(text) -> int:
    return int(text) if str(text or "").isdecimal() and len(text) < 9 else 0


def _said(choice) -> str:
    replaced = choice.articles or not choice.added
    said = [f"{len(choice.articles)} 篇采用新稿"] if replaced else []
    said += [f"添加 {len(choice.added)} 篇"] if choice.added else []
    said += [f"另有 {len(choice.parts)} 部分采用新稿"] if choice.parts else []
    return "，".join(said)
