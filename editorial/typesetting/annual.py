"""The annual index 年度总目录 as a PDF: made when a year's contents change, gone when they go.

The row is the truth: whoever claims it makes the file. Readers are given the file only while its
digest is that of the year as it stands, so that nothing taken down lives on in it.
"""

import datetime as dt
import logging

from django.core.files.base import ContentFile
from django.db.models import Q
from django.template.loader import render_to_string
from django.utils import timezone

from editorial.models import (
    AnnualIndex,
    Edition,
    Issue,
    PageDesign,
    YearContents,
    year_contents,
)
from editorial.typesetting import design as designs
from editorial.typesetting import faces, imposition, render
from editorial.typesetting.refusal import Refused

logger = logging.getLogger(__name__)

PATIENCE = dt.timedelta(minutes=10)  # a claim so old is that of a process which died


def keep_annual_indexes() -> list[int]:
    """Make what is missing or stale, delete what nobody may read; returns the years made."""
    years = set(Issue.objects.published().values_list("year", flat=True).distinct())
    for row in AnnualIndex.objects.exclude(year__in=years):
        _drop(row)
    return [year for year in sorted(years, reverse=True) if _is_made(year)]


def _is_made(year: int) -> bool:
    """Whether this call made the year's file anew."""
    contents = year_contents(year)
    if contents is None:
        return False
    row, _ = AnnualIndex.objects.get_or_create(year=year)
    if contents.digest in (row.digest, row.failed_digest) or not _claim(row):
        return False
    try:
        _store(row, contents, *annual_pdf(contents))
    except Exception as error:
        logger.error("annual index of %s could not be made", year, exc_info=error)
        fault = (
            str(error) if isinstance(error, Refused) else f"排版程序出错（{type(error).__name__}）"
        )
        _release(row, fault=fault, failed_digest=contents.digest)
        return False
    return True


def annual_pdf(contents: YearContents) -> tuple[bytes, int]:
    """(PDF, pages) of a year's index; the same contents give the same bytes."""
    faces.check()
    told = {"contents": contents, "style": designs.annual_style(_design_of(contents.year))}
    html = render_to_string("print/annual.html", told)
    forme = render.set_html(html, Edition.Kind.WEB)
    document = imposition.bind(forme.plates, forme.metadata)
    pdf, flaws = render.to_pdf(document, Edition.Kind.WEB, contents.digest)
    for flaw in flaws:
        logger.warning("annual index of %s: %s", contents.year, flaw)
    return pdf, len(document.pages)


def _design_of(year: int) -> PageDesign:
    """What the year's newest issue is set in."""
    newest = Issue.objects.published().filter(year=year).newest_first().first()
    return PageDesign.objects.of(newest) if newest else PageDesign.objects.current()


def _claim(row) -> bool:
    """Compare-and-set: one process makes the file, unless it has died over it."""
    free = Q(claimed_at=None) | Q(claimed_at__lt=timezone.now() - PATIENCE)
    now = timezone.now()
    row.claimed_at = now
    return bool(AnnualIndex.objects.filter(free, year=row.year).update(claimed_at=now))


def _release(row, **told) -> bool:
    """Write what came of it, as long as the claim is ours."""
    mine = AnnualIndex.objects.filter(year=row.year, claimed_at=row.claimed_at)
    return bool(mine.update(claimed_at=None, **told))


def _store(row, contents, pdf: bytes, pages: int) -> None:
    old, storage = row.file.name, row.file.storage
    name = row.file.field.generate_filename(row, f"{row.year}-index.pdf")
    stored = storage.save(name, ContentFile(pdf))
    kept = _release(
        row,
        digest=contents.digest,
        file=stored,
        size=len(pdf),
        pages=pages,
        made_at=timezone.now(),
        fault="",
        failed_digest="",
    )
    if not kept:
        storage.delete(stored)
    elif old:
        storage.delete(old)


def _drop(row) -> None:
    name, storage = row.file.name, row.file.storage
    row.delete()
    if name:
        storage.delete(name)
