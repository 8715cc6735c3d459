"""The outline: every rule of the body grammar on lines made for it."""

import pytest

from editorial.intake.clean import clean
from editorial.intake.joins import rejoin
from editorial.intake.outline import outline
from editorial.intake.pieces import recognise
from editorial.intake.read import Reading
from tests.intake.samples import LONG, PROSE


def outlined(text: str):
    return outline(rejoin(recognise(clean(Reading("来稿.txt", "", "", text)))).blocks)


def headings(text: str) -> list[tuple]:
    return [
        (block.kind, block.level, block.head, block.marker)
        for block in outlined(text).blocks
        if block.kind in ("heading", "run_in")
    ]


def kinds(text: str) -> list[str]:
    return [block.kind for block in outlined(text).blocks]


def test_levels_follow_the_marker_whatever_the_depth_of_the_marks():
    text = f"#### 一、总体要求\n# （一）指导思想\n## 1.主要任务\n（1）具体做法\n{PROSE}"

    assert headings(text) == [
        ("heading", 1, "总体要求", "一、"),
        ("heading", 2, "指导思想", "（一）"),
        ("heading", 3, "主要任务", "1."),
        ("heading", 4, "具体做法", "（1）"),
    ]


@pytest.mark.parametrize("marker", ["(一)", "（一）", "( 一 )", "(二十三)"])
def test_a_marker_is_kept_as_printed(marker):
    assert headings(f"{marker} 指导思想。\n{PROSE}") == [("heading", 2, "指导思想", marker)]


@pytest.mark.parametrize(
    ("line", "found"),
    [
        ("（一）修好渡口灯塔。各县要按期完工。", ("run_in", 2, "修好渡口灯塔", "（一）")),
        ("2. 5G 网络建设。加快布局基站。", ("run_in", 3, "5G 网络建设", "2.")),
        ("一、加大投入力度。设立专项资金。", ("run_in", 1, "加大投入力度", "一、")),
        ("**（七）建立“东数西算”机制。**对接西部。", ("run_in", 2, "建立“东数西算”机制", "（七）")),
        ("3、做强硬件，做优软件。加快突破。", ("run_in", 3, "做强硬件，做优软件", "3、")),
    ],
)
def test_a_phrase_with_text_after_it_runs_in(line, found):
    assert headings(line) == [found]


def test_the_same_level_stands_alone_in_one_place_and_runs_in_at_another():
    text = f"14.智慧民生行动\n{PROSE}\n15.智慧商贸行动。{PROSE}\n16.智慧公安行动\n{PROSE}"

    assert [kind for kind, *_ in headings(text)] == ["heading", "run_in", "heading"]


@pytest.mark.parametrize(
    ("line", "found"),
    [
        (f"第一条 【目的】\n{PROSE}", ("heading", 2, "目的", "第一条")),
        (f"第一条（目的）\n{PROSE}", ("heading", 2, "目的", "第一条")),
        (f"第一条 （目的）{PROSE}", ("run_in", 2, "目的", "第一条")),
        (f"第一条【目的】{PROSE}", ("run_in", 2, "目的", "第一条")),
        (f"第一条 {PROSE}", ("run_in", 2, "", "第一条")),
        (f"**第一条**{PROSE}", ("run_in", 2, "", "第一条")),
        (f"第一条\n{PROSE}", ("heading", 2, "", "第一条")),
    ],
)
def test_clauses_are_printed_in_four_ways(line, found):
    assert headings(f"第一章 总则\n{line}\n第二条 {PROSE}")[1] == found


def test_a_chapter_takes_its_title_from_the_same_line_or_the_next():
    text = f"第一章 总 则\n第一条 {PROSE}\n第二章\n附则\n第二条 {PROSE}"

    assert [head for _, level, head, _ in headings(text) if level == 1] == ["总 则", "附则"]


def test_enumerations_in_a_regulation_are_no_headings():
    text = "第一条 开放遵循下列要求：\n（一）名称简明；\n（二）格式统一。\n第二条 其他事项。"

    assert kinds(text) == ["run_in", "item", "item", "run_in"]


def test_enumerations_that_end_with_semicolons_are_no_headings():
    text = (
        f"一、奖补标准\n按下列标准执行：\n（一）首次认定的；\n（二）复审通过的。\n二、保障\n{PROSE}"
    )

    assert kinds(text) == ["heading", "text", "item", "item", "heading", "text"]


def test_bare_lines_below_a_colon_that_head_nothing_are_items():
    text = f"一、人才\n具体包括：\n1.引进人才\n2.培养人才\n3.留住人才\n{PROSE}"

    assert kinds(text) == ["heading", "text", "item", "item", "item", "text"]


def test_a_list_inside_a_list_does_not_break_the_outer_numbering():
    text = (
        f"（一）指导思想\n{PROSE}\n（二）奖补标准\n按下列执行：\n（一）甲类的；\n（二）乙类的。\n"
        f"（三）保障措施\n{PROSE}"
    )

    assert [head for _, _, head, _ in headings(text)] == ["指导思想", "奖补标准", "保障措施"]


def test_an_article_may_number_whole_paragraphs():
    clause = (
        "渡口管理人向船家发布潮汐消息的，应当在开船之前核对灯塔记录，并在岸边的告示牌上写明时刻，"
        "以便船家随时查看。"
    )
    text = f"为了规范，作出规定。\n一、{clause}\n二、{clause}\n三、{clause}"

    found = outlined(text)

    assert found.is_numbered_clauses
    assert [block.kind for block in found.blocks] == ["text", "item", "item", "item"]


def test_a_heading_glued_to_its_text_is_cut_where_its_siblings_end():
    text = (
        f"1.赋能经济高效化\n以经济转型为引领，{PROSE}\n2.赋能生活便利化\n以生活转型为引领，{PROSE}\n"
        f"3.赋能治理精细化以治理转型为引领，面向应急等领域，{LONG}。"
    )

    found = outlined(text)

    assert found.blocks[-1].kind == "run_in"
    assert found.blocks[-1].head == "赋能治理精细化"
    assert [doubt.message for doubt in found.doubts] == [
        "第 5 行的标题与正文粘连，已在“赋能治理精细化”之后断开，请核对。"
    ]


def test_a_skipped_number_is_doubted():
    text = f"（一）甲。{PROSE}\n（二）乙。{PROSE}\n（四）丁。{PROSE}"

    assert [doubt.message for doubt in outlined(text).doubts] == [
        "第 3 行的“（四）”接在“（二）”之后，中间的序号没有出现，疑有缺文，请对照原稿核对。"
    ]


@pytest.mark.parametrize(
    "line",
    ["两岸渡口客流规模", "报告核心观点", "“从无到有”的三年", "潮汐记录 Tide Records Today"],
)
def test_an_unnumbered_subhead_is_a_heading_of_the_first_level(line):
    assert headings(f"{PROSE}\n{line}\n{PROSE}") == [("heading", 1, line, "")]


@pytest.mark.parametrize(
    "line",
    ["具体任务包括：", "资料来源：云麓研究院", "2026年1月9日", "（2026年1月9日通过）", "图1 规模"],
)
def test_other_short_lines_are_no_subheads(line):
    assert headings(f"{PROSE}\n{line}\n{PROSE}") == []


def test_a_last_short_line_is_a_signature_and_no_subhead():
    assert headings(f"{PROSE}\n山海省人民政府") == []


def test_dash_paragraphs_are_kept_apart():
    assert kinds(f"（一）基本原则\n——坚持创新。{PROSE}\n一一坚持开放。{PROSE}") == [
        "heading",
        "dash",
        "dash",
    ]


@pytest.mark.parametrize(
    "line",
    ["5.2万亿元的产值已经实现。", "2026年，建成网络。", "一、二级市场协同发展。", "3D打印在推广。"],
)
def test_numbers_that_open_a_sentence_are_no_markers(line):
    assert kinds(line) == ["text"]


def test_a_number_against_a_digit_is_a_marker_in_its_turn():
    text = f"1.灯塔光网改造工程\n{PROSE}\n2.5G渡口改造工程\n{PROSE}"

    assert headings(text)[1] == ("heading", 3, "5G渡口改造工程", "2.")


def test_a_heading_wrapped_over_two_lines_is_one():
    long = "（一）健全以数据要素市场化配置改革为牵引的两岸渡口潮汐观"
    text = f"{long}\n测网络\n{PROSE}\n（二）建设\n{PROSE}"

    assert [head for _, _, head, _ in headings(text)] == [f"{long[3:]}测网络", "建设"]


def test_the_english_of_a_heading_may_stand_below_it():
    assert headings(f"{PROSE}\n可信渡口\nTrusted Ferry Landing\n{PROSE}") == [
        ("heading", 1, "可信渡口 Trusted Ferry Landing", "")
    ]


def test_a_part_is_a_heading_of_the_first_level():
    assert headings(f"第一部分 总体要求\n{PROSE}") == [("heading", 1, "总体要求", "第一部分")]


@pytest.mark.parametrize("label", ["问", "答", "记者", "本刊记者问", "主持人", "Q2", "本报"])
def test_a_turn_of_a_conversation_is_no_heading_however_short(label):
    assert kinds(f"{label}：为什么要点亮灯塔？\n{PROSE}") == ["text", "text"]


def test_short_paragraphs_among_numbered_ones_are_no_headings():
    long = "支持各县修缮渡口灯塔，购置航标设备，完善夜航制度，培训守塔队伍，" * 2
    text = (
        f"1.{long}建立台账。\n2.{long}按季通报。\n3.建立名录，实行动态管理。\n二、组织保障\n{PROSE}"
    )

    found = outlined(text)

    assert [block.kind for block in found.blocks] == ["item", "item", "item", "heading", "text"]
    assert found.numbered_paragraphs == {1, 2, 3}
    assert found.doubts == ()


def test_an_item_without_the_mark_that_its_fellows_end_with_is_doubted():
    found = outlined("应当具备：\n（一）灯塔；\n（二）栈桥，必要时在\n（三）渡船；\n（四）航标。")

    assert [doubt.message for doubt in found.doubts] == [
        "第 3 行的“（二）”末尾没有标点，并列的各项都有，请核对是否断成了两段。"
    ]


def test_a_heading_with_long_english_is_a_heading():
    head = "信任架构与数字身份 Trust Architectures and Digital Identity"

    assert headings(f"三、{head}\n{PROSE}") == [("heading", 1, head, "三、")]
