"""USES: what shows a picture now, and what would show it if it were brought back."""

from dataclasses import dataclass

from editorial.models import Article, Draft, Issue, Upload


@dataclass(frozen=True)
class Uses:
    """Rows that show a picture. ``past`` are articles and issues of which an older version does."""

    articles: tuple
    covers: tuple
    logos: tuple  # issues of whose publishers it is the emblem
    past: tuple = ()
    drafts: int = 0  # autosaved words of somebody
    relatives: int = 0  # cut from it, or put in its place

    @property
    def is_shown(self) -> bool:
        return bool(self.articles or self.covers or self.logos)

    @property
    def is_needed(self) -> bool:
        """Whether anything, now or in history, would be without it."""
        return self.is_shown or bool(self.past or self.drafts or self.relatives)


def uses_of(upload: Upload) -> Uses:
    """Everything that needs this picture. Eight queries; history is read through for its name."""
    articles = tuple(upload.articles.select_related("issue").order_by("pk"))
    covers = tuple(upload.covers.order_by("pk"))
    logos = tuple(Issue.objects.filter(profiles__logo=upload).distinct().order_by("pk"))
    return Uses(
        articles,
        covers,
        logos,
        (*_past_articles(upload, articles), *_past_covers(upload, covers)),
        Draft.objects.filter(typed__icontains=upload.name).count(),
        upload.cuts.count() + upload.replacements.count(),
    )


def _past_articles(upload, now):
    found = Article.history.filter(body__contains=upload.name).order_by().values_list("id")
    older = Article.objects.filter(pk__in=found).exclude(pk__in=[each.pk for each in now])
    return older.select_related("issue").defer("body").order_by("pk")


def _past_covers(upload, now):
    found = Issue.history.filter(cover_picture_id=upload.pk).order_by().values_list("id")
    return Issue.objects.filter(pk__in=found).exclude(pk__in=[each.pk for each in now])
