"""Section 栏目: the fixed order in which an issue is read."""

from django.db import models

# (name, slug, order, expects an editor's note): NEWSLETTER.md's fixed order.
STANDARD_SECTIONS = (
    ("国策要论", "policy", 1, True),
    ("地方新政", "regions", 2, True),
    ("产业镜像", "industry", 3, False),
    ("前沿观察", "frontier", 4, False),
)


class SectionQuerySet(models.QuerySet):
    def ensure_standard(self) -> dict[str, "Section"]:
        """The four standard sections by name, made where missing."""
        for name, slug, order, expects_note in STANDARD_SECTIONS:
            self.get_or_create(
                name=name,
                defaults={"slug": slug, "order": order, "expects_editors_note": expects_note},
            )
        return {section.name: section for section in self.all()}


class Section(models.Model):
    """A section of the newsletter. ``slug`` names it in addresses and gives it its colour."""

    name = models.CharField("栏目名", max_length=20, unique=True)
    slug = models.SlugField("网址代号", unique=True, help_text="小写英文，用于网址和配色。")
    order = models.PositiveSmallIntegerField("顺序", unique=True)
    expects_editors_note = models.BooleanField("应有编者按", default=False)

    objects = SectionQuerySet.as_manager()

    class Meta:
        verbose_name = "栏目"
        verbose_name_plural = "栏目"
        ordering = ("order",)

    def __str__(self):
        return self.name
