"""The corrections of one version brought to the next: by the words of a line, never its number."""

import pytest

from editorial.intake import Correction, propose
from editorial.intake.carry import carry
from tests.intake.samples import PROSE, article, manuscript

BODY = f"一、总体目标\n{PROSE}\n（一）建设渡口。{PROSE}\n甲地说明清楚，乙地说明清楚。\n图1 渡口数量"
TITLE = "临江市数据条例"
TEXT = manuscript(article(body=BODY), article(TITLE, body=f"第一条 {PROSE}\n第二条 {PROSE}"))
# The author's new version: two lines more at the top, one number changed.
NEWER = TEXT.replace("一、总体目标", f"开头补写一段，{PROSE}\n\n一、总体目标")


def line_of(words: str, text: str = TEXT) -> str:
    return str(max(at for at, line in enumerate(text.split("\n"), 1) if words in line))


def key_of(title: str, text: str = TEXT) -> str:
    return str(next(d.key for d in propose(text.encode(), "x").articles if d.plain_title == title))


def carried(verb: str, place: str, value: str = "", *, new: str = NEWER):
    """(steps as verb, place, value; reasons of those that stay behind)."""
    step = {"verb": verb, "place": place, "value": value, "by": "林编辑"}
    steps, lost = carry([step], propose(TEXT.encode(), "甲"), propose(new.encode(), "乙"))
    return [(each["verb"], each["place"], each["value"]) for each in steps], [
        each.reason for each in lost
    ]


@pytest.mark.parametrize("verb", ["drop", "seen", "make"])
def test_a_line_is_found_by_its_words(verb):
    value = {"drop": "", "seen": "picture", "make": "text"}[verb]

    steps, lost = carried(verb, line_of("图1"), value)

    assert steps == [(verb, line_of("图1", NEWER), value)] and lost == []


def test_a_carried_step_does_in_the_new_version_what_it_did_in_the_old():
    steps, _ = carried("make", line_of("一、总体目标"), "h3")

    draft = propose(NEWER.encode(), "x", tuple(Correction(*each) for each in steps)).articles[0]
    assert "<h4>一、总体目标</h4>" in draft.body_html


def test_both_lines_of_a_join_move():
    steps, _ = carried("join", line_of("图1"), line_of("甲地说明"))

    assert steps == [("join", line_of("图1", NEWER), line_of("甲地说明", NEWER))]


def test_a_place_inside_a_line_is_found_by_the_words_that_begin_there():
    new = NEWER.replace("甲地说明清楚，", "甲地已经说明清楚，")

    steps, _ = carried("split", line_of("甲地"), "7", new=new)

    assert steps == [("split", line_of("甲地", new), "9")]


@pytest.mark.parametrize(
    ("verb", "value", "reason"),
    [("drop", "", "新稿里这一行的文字改过"), ("split", "7", "新稿里这一行的文字改过")],
)
def test_changed_words_are_not_dropped_or_split_by_guess(verb, value, reason):
    new = NEWER.replace("乙地说明清楚", "乙地讲得明白")

    assert carried(verb, line_of("甲地"), value, new=new) == ([], [reason])


def test_a_level_given_to_a_heading_survives_its_rewording():
    new = NEWER.replace("一、总体目标", "一、总的目标")

    steps, _ = carried("make", line_of("一、总体目标"), "h2", new=new)

    assert steps == [("make", line_of("一、总的目标", new), "h2")]


def test_what_stood_in_a_line_that_is_gone_is_listed():
    new = NEWER.replace("图1 渡口数量", "")

    assert carried("drop", line_of("图1"), new=new) == ([], ["新稿里没有这一行了"])


@pytest.mark.parametrize(
    ("printed", "expected", "reasons"),
    [
        ("山海省数据局", [("set_source", "云麓日报")], []),
        ("云麓日报", [], ["新稿已照此改好"]),
        ("青禾日报", [], ["作者在新稿里也改了这一处"]),
    ],
)
def test_a_field_typed_over_stays_unless_the_author_changed_it_too(printed, expected, reasons):
    new = NEWER.replace("（来源：山海省数据局）", f"（来源：{printed}）")

    steps, lost = carried("set_source", key_of(TITLE), "云麓日报", new=new)

    assert ([(verb, value) for verb, _, value in steps], lost) == (expected, reasons)
    assert all(place == key_of(TITLE, new) for _, place, _ in steps)


@pytest.mark.parametrize(
    ("verb", "value"),
    [
        ("set_tagline", "海风"), ("set_phone", "0999"), ("set_date", "2026-01-16"),
        ("set_names", "编委会\n林青、闻桐"), ("rename_section", "国策要论\n政策速递"),
        ("keep", "width"),
    ],
)  # fmt: skip
def test_the_cover_and_the_masthead_keep_what_was_typed(verb, value):
    assert carried(verb, "0", value) == ([(verb, "0", value)], [])


def test_a_role_that_the_author_filled_anew_is_left_to_the_author():
    new = NEWER.replace("孙 远", "孙 远 梅 青")

    assert carried("set_names", "0", "编委会\n闻桐", new=new) == ([], ["作者在新稿里也改了这一处"])


def test_the_cover_story_is_the_same_article():
    assert carried("set_cover_story", "0", key_of(TITLE))[0] == [
        ("set_cover_story", "0", key_of(TITLE, NEWER))
    ]
