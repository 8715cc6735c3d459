"""来稿 → 文章: read → clean → correct → split → review → store. Only ``store`` makes an issue."""

from editorial.intake.corrections import Correction, corrections_of
from editorial.intake.pasted import LARGEST as LARGEST_PASTE
from editorial.intake.pasted import Tidied, tidied
from editorial.intake.refusal import Refused
from editorial.intake.report import report_of
from editorial.intake.review import Proposal, propose
from editorial.intake.store import Imported, import_manuscript, received_before, store
from editorial.intake.waiting import (
    add_corrections,
    confirm,
    proposal_of,
    receive,
    receiving,
    set_aside,
    steps_of,
    undo_correction,
)

__all__ = [
    "LARGEST_PASTE",
    "Correction",
    "Imported",
    "Proposal",
    "Refused",
    "Tidied",
    "add_corrections",
    "confirm",
    "corrections_of",
    "import_manuscript",
    "proposal_of",
    "propose",
    "receive",
    "received_before",
    "receiving",
    "report_of",
    "set_aside",
    "steps_of",
    "store",
    "tidied",
    "undo_correction",
]
