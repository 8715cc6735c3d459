"""What a body may contain: the vocabulary goes through, all else goes, the words stay."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from editorial import richtext
from editorial.richtext import is_same_text, sanitise, sanitise_note

PICTURE = "/pictures/" + "0123456789abcdef" * 2 + ".png"

# One body in which every element, class and attribute of the vocabulary occurs.
WHOLE_VOCABULARY = (
    '<p class="addressee">各市数据局：</p>'
    '<h2>一、总体要求</h2><h3>（一）目标 <span lang="en">Goals</span></h3>'
    "<h4>1.分步</h4><h5>（1）细目</h5>"
    '<p><strong class="run-in">（二）加强统筹。</strong>正文<em>斜</em><u>线</u>'
    "H<sub>2</sub>O m<sup>2</sup>"
    '<sup class="footnote-ref"><a href="#fn-1" id="fnref-1" rel="noopener">1</a></sup>'
    '<span class="duty">（责任单位：省数据局）</span></p>'
    '<p class="dash">——要点。说明。</p><p class="note">（注：口径见附件。）</p>'
    '<p>见<a href="https://example.org/full" rel="noopener">全文</a>。<br>另起一行。</p>'
    "<blockquote><p>引文。</p></blockquote>"
    '<ul><li>甲</li><li>乙</li></ul><ol start="3"><li>丙</li></ol>'
    '<section class="report-contents"><p>一、背景</p><p>二、结论</p></section>'
    f'<figure><img src="{PICTURE}" alt="图"><figcaption>图1 位置</figcaption></figure>'
    "<figure><figcaption>图2 丢失的图</figcaption></figure>"
    '<figure class="qr"><figcaption>扫描二维码 阅读全文</figcaption></figure>'
    '<figure class="chart" data-chart="bar"><table><thead><tr><th scope="col">年</th>'
    '<th scope="col">值</th></tr></thead><tbody><tr><td>2025</td><td>3</td></tr></tbody></table>'
    "<figcaption>图3 柱</figcaption></figure>"
    '<table><caption>表1</caption><thead><tr><th colspan="2">项</th></tr></thead>'
    '<tbody><tr><td rowspan="2">甲</td><td>1</td></tr><tr><td>2</td></tr></tbody></table>'
    '<section class="footnotes"><ol><li id="fn-1">注文。</li></ol></section>'
)


def test_the_whole_vocabulary_goes_through_unchanged():
    assert sanitise(WHOLE_VOCABULARY) == WHOLE_VOCABULARY


@pytest.mark.parametrize(
    ("written", "kept"),
    [
        ("<p><b>粗</b><i>斜</i></p>", "<p><strong>粗</strong><em>斜</em></p>"),
        ("<div>甲</div><div>乙</div>", "<p>甲</p><p>乙</p>"),
        ("<div><p>甲</p>尾<i>巴</i></div>末", "<p>甲</p><p>尾<em>巴</em></p><p>末</p>"),
        ("<h1>标题</h1><h6>小题</h6>", "<h2>标题</h2><h5>小题</h5>"),
        ("裸字<br>两行", "<p>裸字<br>两行</p>"),
        ("<center>居中</center>", "<p>居中</p>"),
        ("<table><tr><td><div>格</div></td></tr></table>",
         "<table><tbody><tr><td>格\n</td></tr></tbody></table>"),
        ('<p style="color:red" class="MsoNormal" onclick="x()">字</p>', "<p>字</p>"),
        ("<p><font color=red>字</font></p>", "<p>字</p>"),
        ("<p><strong><span><span style='x'>一、</span>总则</span></strong></p>",
         "<p><strong>一、总则</strong></p>"),
        ('<p><span class="duty other">责</span></p>', '<p><span class="duty">责</span></p>'),
        ("<p>甲</p><p>&nbsp;</p><p><br></p><p>乙</p>", "<p>甲</p><p>乙</p>"),
        ("<p>一\x00二\x0b三</p>", "<p>一二三</p>"),
        ("<p>𠮷㐀 😀</p>", "<p>𠮷㐀 😀</p>"),
        ("", ""),
    ],
)  # fmt: skip
def test_foreign_markup_becomes_ours_and_keeps_its_words(written, kept):
    assert sanitise(written) == kept


@pytest.mark.parametrize(
    "attack",
    [
        "<script>alert(1)</script>",
        '<img src="x" onerror="alert(1)">',
        '<a href="javascript:alert(1)">点</a>',
        "<iframe src='https://example.org'></iframe>",
        "<svg onload=alert(1)></svg>",
        "<math><style><img src=x onerror=alert(1)></style></math>",
        "<style>p{background:url(https://example.org)}</style>",
        '<figure class="chart" data-chart="x" onmouseover="alert(1)"><table></table></figure>',
    ],
)
def test_nothing_that_runs_or_loads_gets_through(attack):
    clean = sanitise(f"<p>前</p>{attack}<p>后</p>")

    assert "前" in clean and "后" in clean
    for word in ("alert", "javascript", "onerror", "script", "iframe", "svg", "url("):
        assert word not in clean


def test_a_picture_from_elsewhere_goes_with_its_husk():
    assert sanitise('<p>甲<img src="https://example.org/x.png" alt="a>b">乙</p>') == "<p>甲乙</p>"
    assert sanitise('<figure><img src="data:image/png;base64,AA"></figure>') == ""


def test_a_lost_picture_leaves_its_caption():
    body = '<figure><img src="https://example.org/x.png"><figcaption>图1 量</figcaption></figure>'

    assert sanitise(body) == "<figure><figcaption>图1 量</figcaption></figure>"


def test_attributes_stand_in_one_order():
    assert sanitise('<p><a id="fnref-1" href="#fn-1">1</a></p>') == sanitise(
        '<p><a href="#fn-1" id="fnref-1">1</a></p>'
    )


def test_every_attribute_of_the_vocabulary_has_its_place():
    named = {name for names in richtext.ATTRIBUTES.values() for name in names}

    assert named | {"class", "rel"} == set(richtext._ATTRIBUTE_ORDER)


def test_a_picture_alone_in_a_paragraph_becomes_a_figure():
    assert sanitise(f'<p><img src="{PICTURE}" alt="x"></p>') == (
        f'<figure><img src="{PICTURE}" alt="x"></figure>'
    )


TAGS = st.sampled_from(
    [
        "p",
        "div",
        "b",
        "i",
        "h1",
        "h2",
        "section",
        "figure",
        "td",
        "table",
        "span",
        "li",
        "ul",
        "font",
    ]
)


@st.composite
def markup(draw, depth=3):
    pieces = []
    for _ in range(draw(st.integers(0, 3))):
        pieces.append(draw(st.text("甲乙丙ab 。", max_size=6)))
        if depth and draw(st.booleans()):
            tag = draw(TAGS)
            pieces.append(f"<{tag}>{draw(markup(depth=depth - 1))}</{tag}>")
    return "".join(pieces)


@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(markup())
def test_cleaning_twice_changes_nothing_and_no_word_is_lost(html):
    once = sanitise(html)

    assert sanitise(once) == once
    assert sorted(_letters(once)) == sorted(_letters(html))


def _letters(html):
    return "".join(richtext.plain_text(html).split())


@pytest.mark.parametrize(
    ("written", "kept"),
    [
        ("<h2>题</h2><ul><li>甲</li></ul>", "<p>题</p><p>甲</p>"),
        (f'<p>字<img src="{PICTURE}"></p>', "<p>字</p>"),
        ('<p class="dash">——要点</p>', "<p>——要点</p>"),
        ("<p>见<strong>粗</strong></p>", "<p>见<strong>粗</strong></p>"),
        ("<table><tr><td>格</td></tr></table>", "<p>格</p>"),
    ],
)
def test_a_note_is_paragraphs_only(written, kept):
    assert sanitise_note(written) == kept


def test_white_space_between_blocks_is_no_difference():
    assert is_same_text("<p>甲</p>\n\n<p>乙 丙</p>", "<p>甲</p><p>乙 丙</p>")
    assert not is_same_text("<p>乙 丙</p>", "<p>乙丙</p>")


def test_names_of_pictures_are_read_from_the_body():
    assert richtext.picture_names(WHOLE_VOCABULARY) == {"0123456789abcdef" * 2 + ".png"}


def test_the_words_of_very_many_headings_are_all_counted():
    assert richtext.character_count("<h2>数据港</h2>\n" * 1000) == 3000


def test_what_no_page_can_hold_goes_the_words_stay():
    assert sanitise("<p>\x00\x01\ufffe\uffff甲</p>") == "<p>甲</p>"


def test_a_cell_covers_no_more_than_a_table_can_have():
    cell = '<td colspan="{}" rowspan="{}">甲</td>'

    def row(wide, high):
        return f"<table><tbody><tr>{cell.format(wide, high)}</tr></tbody></table>"

    assert sanitise(row(200, 1000)) == row(200, 1000)
    for wide, high in ((201, 1001), (1_000_000, 65_534), ("0", "-1"), ("9" * 5000, "二")):
        assert sanitise(row(wide, high)) == "<table><tbody><tr><td>甲</td></tr></tbody></table>"


def test_a_picture_put_into_a_caption_stands_above_its_words():
    image = '<img src="/pictures/0123456789abcdef0123456789abcdef.jpg" alt="门口">'

    body = richtext.sanitise(f"<figure><figcaption>{image}图1 驿站门口</figcaption></figure>")

    assert body == f"<figure>{image}<figcaption>图1 驿站门口</figcaption></figure>"
