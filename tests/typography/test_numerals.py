"""Chinese numerals as numbers."""

import pytest

from editorial.typography import number_of


@pytest.mark.parametrize(
    ("text", "number"),
    [("七", 7), ("十", 10), ("二十三", 23), ("一百零五", 105), ("二〇二六", 2026), ("12", 12)],
)
def test_numerals_have_values(text, number):
    assert number_of(text) == number


@pytest.mark.parametrize("text", ["", "甲", "一7", "3.5"])
def test_what_is_no_numeral_is_an_error(text):
    with pytest.raises(ValueError, match="not a numeral"):
        number_of(text)
