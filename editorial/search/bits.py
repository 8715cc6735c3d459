"""BITS: sets of slots, as rows keep them and as they are combined.

A shard holds 8192 slots. Few slots are kept as numbers of two bytes, many as a bitmap of 1024
bytes; which it is, the length says. In memory a set is one integer, slot n being bit n: sets of
thousands meet in a microsecond.
"""

import struct
from collections.abc import Iterable
from functools import lru_cache

SHARD = 8192  # slots
WIDTH = SHARD // 8  # bytes of a bitmap
_MOST_NUMBERS = WIDTH // 2 - 1


def place_of(slot: int) -> tuple[int, int]:
    """(shard, place within it) of a slot."""
    return divmod(slot, SHARD)


def bits_of(slots: Iterable[int]) -> int:
    """The slots as one integer."""
    numbers = list(slots)
    field = bytearray(max(numbers, default=0) // 8 + 1)
    for slot in numbers:
        field[slot >> 3] |= 1 << (slot & 7)
    return int.from_bytes(field, "little")


# Of each byte the numbers of its bits.
_BITS = tuple(tuple(n for n in range(8) if byte >> n & 1) for byte in range(256))


def slots_of(bits: int) -> list[int]:
    """The slots in an integer, lowest first."""
    octets = bits.to_bytes((bits.bit_length() + 7) // 8, "little")
    return [8 * at + n for at, octet in enumerate(octets) if octet for n in _BITS[octet]]


def pack(bits: int) -> bytes:
    """The places of one shard as they are kept."""
    count = bits.bit_count()
    if count > _MOST_NUMBERS:
        return bits.to_bytes(WIDTH, "little")
    return struct.pack(f"<{count}H", *slots_of(bits))


@lru_cache(maxsize=4096)
def unpack(blob: bytes) -> int:
    """The places that ``pack`` kept. Labels are unpacked by every question, hence the memory."""
    if len(blob) == WIDTH:
        return int.from_bytes(blob, "little")
    return bits_of(struct.unpack(f"<{len(blob) // 2}H", blob))


def changed(blob: bytes, *, add: Iterable[int] = (), remove: Iterable[int] = ()) -> bytes:
    """What is kept after places were added and others taken away."""
    if len(blob) == WIDTH:
        return pack((unpack(blob) | bits_of(add)) & ~bits_of(remove))
    places = sorted({*struct.unpack(f"<{len(blob) // 2}H", blob), *add} - {*remove})
    if len(places) > _MOST_NUMBERS:
        return pack(bits_of(places))
    return struct.pack(f"<{len(places)}H", *places)
