"""Which sheets a product consists of: an offprint's few behind a cover, a printer's filled up."""

from django.template.loader import render_to_string

from editorial.typesetting import design as designs
from editorial.typography import close_borders, title_lines

SIGNATURE = 4  # pages: what one folded sheet holds


def filled(pages: list, blank) -> list:
    """The pages with blank ones at their end, so that they fold into whole sheets."""
    return [*pages, *[blank] * (-len(pages) % SIGNATURE)]


def offprint_cover(article, context: dict, start: int, pages: int) -> str:
    """The cover of an article's offprint as HTML: whence it comes, by name, number and folios."""
    end = start + pages - 1
    measure = designs.widths(context["design"]).offprint
    return render_to_string(
        "print/offprint.html",
        {
            "article": article,
            "issue": context["issue"],
            "publication": context["publication"],
            "style": context["style"],
            "title_lines": title_lines(close_borders(article.title), measure=measure)
            or ["（无题）"],
            "folios": f"第{start:02d}页" if pages == 1 else f"第{start:02d}—{end:02d}页",
        },
    )
