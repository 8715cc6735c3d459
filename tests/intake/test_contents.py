"""The contents list in its forms: pages before or after, leaders, wrapped titles, sections."""

import pytest

from editorial.intake.clean import clean
from editorial.intake.contents import find_contents, read_contents
from editorial.intake.read import Reading

BODY = "\n编者按\n按语。\n山海省灯塔渡口网络建设行动计划（2026年）\n正文。\n临江市条例\n正文。\n"
WANTED = [
    ("国策要论", "山海省灯塔渡口网络建设行动计划（2026年）", 1),
    ("地方新政", "临江市条例", 12),
]


def contents_of(text: str, body: str = BODY):
    lines = clean(Reading("来稿.txt", "", "", text + body))
    contents, end = read_contents(lines, find_contents(lines))
    assert lines[end].text.startswith("编者按")
    return contents


@pytest.mark.parametrize(
    "text",
    [
        "本期要目\n国策要论\n01 山海省灯塔渡口网络建设行动计划（2026年）\n地方新政\n12 临江市条例",
        "## 本 期 要 目\n### 国策要论\n- 01 山海省灯塔渡口网络建设行动计划（2026年）\n"
        "### 【地方新政】\n- 12 临江市条例",
        "本期要目：\n国策要论\n山海省灯塔渡口网络建设行动计划（2026年）……01\n"
        "地方新政\n临江市条例 …… 12",
        "本期要目\n国 策 要 论\n山海省灯塔渡口网络建设行动计划（2026年）\t1\n"
        "地方新政\n临江市条例\t12",
        "本期要目\n国策要论\n01山海省灯塔渡口网络建设行动计划\n（2026年）\n地方新政\n12临江市条例",
        "本期要目\n国策要论\n山海省灯塔渡口网络建设行动计划\n（2026年）……01\n地方新政\n临江市条例……12",
        "本期要目\n国策要论\n01\n山海省灯塔渡口网络建设行动计划（2026年）\n地方新政\n12\n临江市条例",
        "本期要目\n国策要论 01 山海省灯塔渡口网络建设行动计划（2026年） 地方新政 12 临江市条例",
        "目录\n国策要论\n1　山海省灯塔渡口网络建设行动计划（2026年）\n地方新政\n１２　临江市条例",
    ],
)
def test_sections_titles_and_pages_are_read_in_every_form(text):
    entries = contents_of(text).entries

    assert [(entry.section, entry.title, entry.page) for entry in entries] == WANTED


def test_a_wrapped_title_keeps_both_its_lines():
    text = "本期要目\n国策要论\n01 山海省灯塔渡口网络\n建设行动计划（2026年）\n12 临江市条例"

    entry = contents_of(text).entries[0]

    assert entry.title == "山海省灯塔渡口网络建设行动计划（2026年）"
    assert entry.lines == (3, 4)


def test_a_page_printed_against_a_year_is_told_apart():
    text = "本期要目\n国策要论\n622026年1—11月份运行情况"

    entry = contents_of(text, "\n编者按\n").entries[0]

    assert (entry.page, entry.title) == (62, "2026年1—11月份运行情况")


def test_an_unknown_section_is_kept_and_doubted():
    text = "本期要目\n专题聚焦\n01 山海省灯塔渡口网络建设行动计划（2026年）\n12 临江市条例"

    contents = contents_of(text)

    assert contents.sections == ("专题聚焦",)
    assert [doubt.message for doubt in contents.doubts] == [
        "“专题聚焦”不是现有的栏目，已新设并排在最后，请核对栏目名和次序。"
    ]


def test_a_list_without_a_note_after_it_ends_where_the_first_title_is_printed_again():
    text = "本期要目\n前沿观察\n01 临江市数据产业报告\n"
    lines = clean(Reading("来稿.txt", "", "", text + "临江市数据产业报告\n正文。\n"))

    contents, end = read_contents(lines, find_contents(lines))

    assert [entry.title for entry in contents.entries] == ["临江市数据产业报告"]
    assert lines[end].number == 4


def test_a_line_that_says_contents_of_a_report_is_not_the_list():
    lines = clean(Reading("来稿.txt", "", "", "报告目录\n一、背景\n目录\n甲\n"))

    assert find_contents(lines) is None


def test_a_bracket_that_ends_two_wrapped_titles_does_not_end_the_list():
    titles = (
        "山海省灯塔渡口网络建设行动计划（2026年）",
        "临江市潮汐观测网络建设行动计划（2026年）",
    )
    text = "本期要目\n国策要论\n" + "".join(
        f"{n:02d} {title[:-7]}\n{title[-7:]}\n" for n, title in enumerate(titles, 1)
    )
    body = "".join(f"编者按\n按语。\n{title}\n正文。\n" for title in titles)

    assert [entry.title for entry in contents_of(text, body).entries] == list(titles)


TITLE = WANTED[0][1]


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("山海省灯塔渡口\n网络建设行动\n计划（2026年） …… 1", "临江市条例 …… 12"),
        ("01\n山海省灯塔渡口网络建设\n行动计划（2026年）", "12\n临江市条例"),
        ("山海省灯塔渡口网络建设行动计划\n（2026年）\n01", "临江市条例\n12"),
        (f"| 01 | {TITLE} |", "| 12 | 临江市条例 |"),
        (f"《{TITLE}》 1", "《临江市条例》 12"),
    ],
)
def test_wrapped_and_tabled_entries_are_read_by_the_titles_of_the_body(first, second):
    text = f"本期要目\n国策要论\n{first}\n地方新政\n{second}"

    assert [(e.section, e.title, e.page) for e in contents_of(text).entries] == WANTED


def test_entries_on_one_line_are_parted_where_pages_count_up_to_known_titles():
    text = "本期要目\n国策要论\n01 山海省灯塔渡口网络建设行动计划（2026年） 12 临江市条例"

    entries = contents_of(text).entries

    assert [(entry.title, entry.page) for entry in entries] == [
        (title, page) for _, title, page in WANTED
    ]


def test_a_number_inside_a_title_is_no_page():
    body = "\n编者按\n按语。\n潮汐发布 10 大趋势\n正文。\n临江市条例\n正文。\n"

    entries = contents_of("本期要目\n国策要论\n01 潮汐发布 10 大趋势 12 临江市条例", body).entries

    assert [(entry.title, entry.page) for entry in entries] == [
        ("潮汐发布 10 大趋势", 1),
        ("临江市条例", 12),
    ]
