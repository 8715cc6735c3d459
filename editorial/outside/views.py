"""VIEWS: the article with the visitor's own remarks, its pictures, and the two things to do."""

from collections.abc import Callable
from functools import wraps

from django.http import FileResponse, Http404, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.cache import patch_cache_control
from django.views.decorators.http import require_http_methods

from editorial import comments, invitations, richtext
from editorial.outside import reading

POLICY = (
    "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self' data:; "
    "font-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
PICTURE_TYPES = {"jpg": "image/jpeg", "png": "image/png"}
SAID = "您的意见已经交给编辑部。"
FINISHED = "已告诉编辑部您审读完毕。想到别的，在链接到期之前还可以再提意见。"
BUSY = "这个链接打开得太频繁，请过十分钟再来。"


def for_visitors(*methods: str) -> Callable:
    """Door of a view: the link is asked each time; no answer is kept, indexed or told on."""

    def decorate(view):
        @require_http_methods(methods)
        @wraps(view)
        def guarded(request, token, **more):
            address = request.META.get("REMOTE_ADDR", "")
            try:
                invitation = invitations.admit(token, address=address)
            except invitations.Unknown:
                raise Http404 from None
            except invitations.Ended as ended:
                return _private(_told(request, str(ended), status=410))
            except invitations.TooOften:
                return _private(_told(request, BUSY, status=429))
            return _private(view(request, invitation, token, **more))

        return guarded

    return decorate


def _told(request, sentence: str, *, status: int):
    return render(request, "outside/ended.html", {"sentence": sentence}, status=status)


def _private(response):
    response["Content-Security-Policy"] = POLICY
    # Without any referrer browsers send no origin either, and the forms would be refused.
    response["Referrer-Policy"] = "same-origin"
    response["X-Robots-Tag"] = "noindex, nofollow, noarchive"
    patch_cache_control(response, private=True, no_store=True)
    return response


@for_visitors("GET", "HEAD")
def article(request, invitation, token):
    """The article as it will read. Who sent the link and tries it is not the visitor."""
    if request.method == "GET" and not request.user.is_staff:
        invitations.note_opening(invitation)
    return _page(request, invitation, token)


def _page(request, invitation, token, *, status=200, **more):
    shown = reading.shown(invitation, pictures=reverse("outside:article", args=[token]))
    said = {"said": SAID, "finished": FINISHED}.get(request.GET.get("done", ""), "")
    context = {"invitation": invitation, "token": token, "done": said, **shown, **more}
    return render(request, "outside/article.html", context, status=status)


@for_visitors("POST")
def comment(request, invitation, token):
    """A remark on a passage or on the whole; refused, it stands in the form again."""
    typed = {name: request.POST.get(name, "") for name in ("body", "quote", "before", "after")}
    try:
        invitations.remark(invitation, typed.pop("body"), **typed)
    except (comments.Refused, invitations.Refused) as refusal:
        typed["body"] = request.POST.get("body", "")
        return _page(request, invitation, token, status=409, refusal=refusal.message, typed=typed)
    return _back(token, "said", "#comments")


@for_visitors("POST")
def finished(request, invitation, token):
    """The visitor says that they have read it all."""
    invitations.finish(invitation)
    return _back(token, "finished", "#top")


def _back(token, done, place):
    return HttpResponseRedirect(f"{reverse('outside:article', args=[token])}?done={done}{place}")


@for_visitors("GET", "HEAD")
def picture(request, invitation, token, name):
    """A picture that stands in this article, no other."""
    names = richtext.picture_names(invitation.article.body)
    upload = invitation.article.pictures.filter(name=name).first() if name in names else None
    if upload is None:
        raise Http404
    try:
        stored = upload.file.open("rb")
    except OSError as error:
        raise Http404 from error
    response = FileResponse(stored, content_type=PICTURE_TYPES[name.rsplit(".", 1)[1]])
    response["Content-Disposition"] = "inline"
    return response
