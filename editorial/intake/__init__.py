"""来稿 → 文章: read → clean → split → review → store. Only ``store`` writes."""

from editorial.intake.refusal import Refused
from editorial.intake.report import report_of
from editorial.intake.review import Proposal, propose
from editorial.intake.store import Imported, import_manuscript, received_before, store

__all__ = [
    "Imported",
    "Proposal",
    "Refused",
    "import_manuscript",
    "propose",
    "received_before",
    "report_of",
    "store",
]
