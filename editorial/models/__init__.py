"""WHAT EXISTS: the newsroom's nouns, their constraints and the questions asked of them."""

from editorial.models.article import Article, Attachment, EditorsNote
from editorial.models.digest import text_digest
from editorial.models.edition import Edition
from editorial.models.issue import Issue, OrganisationProfile
from editorial.models.manuscript import Manuscript
from editorial.models.masthead import MastheadEntry
from editorial.models.publication import Publication
from editorial.models.record import Record
from editorial.models.section import Section
from editorial.models.staff import User
from editorial.models.upload import Upload

__all__ = [
    "Article",
    "Attachment",
    "Edition",
    "EditorsNote",
    "Issue",
    "Manuscript",
    "MastheadEntry",
    "OrganisationProfile",
    "Publication",
    "Record",
    "Section",
    "Upload",
    "User",
    "text_digest",
]
