"""Comments of a Word file become 审读意见 of the article that they were made on."""

import datetime as dt

import pytest

from editorial.intake import Refused, import_manuscript, propose, receive
from editorial.intake.again import Choice, adopt
from editorial.models import Comment, Manuscript
from tests.intake.samples import PROSE
from tests.intake.word.builder import docx, p, part, r
from tests.intake.word.everything import everything
from tests.intake.word.samples import NAME, issue


def comment(name: int, *paragraphs: str, author: str = "沈审读", date: str = "") -> str:
    """Its last paragraph bears ``name`` as the id by which the other part speaks of it."""
    words = "".join(f'<w:p w14:paraId="{name:08d}">{r(text)}</w:p>' for text in paragraphs or ("",))
    return f'<w:comment w:id="{name}" w:author="{author}" w:date="{date}">{words}</w:comment>'


def beside(*rows: tuple[int, int | None, bool]) -> str:
    """commentsExtended.xml: (comment, the one it answers, whether it is done)."""
    made = "".join(
        f'<w15:commentEx w15:paraId="{name:08d}" w15:done="{int(is_done)}"'
        + (f' w15:paraIdParent="{parent:08d}"/>' if parent is not None else "/>")
        for name, parent, is_done in rows
    )
    return part("commentsEx", made).replace("w:commentsEx", "w15:commentsEx")


def about(name: int, text: str) -> str:
    """A passage with its comment on it, as Word marks it."""
    start, end = (f'<w:commentRange{edge} w:id="{name}"/>' for edge in ("Start", "End"))
    return f'{start}{r(text)}{end}<w:r><w:commentReference w:id="{name}"/></w:r>'


def remarks_of(*comments: str, extended: str = "", before: tuple[str, ...] = ()):
    parts = {"comments": part("comments", "".join(comments))}
    if extended:
        parts["commentsExtended"] = extended
    body = p("全省共建成，", about(1, "三百个"), "站点。")
    proposal = propose(issue(p(PROSE), body, parts=parts), NAME)
    assert proposal.accounting.missing == 0
    return proposal.articles[0].remarks


def test_a_remark_knows_its_passage_its_writer_and_its_hour():
    (remark,) = remarks_of(comment(1, "请核对", "数字。", date="2026-01-08T09:30:00Z"))

    assert (remark.quote, remark.before) == ("三百个", "全省共建成，")
    assert (remark.text, remark.author) == ("请核对\n数字。", "沈审读")
    assert remark.at == dt.datetime(2026, 1, 8, 9, 30)


def test_answers_stand_below_the_first_remark_of_their_thread():
    (remark,) = remarks_of(
        comment(1, "请核对。"),
        comment(2, "已核对。", author="林编辑"),
        comment(3, "好。"),
        extended=beside((1, None, True), (2, 1, False), (3, 2, False)),
    )

    assert [each.text for each in remark.answers] == ["已核对。", "好。"]
    assert remark.is_done


def test_programs_that_give_paragraphs_no_ids_are_read_as_well():
    found = remarks_of(
        comment(1, "甲。").replace(' w14:paraId="00000001"', ""),
        comment(2, "乙。").replace(' w14:paraId="00000002"', ""),
        extended=beside((1, None, True)),
    )

    assert [(each.text, each.is_done) for each in found] == [("甲。", False)]


def test_a_forged_circle_of_answers_ends():
    found = remarks_of(
        comment(1, "甲。"), comment(2, "乙。"), extended=beside((1, 2, False), (2, 1, False))
    )

    assert sum(remark.characters for remark in found) <= 4


def test_a_remark_without_words_is_no_remark_unless_it_was_answered():
    assert remarks_of(comment(1)) == ()

    (remark,) = remarks_of(
        comment(1), comment(2, "已核对。"), extended=beside((1, None, False), (2, 1, False))
    )
    assert (remark.text, remark.answers[0].text) == ("（这条批注没有文字。）", "已核对。")


def test_a_remark_on_the_cover_is_doubted_and_left_out():
    parts = {"comments": part("comments", comment(1, "换个主题。"))}

    proposal = propose(issue(p(PROSE), parts=parts), NAME)

    (doubt,) = [each for each in proposal.doubts if each.kind == "comment"]
    assert doubt.message == (
        "第 1 行有沈审读的批注：“换个主题。”；它不在文章里，没有导入，请处理。"
    )
    assert ("批注不在文章里（见存疑）", 5) in [
        (each.reason, each.characters) for each in proposal.accounting.left_out
    ]
    assert proposal.accounting.missing == 0


def test_an_open_remark_is_announced_and_a_done_one_is_not():
    found = [each.message for each in propose(everything(), NAME).doubts if each.kind == "comment"]

    assert found == [
        "第 35 行“十二个领域”处有沈审读的批注：“请核对领域的数目。”，入库时存为这一篇的审读意见。"
    ]


def test_a_thousand_comments_are_too_many():
    many = "".join(comment(at, "甲") for at in range(1_001))

    with pytest.raises(Refused) as refusal:
        propose(docx(p("甲"), parts={"comments": part("comments", many)}), NAME)

    assert refusal.value.message == (
        "这个 Word 文档里有 1001 条批注，超过 1000 条的上限；请删去已经处理的批注后再导入。"
    )


@pytest.mark.django_db
def test_storing_keeps_them_with_their_article(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path

    policy, law, *_ = import_manuscript(everything(), NAME).issue.articles.in_print_order()

    rows = [
        (each.quote, each.writer, each.body, [a.body for a in each.replies.all()], each.is_resolved)
        for each in policy.comments.threads()
    ]
    assert rows == [
        ("十二个领域", "沈审读", "请核对领域的数目。", ["已与原件核对，数目无误。"], False),
        ("数据集团", "沈审读", "这里是全称吗？", [], True),
    ]
    assert f"{policy.comments.threads()[0].created_at:%Y-%m-%d %H:%M}" == "2026-01-10 01:30"
    assert law.comments.count() == 0


@pytest.mark.django_db
def test_a_newer_version_of_the_file_adds_only_what_is_new(settings, tmp_path, newsroom):
    settings.MEDIA_ROOT = tmp_path
    old = [comment(1, "请核对。")]
    new = [*old, comment(2, "已核对。")]
    body = p("全省共建成，", about(1, "三百个"), "站点。")

    def version(*comments, **more):
        parts = {"comments": part("comments", "".join(comments)), **more}
        return issue(p(PROSE), body, p("又一段。" * len(comments)), parts=parts)

    article = import_manuscript(version(*old), NAME).issue.articles.get()
    thread = article.comments.get()
    answered = beside((1, None, False), (2, 1, False))
    receive(version(*new, commentsExtended=answered), "改.docx", by=newsroom["lin"])
    newer = Manuscript.objects.get(name="改.docx")
    choice = Choice({article.pk: article.version})
    adopt(newer, choice, by=newsroom["lin"], version=newer.version)

    assert Comment.objects.get(pk=thread.pk).replies.get().body == "已核对。"
    assert [(each.body, each.quote) for each in article.comments.threads()] == [
        ("请核对。", "三百个")
    ]
