"""导入来稿: from a file or a paste to an issue, and what is said of it."""

import json
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from editorial.models import Issue, Manuscript
from tests.intake.word.builder import docx, p
from tests.screens.desk.forms import text_of

pytestmark = pytest.mark.django_db
IMPORT = "/desk/editorial/manuscript/import/"
TEXT = (Path(__file__).parent / "manuscript.txt").read_text(encoding="utf-8")


def as_file(text=TEXT, name="第47期.txt", encoding="utf-8"):
    return SimpleUploadedFile(name, text.encode(encoding))


def page_of(manuscript, name):
    return f"/desk/editorial/manuscript/{manuscript.pk}/{name}/"


def import_and_confirm(client, sent):
    client.post(IMPORT, sent)
    manuscript = Manuscript.objects.latest("pk")
    return client.post(page_of(manuscript, "confirm"), {"version": manuscript.version}, follow=True)


def test_a_file_waits_for_its_proposal_and_is_no_issue_yet(at_desk, newsroom):
    response = at_desk("lin").post(IMPORT, {"file": as_file()}, follow=True)

    manuscript = Manuscript.objects.get()
    assert (manuscript.state, manuscript.received_by) == ("pending", newsroom["lin"])
    assert response.redirect_chain == [(page_of(manuscript, "proposal"), 302)]
    assert Issue.objects.count() == 0


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030"])
def test_a_confirmed_file_becomes_an_issue_with_its_articles(at_desk, newsroom, encoding):
    client = at_desk("lin")

    response = import_and_confirm(client, {"file": as_file(encoding=encoding)})

    issue = Issue.objects.get()
    manuscript = Manuscript.objects.get()
    assert (issue.number, issue.running_number) == (47, 314)
    assert [article.plain_title for article in issue.articles.in_print_order()] == [
        "关于推进数据驿站建设的指导意见",
        "山海省公共数据授权运营管理办法",
        "数据空间的三个趋势",
    ]
    assert (manuscript.state, manuscript.issue) == ("stored", issue)
    assert "《第47期.txt》已入库：2026年第47期，共 3 篇文章。" in text_of(response)


def test_a_word_file_becomes_the_same_issue_and_is_kept_as_it_came(at_desk):
    data = docx(*map(p, TEXT.split("\n")))
    client = at_desk("lin")

    import_and_confirm(client, {"file": SimpleUploadedFile("第47期.docx", data)})

    manuscript = Manuscript.objects.get()
    assert [article.plain_title for article in manuscript.issue.articles.in_print_order()] == [
        "关于推进数据驿站建设的指导意见",
        "山海省公共数据授权运营管理办法",
        "数据空间的三个趋势",
    ]
    assert manuscript.file.read() == data


def test_a_pdf_is_refused_with_how_to_save_it(at_desk):
    response = at_desk("lin").post(IMPORT, {"file": SimpleUploadedFile("期.docx", b"%PDF-1.7 x")})

    assert "这个文件是 PDF 文件，不能直接导入；请在 Word 或 WPS 中打开它，另存为 .docx" in text_of(
        response
    )
    assert not Manuscript.objects.exists()


def test_the_report_names_articles_doubts_and_the_account(at_desk):
    text = text_of(import_and_confirm(at_desk("lin"), {"file": as_file()}))

    report = Manuscript.objects.get().report
    assert "关于推进数据驿站建设的指导意见 编者按 1 段" in text
    for doubt in report["doubts"]:
        assert doubt["message"] in text
    assert f"来稿共 {report['accounting']['characters_in']:,} 个字符" in text
    assert "打开2026年第47期" in text


def test_pasted_text_becomes_an_issue_too(at_desk):
    import_and_confirm(at_desk("lin"), {"text": TEXT})

    assert Issue.objects.get().articles.count() == 3
    assert Manuscript.objects.get().name.startswith("粘贴的文字 ")


def test_the_same_file_while_it_waits_leads_another_editor_to_its_proposal(at_desk):
    at_desk("lin").post(IMPORT, {"file": as_file()})
    manuscript = Manuscript.objects.get()

    response = at_desk("chen").post(IMPORT, {"file": as_file(name="又一次.txt")}, follow=True)

    assert Manuscript.objects.count() == 1
    assert response.redirect_chain[-1][0] == page_of(manuscript, "proposal")
    assert "已由林编辑交来，正在核对，这里接着上次的地方。" in text_of(response)


def test_the_same_file_twice_says_so_and_leads_to_the_first(at_desk):
    client = at_desk("lin")
    import_and_confirm(client, {"file": as_file()})
    manuscript = Manuscript.objects.get()

    response = client.post(IMPORT, {"file": as_file(name="又一次.txt")}, follow=True)

    assert Issue.objects.count() == 1
    assert response.redirect_chain[-1][0] == f"/desk/editorial/manuscript/{manuscript.pk}/change/"
    assert "已由林编辑导入过，没有重复导入。" in text_of(response)


@pytest.mark.parametrize("state", ["signed_off", "published", "withdrawn"])
def test_a_number_that_is_closed_is_refused_and_nothing_is_stored(at_desk, state):
    client = at_desk("lin")
    import_and_confirm(client, {"file": as_file()})
    Issue.objects.update(state=state)

    response = client.post(IMPORT, {"file": as_file(TEXT.replace("三千处", "四千处"))})

    assert response.status_code == 400
    assert "2026年第47期" in response.context["form"].errors["file"][0]
    assert (Issue.objects.count(), Manuscript.objects.count()) == (1, 1)


@pytest.mark.parametrize(
    "content", [b"", b"\x89PNG\r\n\x1a\n\x00\x00\x00", "没有要目的一段话。".encode(), b"\xff" * 90]
)
def test_what_is_no_issue_is_refused_with_a_sentence(at_desk, content):
    file = SimpleUploadedFile("x.txt", content)

    response = at_desk("lin").post(IMPORT, {"file": file})

    sentences = response.context["form"].errors["file"]
    assert response.status_code == 400
    assert len(sentences) == 1 and sentences[0].endswith("。")
    assert Issue.objects.count() == Manuscript.objects.count() == 0


def lines_of(client, sent) -> list[dict]:
    """What a page with a script is told while it waits."""
    response = client.post(IMPORT, sent, headers={"accept": "application/x-ndjson"})
    return [json.loads(line) for line in b"".join(response.streaming_content).splitlines()]


def test_each_step_of_the_reading_is_told_and_then_where_to_go_on(at_desk):
    client = at_desk("lin")

    *steps, last = lines_of(client, {"file": as_file()})

    assert [each["step"] for each in steps] == [
        "读出文字", "找封面、版权页和目录", "分篇", "整理第 1 篇，共 3 篇", "整理第 2 篇，共 3 篇",
        "整理第 3 篇，共 3 篇", "对账", "收存来稿",
    ]  # fmt: skip
    manuscript = Manuscript.objects.get()
    assert last == {"url": page_of(manuscript, "received")}
    assert client.get(last["url"]).url == page_of(manuscript, "proposal")


def test_the_same_bytes_lead_to_the_issue_that_they_became(at_desk):
    client = at_desk("lin")
    import_and_confirm(client, {"file": as_file()})

    *_, last = lines_of(client, {"file": as_file(name="又一次.txt")})
    page = client.get(last["url"], follow=True).content.decode()

    issue = Issue.objects.get()
    assert "已由林编辑导入过，没有重复导入。它所成的是" in page
    assert f'<a href="/desk/editorial/issue/{issue.pk}/change/">2026年第47期</a>。' in page


@pytest.mark.parametrize(
    ("sent", "field", "sentence"),
    [
        ({}, "__all__", "请选择一个 .docx、.txt 或 .md 文件，或把全文贴进下面的框里。"),
        ({"text": "一段话。"}, "text", "来稿里没有“本期要目”，也没有找到编者按"),
        ({"file": b""}, "file", "这个文件是空的，请确认选对了文件后重新导入。"),
    ],
)
def test_what_is_wrong_is_told_at_its_field_and_nothing_is_kept(at_desk, sent, field, sentence):
    if "file" in sent:
        sent = {"file": SimpleUploadedFile("x.txt", sent["file"])}

    faults = lines_of(at_desk("lin"), sent)[-1]["faults"]

    assert list(faults) == [field] and faults[field][0].startswith(sentence)
    assert not Manuscript.objects.exists()


def test_a_refused_paste_stays_in_its_box(at_desk):
    page = at_desk("lin").post(IMPORT, {"text": "没有要目的一段话。"}).content.decode()

    assert "没有要目的一段话。</textarea>" in page


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({}, "请选择一个 .docx、.txt 或 .md 文件，或把全文贴进下面的框里。"),
        ({"text": "   "}, "请选择一个 .docx、.txt 或 .md 文件，或把全文贴进下面的框里。"),
        ({"text": "字", "file": "字"}, "文件和粘贴的文字只要一样，请清空其中一处。"),
    ],
)
def test_a_form_filled_by_halves_or_twice_is_asked_again(at_desk, typed, sentence):
    if "file" in typed:
        typed = typed | {"file": as_file(typed["file"])}

    response = at_desk("lin").post(IMPORT, typed)

    assert sentence in text_of(response)


def test_the_original_is_given_back_to_be_saved_and_never_shown(at_desk):
    client = at_desk("lin")
    client.post(IMPORT, {"file": as_file(name="稿.txt")})
    url = f"/desk/editorial/manuscript/{Manuscript.objects.get().pk}/original/"

    response = at_desk("xiao").get(url)

    assert b"".join(response.streaming_content).decode() == TEXT
    assert response["Content-Type"] == "application/octet-stream"
    assert response["Content-Disposition"].startswith("attachment")


def test_manuscripts_are_not_edited_or_deleted(at_desk):
    client = at_desk("root")
    client.post(IMPORT, {"file": as_file()})
    base = f"/desk/editorial/manuscript/{Manuscript.objects.get().pk}"

    assert client.post(f"{base}/change/", {"name": "x"}).status_code == 403
    assert client.post(f"{base}/delete/", {"post": "yes"}).status_code == 403
