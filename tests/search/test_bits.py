"""Bits: a set of slots is kept in few bytes and comes back as it was."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from editorial.search.bits import SHARD, WIDTH, bits_of, changed, pack, place_of, slots_of, unpack

slots = st.sets(st.integers(0, SHARD - 1), max_size=700)
however_slow = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])


@however_slow
@given(slots)
def test_what_is_packed_comes_back(found):
    assert slots_of(unpack(pack(bits_of(found)))) == sorted(found)


@however_slow
@given(slots, slots, slots)
def test_places_are_added_and_taken_away(kept, added, removed):
    blob = changed(pack(bits_of(kept)), add=added, remove=removed)

    assert slots_of(unpack(blob)) == sorted((kept | added) - removed)


@pytest.mark.parametrize("count", [0, 1, WIDTH // 2 - 1, WIDTH // 2, SHARD])
def test_a_posting_is_never_longer_than_its_bitmap(count):
    blob = pack(bits_of(range(count)))

    assert len(blob) <= WIDTH
    assert unpack(blob).bit_count() == count


def test_slots_are_divided_into_shards():
    assert [place_of(slot) for slot in (0, 8191, 8192)] == [(0, 0), (0, 8191), (1, 0)]
