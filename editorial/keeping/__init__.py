"""保管 KEEPING: copies of everything, the way back from them, and how the newsroom stands.

``back_up`` writes a bundle while the newsroom works, ``verify`` looks one over, ``restore`` makes
an installation of it. The bundle is the same on every database and storage. ``export_archive``
writes what is public as files that need no newsroom behind them.
"""

from editorial.keeping.backup import back_up
from editorial.keeping.bundle import Bundle
from editorial.keeping.copy import export_archive
from editorial.keeping.health import Finding, findings, free_bytes
from editorial.keeping.refusal import Refused
from editorial.keeping.restore import restore
from editorial.keeping.verify import damage

__all__ = [
    "Bundle",
    "Finding",
    "Refused",
    "back_up",
    "damage",
    "export_archive",
    "findings",
    "free_bytes",
    "restore",
]
