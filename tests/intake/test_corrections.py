"""What an editor corrects: each operation, taking it back, and the account after any of them."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from editorial.intake import Correction, Refused, propose
from editorial.intake.corrections import VERBS
from tests.intake.samples import LONG, PROSE, article, manuscript

BODY = f"一、总体目标\n{PROSE}\n（一）建设渡口。{PROSE}\n{LONG}\n发展，服务山海两岸。\n图1 渡口数量"
TEXT = manuscript(
    article(body=BODY), article("临江市数据条例", body=f"第一条 {PROSE}\n第二条 {PROSE}")
)


def line_of(words: str, text: str = TEXT) -> str:
    lines = text.split("\n")
    return str(max(at for at, line in enumerate(lines, 1) if words in line))


def corrected(*corrections: tuple[str, ...], text: str = TEXT):
    made = propose(text.encode(), "来稿.txt", tuple(Correction(*each) for each in corrections))
    assert made.accounting.missing == 0
    return made


def key_of(title: str) -> str:
    proposal = corrected()
    return str(next(each.key for each in proposal.articles if each.plain_title == title))


def test_no_correction_changes_nothing():
    assert corrected().articles == propose(TEXT.encode(), "来稿.txt").articles


def test_a_dropped_line_is_out_of_the_body_and_in_the_account():
    proposal = corrected(("drop", line_of("图1")))

    assert "渡口数量" not in proposal.articles[0].body_html
    assert ("编辑删去", 6) in {(e.reason, e.characters) for e in proposal.accounting.left_out}


@pytest.mark.parametrize(
    ("value", "made"), [("h1", "h2"), ("h2", "h3"), ("h3", "h4"), ("h4", "h5"), ("text", "p")]
)
def test_a_heading_is_promoted_demoted_or_made_text(value, made):
    body = corrected(("make", line_of("一、总体目标"), value)).articles[0].body_html

    assert body.startswith(f"<{made}>一、总体目标</{made}>")


def test_a_sentence_made_a_heading_with_text_after_it_runs_in():
    text = manuscript(article(body=f"建设渡口。{PROSE}"))

    body = corrected(("make", line_of("建设渡口", text), "h2"), text=text).articles[0].body_html

    assert body == f'<p><strong class="run-in">建设渡口。</strong>{PROSE}</p>'


def test_joined_lines_make_one_paragraph_with_both_numbers():
    text = manuscript(article(body=f"甲地说明。\n乙地说明。\n{PROSE}"))
    first, second = line_of("甲地", text), line_of("乙地", text)

    draft = corrected(("join", second, first), text=text).articles[0]

    assert draft.body_html.startswith("<p>甲地说明。乙地说明。</p>")
    assert draft.blocks[0].lines == (int(first), int(second))


def test_halves_that_were_joined_are_kept_apart_without_a_doubt():
    before = corrected().articles[0]
    after = corrected(("apart", line_of("发展，服务"))).articles[0]

    assert before.text.joined.cuts and not after.text.joined.cuts
    assert "<p>发展，服务山海两岸。</p>" in after.body_html
    assert [each.kind for each in after.doubts if each.kind == "lost_text"] == []


def test_a_line_is_split_and_its_second_half_can_be_corrected_by_itself():
    text = manuscript(article(body=f"建设渡口{PROSE}"))
    line = line_of("建设渡口", text)

    body = corrected(("split", line, "4"), ("make", line, "h1"), text=text).articles[0].body_html
    assert body == f"<h2>建设渡口</h2>\n<p>{PROSE}</p>"

    dropped = corrected(("split", line, "4"), ("drop", f"{line}+4"), text=text).articles[0]
    assert dropped.body_html == "<p>建设渡口</p>"


def test_a_mend_is_left_undone_on_one_line_or_on_all():
    text = manuscript(article(body="甲地,乙地都要建设。\n丙地,丁地都要建设。"))
    line = line_of("甲地", text)

    assert "甲地，乙地" in corrected(text=text).articles[0].body_html
    one = corrected(("keep", line, "width"), text=text).articles[0].body_html
    assert "甲地,乙地" in one and "丙地，丁地" in one
    every = corrected(("keep", "0", "width"), text=text)
    assert "丙地,丁地" in every.articles[0].body_html and every.mends == {}


def test_an_article_goes_to_another_section():
    key = key_of("临江市数据条例")

    assert corrected(("section", key, "前沿观察")).section_names == ("国策要论", "前沿观察")


@pytest.mark.parametrize(
    ("verb", "field", "value"),
    [
        ("set_title", "title", "山海省\n算力方案"),
        ("set_document_number", "document_number", "山数〔2026〕3号"),
        ("set_addressee", "addressee", "各市："),
        ("set_source", "source", "云麓日报"),
    ],
)
def test_a_field_is_rewritten_and_the_words_replaced_are_accounted_for(verb, field, value):
    draft = corrected((verb, key_of("临江市数据条例"), value)).articles[1]

    assert getattr(draft, field) == value
    assert draft.contents_title == ""


def test_a_source_supplied_settles_its_doubt():
    text = TEXT.replace("（来源：山海省数据局）\n\n山海数据", "\n山海数据")
    key = key_of("临江市数据条例")
    doubts = [each.message for each in corrected(text=text).doubts]
    assert any("没有找到来源" in each for each in doubts)

    settled = corrected(("set_source", key, "山海省数据局"), text=text)

    assert not any("没有找到来源" in each.message for each in settled.doubts)


def test_the_cover_is_rewritten():
    proposal = corrected(("set_tagline", "0", "甲"), ("set_cover_headline", "0", "乙"))

    assert (proposal.front.tagline, proposal.cover_headline) == ("甲", "乙")


@pytest.mark.parametrize(
    ("correction", "field", "value"),
    [
        (("set_phone", "0", "0999-1"), "phone", "0999-1"),
        (("set_email", "0", "a@b.cn"), "email", "a@b.cn"),
        (("set_address", "0", "临江路1号"), "address", "临江路1号"),
        (("set_disclaimer", "0", "仅供参阅。"), "disclaimer", "仅供参阅。"),
    ],
)
def test_the_contact_lines_are_rewritten_and_the_old_ones_listed(correction, field, value):
    old = getattr(corrected().front.masthead, field)

    proposal = corrected(correction)

    assert getattr(proposal.front.masthead, field) == value
    rewritten = [e.text for e in proposal.accounting.left_out if "改写前" in e.reason]
    assert rewritten == ([old[:60]] if old else [])


def test_date_and_numbers_are_rewritten_and_looked_at_anew():
    proposal = corrected(("set_date", "0", "2026-11-26"), ("set_number", "0", "48"))

    numbering = proposal.front.numbering
    assert (str(numbering.date), numbering.number) == ("2026-11-26", 48)
    assert "出版日期 2026-11-26 是星期四，往常都是星期五，请核对。" in messages(proposal)


@pytest.mark.parametrize(
    ("correction", "sentence"),
    [
        (("set_date", "0", "2026-02-30"), "封面上的日期“2026年2月30日”不存在，请改正后再导入。"),
        (
            ("set_number", "0", "99"),
            "封面上的期号是“第99期”，一年不会有这样的期号，请改正后再导入。",
        ),
    ],
)
def test_an_impossible_number_is_refused(correction, sentence):
    with pytest.raises(Refused) as refusal:
        corrected(correction)

    assert refusal.value.message == sentence


def roles_of(proposal) -> list[tuple[str, tuple[str, ...]]]:
    return [(entry.role, entry.names) for entry in proposal.front.masthead.entries]


def test_people_and_roles_of_the_masthead_are_rewritten():
    (role, names), *others = roles_of(corrected())

    assert roles_of(corrected(("set_names", "0", f"{role}\n陆青野、沈知砚"))) == [
        (role, ("陆青野", "沈知砚")), *others,
    ]  # fmt: skip
    assert roles_of(corrected(("rename_role", "0", f"{role}\n总策划"))) == [
        ("总策划", names), *others,
    ]  # fmt: skip
    assert roles_of(corrected(("set_names", "0", f"{role}\n"))) == others
    assert ("美术编辑", ("梅青",)) in roles_of(corrected(("set_names", "0", "美术编辑\n梅青")))


def test_the_cover_announces_the_article_that_was_chosen():
    assert corrected(("set_cover_story", "0", key_of("临江市数据条例"))).cover_story == 1


def test_a_section_is_renamed_for_all_its_articles():
    key = key_of("临江市数据条例")

    renamed = corrected(("rename_section", "0", "国策要论\n政策速递"))
    assert renamed.section_names == ("政策速递",)

    moved = ("section", key, "新栏目"), ("rename_section", "0", "新栏目\n港湾")
    assert corrected(*moved).section_names == ("国策要论", "港湾")


def test_an_unknown_section_renamed_to_a_known_one_is_doubted_no_more():
    text = TEXT.replace("国策要论", "海风")
    doubt = "“海风”不是现有的栏目，已新设并排在最后，请核对栏目名和次序。"
    assert doubt in messages(corrected(text=text))

    renamed = corrected(("rename_section", "0", "海风\n国策要论"), text=text)

    assert doubt not in messages(renamed)


@pytest.mark.parametrize("furniture", ["12", "- 12 -", "大数据发展动态", "前沿观察"])
def test_what_was_taken_for_page_furniture_is_brought_back(furniture):
    text = manuscript(article(body=f"{PROSE}\n{furniture}\n{PROSE}"))
    line = line_of(PROSE, text)
    line = str(int(line) - 1)
    assert f">{furniture}<" not in corrected(text=text).articles[0].body_html

    restored = corrected(("restore", line), text=text)

    assert f">{furniture}<" in restored.articles[0].body_html


def test_lines_above_the_note_are_brought_into_it():
    text = manuscript(article(note="按语。"))
    text = text.replace("编者按\n\n按语。", "渡口来信。\n编者按\n\n按语。")
    line = line_of("渡口来信", text)
    stray = next(e for e in corrected(text=text).doubts if e.line == int(line))
    assert stray.kind == "stray"

    restored = corrected(("restore", line), text=text)

    assert restored.articles[0].note_html.replace("\n", "") == "<p>渡口来信。</p><p>按语。</p>"


def test_paragraphs_move_between_note_and_text():
    text = manuscript(article(note="按语。", body=f"首段说明。\n{PROSE}"))

    into = corrected(("make", line_of("首段说明", text), "note"), text=text).articles[0]
    assert into.note_html.replace("\n", "") == "<p>按语。</p><p>首段说明。</p>"
    assert into.body_html.startswith(f"<p>{PROSE}")

    out = corrected(("make", line_of("按语", text), "text"), text=text).articles[0]
    assert (out.note_html, out.body_html[:12]) == ("", "<p>按语。</p>\n<")


def messages(proposal) -> list[str]:
    return [each.message for each in proposal.doubts]


def test_a_doubt_looked_into_is_settled_and_still_on_record():
    doubt = next(each for each in corrected().doubts if each.kind == "picture")

    proposal = corrected(("seen", str(doubt.line), "picture"))

    assert doubt not in proposal.doubts and doubt not in proposal.articles[0].doubts
    assert proposal.settled == (doubt,)


def test_a_line_becomes_the_title_of_an_article_and_goes_back():
    made = corrected(("article", line_of("（一）建设")))
    assert [draft.plain_title[:5] for draft in made.articles][1] == "（一）建设"
    assert len(made.articles) == 3

    merged = corrected(("article", line_of("（一）建设")), ("merge", line_of("（一）建设")))
    assert [d.body_html for d in merged.articles] == [d.body_html for d in corrected().articles]


def test_two_articles_become_one():
    proposal = corrected(("merge", key_of("临江市数据条例")))

    assert len(proposal.articles) == 1
    assert "第二条" in proposal.articles[0].body_html


def test_the_border_between_articles_is_moved():
    key = key_of("临江市数据条例")
    note = line_of("编者按")

    later = corrected(("begin", key, line_of("临江市数据条例")))

    assert later.articles[1].note_html == ""
    assert int(note) in [line for block in later.articles[0].blocks for line in block.lines]


def test_another_line_is_the_title():
    proposal = corrected(("title_at", key_of("临江市数据条例"), line_of("第一条")))

    assert proposal.articles[1].title.startswith("第一条")


def test_the_last_article_ends_where_the_editor_says():
    proposal = corrected(("begin", "0", line_of("Shanhai Data Institute")))

    assert "山海数据研究院" in proposal.articles[1].body_html


@pytest.mark.parametrize(
    "correction",
    [("burn", "1"), ("drop", "x"), ("make", "3", "h9"), ("set_source", "9", "甲" * 201)],
)
def test_what_is_no_correction_is_refused(correction):
    with pytest.raises(Refused) as refusal:
        Correction(*correction)

    assert refusal.value.message.endswith("。")


LINES = st.integers(1, TEXT.count("\n") + 2)
PLACES = st.one_of(LINES.map(str), st.builds("{}+{}".format, LINES, st.integers(1, 40)))
KEYS = st.sampled_from([key_of("临江市数据条例"), key_of("山海省算力普惠行动方案"), "0"])
VALUES = {
    "join": PLACES,
    "split": st.integers(1, 50).map(str),
    "make": st.sampled_from(["h1", "h2", "h3", "h4", "text", "note"]),
    "keep": st.sampled_from(["width", "space", "and", "dash"]),
    "section": st.sampled_from(["前沿观察", "新栏目"]),
    "begin": LINES.map(str),
    "title_at": LINES.map(str),
    "seen": st.sampled_from(["picture", "note", "numbers"]),
    "set_date": st.sampled_from(["2026-11-27", "2027-01-01", "2026-02-30"]),
    "set_number": st.sampled_from(["3", "48"]),
    "set_running_number": st.sampled_from(["3", "480"]),
    "set_cover_story": LINES.map(str),
    "set_names": st.sampled_from(["主编\n甲乙、丙丁", "主编\n", "策划\n戊己"]),
    "rename_role": st.sampled_from(["主编\n策划", "策划\n总编辑"]),
    "rename_section": st.sampled_from(["国策要论\n海风", "海风\n前沿观察"]),
}


@st.composite
def any_correction(draw):
    verb = draw(st.sampled_from(sorted(VERBS)))
    is_of_article = verb.startswith("set_") or verb in ("section", "begin", "title_at", "merge")
    place = draw(st.one_of(KEYS, LINES.map(str)) if is_of_article else PLACES)
    typed = st.sampled_from(["", "甲 乙", "甲,乙and丙"]) if verb.startswith("set_") else st.just("")
    return Correction(verb, place, draw(VALUES.get(verb, typed)))


@settings(
    max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow], database=None
)
@given(st.lists(any_correction(), max_size=12))
def test_the_account_comes_out_after_any_corrections(corrections):
    try:
        proposal = propose(TEXT.encode(), "来稿.txt", tuple(corrections))
    except Refused as refusal:
        assert refusal.message.endswith("。")
        return

    assert proposal.accounting.missing == 0
