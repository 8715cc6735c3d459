"""对照新稿: a corrected manuscript beside its issue; per article, new text or present text."""

from django.contrib import messages
from django.http import HttpResponseRedirect
from django.template.response import TemplateResponse

from editorial.admin.links import change_url, view_url
from editorial.models import Manuscript

ADOPTED = "{issue}：{count} 篇采用新稿，其余保留现稿。"


class CompareScreen:
    """Views of a waiting manuscript whose issue exists; mixed into its admin."""

    def compare_view(self, request, pk):
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
        context = self.admin_site.each_context(request) | {
            "title": f"对照新稿：{issue}",
            "opts": self.opts,
            "manuscript": manuscript,
            "comparison": again.compare(proposal, issue),
            "issue_url": change_url(issue),
            "proposal_url": view_url(manuscript, "proposal"),
            "adopt_url": view_url(manuscript, "adopt"),
        }
        return TemplateResponse(request, "admin/editorial/manuscript/compare.html", context)

    def adopt_view(self, request, pk):
        def step(manuscript, version):
            from editorial.intake import again

            versions = _chosen(request.POST)
            issue = again.adopt(manuscript, versions, by=request.user, version=version)
            messages.success(request, ADOPTED.format(issue=issue, count=len(versions)))
            return change_url(issue)

        return self._step(request, pk, step, back="compare")


def _chosen(data) -> dict[int, int]:
    """Article → the version that was looked at, where 采用新稿 was chosen."""
    chosen = (name.removeprefix("choice_") for name, value in data.items() if value == "new")
    return {int(pk): int(data.get(f"seen_{pk}") or 0) for pk in chosen if pk.isdecimal()}
