"""Passages: the sentences where the words stand, in the text's own script, with what is marked."""

from types import SimpleNamespace

from editorial.search import Piece, shown
from editorial.search.folding import fold


def entry(title: str, *lines: str):
    text = "\n".join([title, "", "", "", "", *lines])
    return SimpleNamespace(text=text, folded=fold(text))


def as_text(pieces) -> str:
    return "".join(f"[{piece.text}]" if piece.is_marked else piece.text for piece in pieces)


def passages(found) -> list[str]:
    return [as_text(each) for each in found.passages]


def test_title_and_sentences_are_marked_in_their_own_script():
    found = shown(entry("數據與ＡＩ", "先說明。數據要素要流通。末句。"), ("数据", "ai"))

    assert as_text(found.title) == "[數據]與[ＡＩ]"
    assert passages(found) == ["[數據]要素要流通。"]


def test_the_sentences_with_most_words_are_taken_in_the_order_of_the_text():
    lines = (
        "算力一句话说在这里开头。",
        "算力和补贴同在这一句里。",
        "补贴一句话说在这里中间。",
        "补贴再来一句算力也来。",
    )

    assert passages(shown(entry("题", *lines), ("算力", "补贴"))) == [
        "[算力]和[补贴]同在这一句里。",
        "[补贴]再来一句[算力]也来。",
    ]


def test_a_long_sentence_is_cut_around_the_word():
    found = shown(entry("题", "前" * 200 + "算力" + "后" * 200 + "。"), ("算力",))

    (passage,) = passages(found)
    assert passage == "……" + "前" * 36 + "[算力]" + "后" * 70 + "……"


def test_a_cell_of_a_table_gives_way_to_a_sentence():
    found = shown(
        entry("题", "算力", "说到算力的是这一句话。", "关于算力的另一句也在。"), ("算力",)
    )

    assert passages(found) == ["说到[算力]的是这一句话。", "关于[算力]的另一句也在。"]


def test_without_words_a_text_shows_how_it_begins():
    assert passages(shown(entry("题", "开头的话。" * 30), ())) == ["开头的话。" * 16]
    assert passages(shown(entry("题", "开头一句话。" * 30), ())) == ["开头一句话。" * 13 + "开头……"]
    assert passages(shown(entry("题", "短文。"), ())) == ["短文。"]
    assert passages(shown(entry("题"), ())) == []


def test_what_is_marked_is_a_piece_of_its_own():
    assert shown(entry("算力(试行)"), ("(试",)).title == (
        Piece("算力"),
        Piece("(试", True),
        Piece("行)"),
    )
