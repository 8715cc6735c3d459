"""付印签发: errors refuse, warnings want a reason, and who let it go is recorded."""

import pytest

from editorial import workflow
from editorial.models import Edition, Issue, Record, text_digest
from tests import cast

pytestmark = pytest.mark.django_db
NOTE, WARNING, ERROR = (
    {"message": f"{name}。", "severity": severity}
    for name, severity in (("提示", "note"), ("提醒", "warning"), ("错误", "error"))
)


def make_printed(*findings, issue_state=Issue.State.SIGNED_OFF, **fields) -> Edition:
    issue = cast.make_issue(1, state=issue_state)
    cast.make_article(issue)
    fields = {"kind": "print", "state": "ready", "digest": text_digest(issue)} | fields
    return Edition.objects.create(issue=issue, findings=list(findings), **fields)


def refusal(edition, by, reason="") -> list[str]:
    with pytest.raises(workflow.Refused) as refused:
        workflow.sign_for_print(edition, by=by, reason=reason)
    edition.refresh_from_db()
    assert not edition.is_signed and not Record.objects.exists()
    return [finding.message for finding in refused.value.findings]


@pytest.mark.parametrize("state", [Issue.State.SIGNED_OFF, Issue.State.PUBLISHED])
@pytest.mark.parametrize("name", ["wu", "zhou", "root"])
def test_a_clean_print_edition_is_signed_and_recorded(newsroom, name, state):
    edition = make_printed(NOTE, issue_state=state)

    record = workflow.sign_for_print(edition, by=newsroom[name])

    edition.refresh_from_db()
    assert (edition.signed_by, edition.signed_reason) == (newsroom[name], "")
    assert edition.is_signed
    assert (record.by, record.label, record.issue) == (newsroom[name], "付印签发", edition.issue)
    assert record.subject == f"2026年第1期 印刷版 #{edition.pk}"
    edition.issue.refresh_from_db()
    assert edition.issue.state == state


def test_an_error_refuses_whatever_reason_is_given(newsroom):
    edition = make_printed(ERROR, WARNING)

    assert refusal(edition, newsroom["zhou"], "急着付印。") == ["错误。"]


def test_warnings_want_a_reason(newsroom):
    edition = make_printed(WARNING)

    assert refusal(edition, newsroom["zhou"], "  ") == [
        "还有 1 处提醒没有改，要放行请在“理由”栏写明理由。",
        "提醒。",
    ]


def test_warnings_are_waved_through_with_name_and_reason(newsroom):
    edition = make_printed(WARNING)

    record = workflow.sign_for_print(edition, by=newsroom["wu"], reason="图只有这一张。")

    assert (edition.signed_by, edition.signed_reason) == (newsroom["wu"], "图只有这一张。")
    assert record.reason == "图只有这一张。"


@pytest.mark.parametrize("name", ["lin", "chen", "mei", "xiao"])
def test_only_signers_sign(newsroom, name):
    assert refusal(make_printed(), newsroom[name]) == ["付印签发要由副总编辑、总编辑来做，请转交。"]


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"digest": "old"}, "印刷版排好之后文字或版式又改过，请重新排版。"),
        ({"kind": "web"}, "2026年第1期 网络版不是排好的印刷版，不能付印签发。"),
        ({"state": "failed"}, "2026年第1期 印刷版不是排好的印刷版，不能付印签发。"),
    ],
)
def test_only_a_finished_print_edition_of_the_present_text_is_signed(newsroom, fields, sentence):
    assert refusal(make_printed(**fields), newsroom["zhou"]) == [sentence]


@pytest.mark.parametrize(("state", "name"), [("assembling", "组稿"), ("proofing", "校样"),
                                              ("withdrawn", "撤刊")])  # fmt: skip
def test_the_issue_must_have_been_signed_off(newsroom, state, name):
    assert refusal(make_printed(issue_state=state), newsroom["zhou"]) == [
        f"2026年第1期现在是“{name}”，全期签发之后才能付印签发。"
    ]


def test_it_is_signed_once(newsroom):
    edition = make_printed()
    workflow.sign_for_print(edition, by=newsroom["zhou"])

    with pytest.raises(workflow.Refused, match="已由周主编付印签发，不必再签。"):
        workflow.sign_for_print(edition, by=newsroom["wu"])

    assert Record.objects.count() == 1
