"""Characters put in place of others: mended where certain, pointed out where not."""

import pytest

from editorial.typography import doubtful_dashes, mend, restore_and, restore_dashes


def test_and_between_chinese_words_becomes_he():
    assert restore_and("大小渡口 and 远近灯塔") == "大小渡口和远近灯塔"


@pytest.mark.parametrize("text", ["Research and Development", "使用 R and D 方法"])
def test_and_among_english_stays(text):
    assert restore_and(text) == text


@pytest.mark.parametrize(
    ("text", "restored"),
    [
        ("2026一2028年", "2026—2028年"),
        ("1一11月份", "1—11月份"),
        ("一一坚持创新。", "——坚持创新。"),
        ("--坚持创新。", "——坚持创新。"),
    ],
)
def test_a_dash_read_as_one_is_restored(text, restored):
    assert restore_dashes(text) == restored


@pytest.mark.parametrize("text", ["第11一般条款", "统一的一体化平台", "一一对应的关系"])
def test_a_real_one_stays(text):
    assert restore_dashes(text) == text


def test_a_dash_only_a_reader_can_tell_is_pointed_out():
    assert doubtful_dashes("构建“山一海一岸”系统") == ["“山一海一岸”"]
    assert doubtful_dashes("推行“一企一策”") == []


def test_mending_twice_changes_nothing_more():
    once = mend("到 2026 年,全省(含云麓市) and 各县")

    assert once == "到2026年，全省（含云麓市）和各县"
    assert mend(once) == once
