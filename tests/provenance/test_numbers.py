"""Document numbers: found however they are written, and not where none is."""

import pytest

from editorial.provenance import DocumentNumber, document_numbers, find_number

NUMBER = DocumentNumber("山海数发", 2026, 17)


def test_a_number_is_written_in_one_way():
    assert str(NUMBER) == "山海数发〔2026〕17号"
    assert str(DocumentNumber("青禾省人民政府令", 0, 106)) == "青禾省人民政府令第106号"


@pytest.mark.parametrize(
    "typed",
    [
        "山海数发〔2026〕17号",
        "山海数发[2026]17",
        "山海数发（2026）17号",
        "山海数发(2026) 第17号",
        "山海数发 【2026】 17 号",
        "山海数发〔２０２６〕１７号",
        "山海数发2026年17号",
        "山海数发 2026 17号",
        "山海数发2026-17号",
    ],
)
def test_brackets_spaces_and_widths_do_not_matter(typed):
    assert find_number(typed) == (NUMBER, "")


def test_the_rest_of_what_was_typed_is_kept():
    assert find_number("补贴 山海数发〔2026〕17号 解读") == (NUMBER, "补贴   解读")


@pytest.mark.parametrize(
    "typed", ["算力", "2026年17号", "数据2026", "第17号", "发〔2026〕17号", ""]
)
def test_what_has_no_code_year_and_serial_is_no_number(typed):
    assert find_number(typed) is None


def test_numbers_in_running_text_are_found_without_the_words_before_them():
    text = "《通知》（山海数发〔2026〕17号）和云数发〔2025〕3号，见青禾省人民政府令第106号。"

    assert [str(each) for each in document_numbers(text)] == [
        "山海数发〔2026〕17号",
        "云数发〔2025〕3号",
        "青禾省人民政府令第106号",
    ]


def test_a_number_said_twice_is_one():
    assert document_numbers("山海数发〔2026〕17号、山海数发〔2026〕17号") == [NUMBER]


def test_without_its_last_character_running_text_has_no_number():
    assert document_numbers("云数发〔2025〕3项任务") == []
