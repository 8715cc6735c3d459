"""What Word shows becomes the manuscript; what it does not show is said."""

import pytest

from editorial.intake import propose
from editorial.intake.read import read
from tests.intake.samples import PROSE
from tests.intake.word.builder import (
    BREAK,
    MACROS,
    R,
    W,
    bold,
    document,
    docx,
    p,
    part,
    r,
    raised,
    text_box,
    zipped,
)  # fmt: skip
from tests.intake.word.samples import NAME, body_of, doubts_of, issue, lines_of

DELETED = '<w:del w:id="1"><w:r><w:delText>旧的</w:delText></w:r></w:del>'
INSERTED = '<w:ins w:id="2"><w:r><w:t>新的</w:t></w:r></w:ins>'


def field(instruction: str, result: str) -> str:
    kinds = [f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>'
             for kind in ("begin", "separate", "end")]  # fmt: skip
    said = f'<w:r><w:instrText xml:space="preserve">{instruction}</w:instrText></w:r>'
    return kinds[0] + said + kinds[1] + r(result) + kinds[2]


def left_out(data: bytes) -> list[tuple[str, int]]:
    return [(each.reason, each.characters) for each in read(data, NAME).left_out]


def test_a_paragraph_is_a_line_and_a_manual_break_parts_it():
    assert lines_of(p("甲", "乙", BREAK, "丙"), p(), p("丁")) == ["甲乙", "丙", "", "丁"]


@pytest.mark.parametrize("name", ["heading 2", "标题 2", "Heading 2"])
def test_a_heading_style_is_known_by_its_name(name):
    style = f'<w:style w:type="paragraph" w:styleId="h"><w:name w:val="{name}"/></w:style>'

    assert lines_of(p("甲", style="h"), styles=style) == ["## 甲"]


def test_a_style_based_on_a_heading_is_one():
    styles = (
        '<w:style w:type="paragraph" w:styleId="h"><w:name w:val="heading 1"/>'
        '<w:pPr><w:outlineLvl w:val="0"/></w:pPr></w:style>'
        '<w:style w:type="paragraph" w:styleId="x"><w:name w:val="栏目头"/>'
        '<w:basedOn w:val="h"/></w:style>'
    )

    assert lines_of(p("甲", style="x"), styles=styles) == ["# 甲"]


def test_in_a_document_all_of_body_text_bold_or_size_makes_a_heading():
    large = r("山海之路", '<w:sz w:val="32"/>')

    lines = lines_of(p(bold("建设网络")), p(large), p(PROSE), p(bold("一是建设。"), PROSE))

    assert lines == ["# **建设网络**", "# 山海之路", PROSE, f"**一是建设。**{PROSE}"]


def test_insertions_are_taken_deletions_left_and_both_counted():
    assert lines_of(p("甲", DELETED, INSERTED)) == ["甲新的"]
    assert left_out(docx(p("甲", DELETED))) == [("修订中删去的文字", 2)]
    assert doubts_of(p(PROSE, DELETED, INSERTED), kind="revision") == [
        "文档里有修订：接受了 1 处插入，略去了 1 处删除，请核对。"
    ]
    assert doubts_of(p(PROSE), kind="revision") == []


def test_a_deleted_paragraph_mark_joins_two_paragraphs():
    assert lines_of(p("甲", mark='<w:del w:id="1"/>'), p("乙")) == ["甲乙"]


def test_a_text_box_is_read_once_after_its_paragraph():
    assert lines_of(p("甲", text_box(p("乙"), p("丙"))), p("丁")) == ["甲", "乙", "丙", "丁"]
    assert len(doubts_of(p(PROSE), p(PROSE, text_box(p("乙"))), kind="text_box")) == 1


def test_headers_and_footers_are_left_out_with_a_line_in_the_report():
    parts = {"header": part("hdr", p("山海简报")), "footer": part("ftr", p("第 1 页"))}

    reading = read(docx(p("甲"), parts=parts), NAME)

    assert reading.text == "甲"
    assert [(each.reason, each.text) for each in reading.left_out] == [
        ("页眉页脚", "山海简报"),
        ("页眉页脚", "第 1 页"),
    ]


def test_a_page_number_in_the_text_is_left_out_and_one_of_the_contents_kept():
    contents = p("山海之路\t", field(" PAGEREF _Toc1 \\h ", "3"))

    assert lines_of(p("甲", field(" PAGE ", "12")), contents) == ["甲", "山海之路\t3"]
    assert left_out(docx(p("甲", field(" PAGE ", "12")))) == [("页码", 2)]


def test_characters_that_are_no_text_are_written_as_what_they_show():
    inner = (
        '<w:r><w:t>甲</w:t><w:softHyphen/><w:noBreakHyphen/><w:tab/>'
        '<w:sym w:font="Wingdings" w:char="F06E"/><w:sym w:font="Symbol" w:char="F0B3"/></w:r>'
    )  # fmt: skip

    assert lines_of(p(inner, "　乙")) == ["甲-\t■≥　乙"]


def test_an_unknown_symbol_is_doubted():
    inner = '<w:r><w:sym w:font="Webdings" w:char="F0FF"/></w:r>'

    assert "□" in body_of(p(PROSE, inner))
    assert len(doubts_of(p(PROSE, inner), kind="symbol")) == 1


def test_text_set_in_a_symbol_font_is_what_the_font_shows():
    wingdings = '<w:rFonts w:ascii="Wingdings" w:hAnsi="Wingdings"/>'

    assert lines_of(p("甲", r("\uf0fc乙", wingdings), r("丙"))) == ["甲✓乙丙"]


def test_a_private_character_of_no_known_font_is_doubted():
    assert lines_of(p("甲\ue123乙")) == ["甲□乙"]
    assert len(doubts_of(p(PROSE), p("甲\ue123乙\ue124。"), kind="symbol")) == 1


def test_superscripts_and_subscripts_are_kept_in_a_body():
    assert "10<sup>8</sup>吨CO<sub>2</sub>" in body_of(
        p(PROSE), p("减排10", raised("8"), "吨CO", raised("2", "subscript"), "，覆盖全省。")
    )


def test_a_title_is_the_same_with_a_raised_character():
    title = p("山海省算力普惠行动", raised("方案"))
    body = [p("（来源：甲局）"), title, p(PROSE)]

    assert "<sup>" not in read(issue(*body), NAME).text


def test_a_link_in_a_sentence_is_kept_and_only_to_the_web():
    links = {"r9": "https://example.org/a(1)", "r8": "javascript:alert(1)"}
    linked = '<w:hyperlink r:id="r9"><w:r><w:t>全文</w:t></w:r></w:hyperlink>'
    wrong = '<w:hyperlink r:id="r8"><w:r><w:t>这里</w:t></w:r></w:hyperlink>'

    body = body_of(p(PROSE), p("阅读报告", linked, "，或点", wrong, "。"), links=links)

    assert '<a href="https://example.org/a%281%29" rel="noopener">全文</a>，或点这里。' in body


def test_a_link_field_is_a_link():
    linked = field(' HYPERLINK "https://example.org/b" ', "全文")

    assert 'href="https://example.org/b"' in body_of(p(PROSE), p("阅读", linked, "，再答复。"))


def test_a_link_that_is_a_whole_line_leaves_a_doubt():
    links = {"r9": "https://example.org/"}
    linked = '<w:hyperlink r:id="r9"><w:r><w:t>山海数据白皮书全文</w:t></w:r></w:hyperlink>'

    assert len(doubts_of(p(PROSE), p(linked), links=links, kind="link")) == 1


def notes(kind: str, *texts: str) -> str:
    separator = f'<w:{kind} w:type="separator" w:id="0">{p()}</w:{kind}>'
    return part(f"{kind}s", separator + "".join(
        f'<w:{kind} w:id="{at}">{p("<w:r><w:footnoteRef/></w:r>", text)}</w:{kind}>'
        for at, text in enumerate(texts, 1)
    ))  # fmt: skip


def test_footnotes_and_endnotes_are_numbered_in_one_row():
    refer = '<w:r><w:{}Reference w:id="1"/></w:r>'
    parts = {"footnotes": notes("footnote", "见甲书。"), "endnotes": notes("endnote", "见乙书。")}

    body = body_of(
        p("全省建成网络", refer.format("endnote"), "，覆盖乡村", refer.format("footnote"), "。"),
        p(PROSE), parts=parts,
    )  # fmt: skip

    assert '网络<sup class="footnote-ref"><a href="#fn-1" id="fnref-1"' in body
    assert body.endswith(
        '<section class="footnotes"><ol><li id="fn-1"><p>见乙书。</p></li>'
        '<li id="fn-2"><p>见甲书。</p></li></ol></section>'
    )


def test_a_footnote_that_nothing_refers_to_is_left_out():
    data = docx(p("甲"), parts={"footnotes": notes("footnote", "见甲书")})

    assert left_out(data) == [("正文没有引用的脚注", 3)]


def test_controls_smart_tags_and_custom_xml_are_opened():
    control = f"<w:sdt><w:sdtContent>{p('丙')}</w:sdtContent></w:sdt>"
    inline = f"<w:sdt><w:sdtContent>{r('乙')}</w:sdtContent></w:sdt>"
    tag = f"<w:smartTag>{r('甲')}</w:smartTag>"

    assert lines_of(p(tag, inline), control) == ["甲乙", "丙"]


def test_a_prompt_nobody_filled_in_is_left_out():
    hint = "<w:sdt><w:sdtPr><w:showingPlcHdr/></w:sdtPr><w:sdtContent>{}</w:sdtContent></w:sdt>"

    assert left_out(docx(p("甲", hint.format(r("单击输入"))))) == [("待填的占位文字", 4)]


def test_hidden_text_is_left_out():
    assert left_out(docx(p("甲", r("密语", "<w:vanish/>")))) == [("隐藏文字", 2)]


def test_the_reading_of_a_ruby_is_left_out():
    ruby = f"<w:r><w:ruby><w:rt>{r('shan')}</w:rt><w:rubyBase>{r('山')}</w:rubyBase></w:ruby></w:r>"

    assert lines_of(p(ruby, "海")) == ["山海"]
    assert left_out(docx(p(ruby))) == [("注音", 4)]


def test_an_equation_keeps_its_characters_and_is_doubted():
    equation = "<m:oMath><m:r><m:t>a+b</m:t></m:r></m:oMath>"

    assert lines_of(p("即", equation)) == ["即a+b"]
    assert len(doubts_of(p(PROSE, equation), kind="equation")) == 1


@pytest.mark.parametrize(
    ("inner", "written"),
    [
        ("<m:sSup><m:e>{c}</m:e><m:sup>{2}</m:sup></m:sSup>", "c<sup>2</sup>"),
        ("<m:sSub><m:e>{x}</m:e><m:sub>{i}</m:sub></m:sSub>", "x<sub>i</sub>"),
        ("<m:f><m:num>{a+b}</m:num><m:den>{c}</m:den></m:f>", "(a+b)/c"),
        ("<m:rad><m:deg/><m:e>{x}</m:e></m:rad>", "√x"),
        (
            '<m:nary><m:naryPr><m:chr m:val="∑"/></m:naryPr><m:sub>{i=1}</m:sub>'
            "<m:sup>{n}</m:sup><m:e>{x}</m:e></m:nary>",
            "∑<sub>i=1</sub><sup>n</sup>x",
        ),
        ("<m:d><m:e>{a}</m:e></m:d>", "(a)"),
    ],
)
def test_an_equation_is_written_on_one_line(inner, written):
    inner = inner.replace("{", "<m:r><m:t>").replace("}", "</m:t></m:r>")

    assert lines_of(p("即", f"<m:oMath>{inner}</m:oMath>")) == [f"即{written}"]


def test_an_old_property_kept_by_a_revision_counts_for_nothing():
    before = "<w:rPrChange w:id='3'><w:rPr><w:vanish/></w:rPr></w:rPrChange>"

    assert lines_of(p(r("甲", before))) == ["甲"]


def test_macros_stay_behind_and_it_is_said():
    assert propose(issue(content_type=MACROS), NAME).doubts[0].message == (
        "这个文档带有宏，宏没有导入，只取了文字和图片。"
    )


def test_a_strict_document_is_read_as_well():
    strict = document(p("甲")).replace(
        W, "http://purl.oclc.org/ooxml/wordprocessingml/main"
    ).replace(R, "http://purl.oclc.org/ooxml/officeDocument/relationships")  # fmt: skip

    assert read(zipped({"word/document.xml": strict}), NAME).text == "甲"


def test_a_link_at_the_end_of_a_lead_phrase_stays_whole():
    links = {"r9": "https://example.org/"}
    linked = '<w:hyperlink r:id="r9"><w:r><w:t>网络。</w:t></w:r></w:hyperlink>'

    assert (
        '<strong class="run-in">一、建设<a href="https://example.org/" rel="noopener">网络。</a>'
        f"</strong>{PROSE}</p>"
    ) in body_of(p("一、建设", linked, PROSE), p("二、开放。", PROSE), links=links)
