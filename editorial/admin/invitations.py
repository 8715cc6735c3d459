"""外审 on the review screen: the links that were sent, a new one, and the end of one."""

from urllib.parse import quote

from django import forms
from django.conf import settings
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponseNotAllowed, HttpResponseRedirect
from django.urls import path
from django.utils import timezone

from editorial import invitations
from editorial.admin.links import view_url

SENT = (
    "已为{name}建立外审链接，请复制下面的链接发给对方；{at:%m 月 %d 日 %H:%M} 到期，随时可以收回。"
)
WITHDRAWN = "已收回给{name}的外审链接，对方再打开时什么也看不到。"
MAILED = "已为{name}建立外审链接，正在把信寄给 {email}；{at:%m 月 %d 日 %H:%M} 到期，随时可以收回。"
PRINTED = (
    "已为{name}建立外审链接；本站没有配置发信服务器，信只写进后台的日志，"
    "请复制下面的链接或按“用邮件发给对方”自己发；{at:%m 月 %d 日 %H:%M} 到期，随时可以收回。"
)


class InvitationForm(forms.Form):
    """Whom to ask, for how long, and what they should look at."""

    name = forms.CharField(label="姓名", max_length=60)
    email = forms.EmailField(label="邮箱（可留空）", required=False)
    days = forms.IntegerField(
        label="几天内有效",
        min_value=1,
        max_value=invitations.MOST_DAYS,
        initial=invitations.USUAL_DAYS,
    )
    message = forms.CharField(
        label="附言（可留空，对方看得到）",
        max_length=1000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )


def context(article, user) -> dict:
    """What the card 外审 needs. One query."""
    may_invite = invitations.may_invite(user, article)
    sent = article.invitations.select_related("sent_by", "withdrawn_by")
    rows = []
    for each in sent:
        each.article = article
        rows.append(_row(each, user, may_invite))
    return {
        "invitations": rows,
        "may_invite": may_invite,
        "mail_arrives": settings.MAIL_ARRIVES,
        "invite_url": view_url(article, "invite"),
        "invitation_form": InvitationForm(auto_id="id_invitation_%s"),
    }


def _row(invitation, user, may_invite) -> dict:
    is_open = invitation.is_open
    may_withdraw = is_open and invitations.may_withdraw(user, invitation)
    address = invitations.address_of(invitation) if is_open and may_invite else ""
    return {
        "invitation": invitation,
        "address": address,
        "mail": _mail(invitation) if address and invitation.email else "",
        "withdraw_url": view_url(invitation.article, "invitation_withdraw", invitation.pk)
        if may_withdraw
        else "",
    }


def _mail(invitation) -> str:
    """A letter that the sender's own mail program opens."""
    subject, words = map(quote, invitations.letter(invitation))
    return f"mailto:{quote(invitation.email)}?subject={subject}&body={words}"


def _sent(invitation) -> str:
    """What becomes of the link, and of the letter where an address was given."""
    said = SENT
    if invitation.email:
        said = MAILED if settings.MAIL_ARRIVES else PRINTED
    at = timezone.localtime(invitation.expires_at)
    return said.format(name=invitation.name, email=invitation.email, at=at)


class InvitationScreen:
    """Adds ``<id>/invite/`` and ``<id>/invitations/<n>/withdraw/``. POST only."""

    def get_urls(self):
        wrap = self.admin_site.admin_view
        return [
            path("<int:pk>/invite/", wrap(self.invite_view), name="editorial_article_invite"),
            path(
                "<int:pk>/invitations/<int:invitation_pk>/withdraw/",
                wrap(self.invitation_withdraw_view),
                name="editorial_article_invitation_withdraw",
            ),
            *super().get_urls(),
        ]

    def invite_view(self, request, pk):
        if request.method != "POST":
            return HttpResponseNotAllowed(["POST"])
        article = self.subject_or_404(request, pk)
        if not request.user.has_perm("editorial.add_invitation"):
            raise PermissionDenied
        form = InvitationForm(request.POST)
        if not form.is_valid():
            for field, errors in form.errors.items():
                messages.error(request, f"{form.fields[field].label}：{errors[0]}")
            return self._to_invitations(article)
        try:
            made = invitations.invite(article, by=request.user, **form.cleaned_data)
        except invitations.Refused as refusal:
            messages.error(request, refusal.message)
        else:
            messages.success(request, _sent(made))
        return self._to_invitations(article)

    def invitation_withdraw_view(self, request, pk, invitation_pk):
        if request.method != "POST":
            return HttpResponseNotAllowed(["POST"])
        article = self.subject_or_404(request, pk)
        invitation = article.invitations.filter(pk=invitation_pk).first()
        if invitation is None:
            raise Http404
        try:
            invitations.withdraw(invitation, by=request.user)
        except invitations.Refused as refusal:
            messages.error(request, refusal.message)
        else:
            messages.success(request, WITHDRAWN.format(name=invitation.name))
        return self._to_invitations(article)

    def _to_invitations(self, article):
        return HttpResponseRedirect(view_url(article, "review") + "#outside")
