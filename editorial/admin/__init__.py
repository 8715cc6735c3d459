"""THE DESK 编辑部: the Django admin, one module per screen."""

from editorial.admin import (
    articles,
    designs,
    editions,
    holidays,
    issues,
    manuscripts,
    publications,
    records,
    sections,
    staff,
    uploads,
)

__all__ = [
    "articles",
    "designs",
    "editions",
    "holidays",
    "issues",
    "manuscripts",
    "publications",
    "records",
    "sections",
    "staff",
    "uploads",
]
