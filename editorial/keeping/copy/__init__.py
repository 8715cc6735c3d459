"""静态副本 COPY: the whole public archive as files that any web server serves, or none at all.

``stock`` says what is published and how each issue stands, ``sheets`` and ``lists`` what files
follow from it, ``finder`` the search among them; ``folder`` writes what has changed, and no more.
"""

from editorial.keeping.copy.export import export_archive

__all__ = ["export_archive"]
