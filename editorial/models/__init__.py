"""WHAT EXISTS: the newsroom's nouns, their constraints and the questions asked of them."""

from editorial.models.annual import AnnualIndex, YearContents, year_contents
from editorial.models.article import Article, Attachment, EditorsNote
from editorial.models.authorship import contributors
from editorial.models.backup import Backup
from editorial.models.comment import Comment
from editorial.models.correction import Correction
from editorial.models.design import PageDesign
from editorial.models.digest import text_digest
from editorial.models.draft import Draft
from editorial.models.edition import Edition
from editorial.models.holiday import Holiday
from editorial.models.invitation import Invitation
from editorial.models.issue import Issue, OrganisationProfile
from editorial.models.leaf import Leaf
from editorial.models.manuscript import Manuscript
from editorial.models.masthead import MastheadEntry
from editorial.models.notice import Notice
from editorial.models.publication import Publication
from editorial.models.record import Record
from editorial.models.search import Entry, Mention, Posting, Shelf, Sound
from editorial.models.section import Section
from editorial.models.signin import SignInFailure
from editorial.models.staff import User
from editorial.models.upload import Upload
from editorial.models.viewing import Viewing
from editorial.models.worker import Worker

__all__ = [
    "AnnualIndex",
    "Article",
    "Attachment",
    "Backup",
    "Comment",
    "Correction",
    "Draft",
    "Edition",
    "EditorsNote",
    "Entry",
    "Holiday",
    "Invitation",
    "Issue",
    "Leaf",
    "Manuscript",
    "MastheadEntry",
    "Mention",
    "Notice",
    "OrganisationProfile",
    "PageDesign",
    "Posting",
    "Publication",
    "Record",
    "Section",
    "Shelf",
    "SignInFailure",
    "Sound",
    "Upload",
    "User",
    "Viewing",
    "Worker",
    "YearContents",
    "contributors",
    "text_digest",
    "year_contents",
]
