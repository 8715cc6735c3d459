"""来历 PROVENANCE: who issued a document, for which region, in which form, under which number.

Read off the title, the document number and the source by their grammar; no Django. The tables
of the country's regions and agencies are in ``regions`` and ``agencies``.
"""

from editorial.provenance.bodies import split_bodies
from editorial.provenance.derive import Provenance, derive, home_of
from editorial.provenance.numbers import DocumentNumber, document_numbers, find_number

__all__ = [
    "DocumentNumber",
    "Provenance",
    "derive",
    "document_numbers",
    "find_number",
    "home_of",
    "split_bodies",
]
