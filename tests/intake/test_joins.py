"""Page cuts: what is joined, what is flagged as lost, what is left alone."""

import pytest

from editorial.intake.clean import clean
from editorial.intake.joins import rejoin
from editorial.intake.pieces import recognise
from editorial.intake.read import Reading
from tests.intake.samples import LONG, PROSE


def joined(text: str):
    return rejoin(recognise(clean(Reading("来稿.txt", "", "", text))))


@pytest.mark.parametrize(
    ("first", "second"),
    [
        (LONG, "靠拢，形成统一的服务网络。"),
        ("围绕新材料等细分领域，", "体系化布局孵化器。"),
        ("推进示范建设。（责任单位：省数据局、省发展改革委", "按职责分工负责）"),
        (f"3.培育智能工厂。{LONG}", "靠拢。"),
        (f"- （六）{LONG}，发现安全缺陷等风", "险时立即采取措施。"),
        (f"**（四）推广节能技术。**{LONG}", "2028年前完成改造。"),
        (f"——坚持创新。{LONG}", "靠拢。"),
        (f"#### 20. 赋能治理精细化以治理转型为引领，{LONG}、", "能源等领域的应用。"),
        ("各主体应当依照本办法第五条、第六条、", "第七条的规定执行。"),
        (LONG + "（CDN）", "、云服务等设施升级。"),
        (LONG, "## 靠拢、融合）。"),
        (LONG + "，", "1.25万台设备上线。"),
    ],
)
def test_halves_of_one_paragraph_are_joined(first, second):
    found = joined(f"{first}\n\n{second}\n")

    assert found.cuts == ((1, 3),)
    assert len(found.blocks) == 1


@pytest.mark.parametrize(
    ("first", "second"),
    [
        (PROSE, "下一段从这里开始。"),
        ("一、总体要求", PROSE),
        ("（三）借助对岸渡口站点承接夜间潮汐观测任务", PROSE),
        ("报告主要内容", PROSE),
        ("2026年重要趋势包括：", PROSE),
        (f"{PROSE}（责任单位：省数据局）", PROSE),
        (f"{PROSE}（省数据局、各市人民政府负责）", PROSE),
        ("潮汐、灯塔和渡口 Tides, Lighthouses and Ferry Landings", PROSE),
        ("图3 20米高度以上、100米高度以上的山海两岸灯塔逐月亮灯情况", PROSE),
        ("“从无到有”的三年", PROSE),
    ],
)
def test_what_is_finished_or_a_heading_is_not_joined(first, second):
    found = joined(f"{first}\n\n{second}\n")

    assert (found.cuts, found.lost) == ((), ())
    assert len(found.blocks) == 2


@pytest.mark.parametrize(
    ("second", "ahead"),
    [
        ("11.消费元宇宙。引入新技术。", "下一段是“11.消费元宇宙”"),
        ("（二）强化支撑。各地落实。", "下一段是“（二）强化支撑。”"),
        ("第九条 下列行为无效。", "下一段是“第九条 下列行为”"),
        ("——坚持创新。各地落实。", "下一段是“——坚持创新。各”"),
    ],
)
def test_a_break_before_a_marker_is_lost_text_and_never_joined(second, ahead):
    found = joined(f"{LONG}\n\n{second}\n")

    assert (found.cuts, found.lost) == ((), (1,))
    assert found.doubts[0].message == (
        f"第 1 行在“的数据中心向集群”处断开，{ahead}，疑有缺文，请对照原稿补上。"
    )


def test_a_break_at_the_end_of_an_article_is_lost_text():
    found = joined(LONG)

    assert found.lost == (1,)
    assert "后面就是这一篇的结尾" in found.doubts[0].message


def test_a_paragraph_that_begins_in_the_middle_shows_lost_text():
    found = joined(f"{PROSE}\n\n，提升服务水平。")

    assert (found.cuts, found.lost) == ((), (1,))


def test_a_paragraph_may_run_over_three_pages():
    found = joined(f"{LONG}\n\n{LONG}\n\n靠拢。")

    assert found.cuts == ((1, 3), (3, 5))
    assert found.blocks[0].lines == (1, 3, 5)


def test_a_caption_or_callout_may_stand_between_the_halves():
    found = joined(f"{LONG}\n\n图1 算力规模\n\n靠拢。\n")

    assert found.cuts == ((1, 5),)
    assert [block.kind for block in found.blocks] == ["text", "caption"]


def test_a_stray_duty_tail_goes_back_to_its_paragraph():
    found = joined(f"10.布局新产业。{PROSE}\n\n（责任单位：市数据局、市商务局）\n")

    assert (found.orphans, found.cuts) == ((3,), ())
    assert found.blocks[0].text.endswith("（责任单位：市数据局、市商务局）")


def test_a_character_read_on_both_pages_is_doubted():
    found = joined(f"{LONG}通过公\n\n公共平台开放。")

    assert [doubt.message for doubt in found.doubts] == [
        "第 1 行与第 3 行是跨页的同一段，接合处“公”字重复，请核对。"
    ]


def test_list_lines_without_punctuation_are_neither_joined_nor_lost():
    found = joined(f"- {LONG}\n- {LONG}\n- 丙。")

    assert (found.cuts, found.lost) == ((), ())


def test_sentences_without_an_end_are_doubted_without_being_lost():
    found = joined("四、加强领导。各地要高度重视\n\n五、强化监督。各地要报告。")

    assert found.lost == ()
    assert [doubt.kind for doubt in found.doubts] == ["no_full_stop"]


def test_half_width_marks_do_not_make_a_full_line_short():
    first = "(二)强化协同算力节点。到2027年,夯实安全潮汐档案,推进高效船务平台,健"
    found = joined(f"{first}\n\n全开放航标目录,夯实云上仓库。")

    assert found.cuts == ((1, 3),)


@pytest.mark.parametrize(
    "ending",
    [
        "“常想，‘灯塔归谁管？’”",
        "“老话说：‘守塔如守家。’”",
        "（见《〈航标规程〉释义》。）",
        '"灯亮着。"',
    ],
)
def test_a_sentence_inside_several_marks_has_ended(ending):
    found = joined(f"{LONG}靠拢。守塔人说：{ending}\n一支队伍管到底\n{PROSE}")

    assert (len(found.blocks), found.cuts, found.lost) == (3, (), ())


def test_a_short_paragraph_takes_its_stray_duty_tail():
    found = joined("每年点检一次。\n（责任单位：省渡口局）")

    assert [block.text for block in found.blocks] == ["每年点检一次。（责任单位：省渡口局）"]
    assert found.orphans == (2,)
