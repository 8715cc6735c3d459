"""三校: a signature holds for the text of its proof; 签发 waits for three that hold."""

import pytest
from django.db import IntegrityError, transaction

from editorial import checks, workflow
from editorial.models import Article, Edition, Issue, Record
from tests import cast
from tests.scenes import issue_in, ready_edition, sign_proofs

pytestmark = pytest.mark.django_db


def said(issue, verb, by) -> list[str]:
    with pytest.raises(workflow.Refused) as refusal:
        workflow.perform(issue, verb, by=by)
    return [finding.message for finding in refusal.value.findings]


def standing(issue) -> list[tuple[str, bool]]:
    return [(each.label, each.is_valid) for each in checks.readings(issue)]


def test_three_people_sign_and_the_issue_is_signed_off(newsroom):
    issue = issue_in("proofing", signed=0)

    workflow.perform(issue, "sign_first_proof", by=newsroom["xiao"])
    workflow.perform(issue, "sign_second_proof", by=newsroom["lin"])
    workflow.perform(issue, "sign_third_proof", by=newsroom["chen"])
    workflow.perform(issue, "sign_off", by=newsroom["wu"])

    proof = issue.editions.get(kind="proof")
    signed = Record.objects.filter(edition=proof).order_by("pk")
    assert [(each.label, each.remark) for each in signed] == [
        ("一校签字", "第1次校样"),
        ("二校签字", "第1次校样"),
        ("三校签字", "第1次校样"),
    ]
    assert {each.digest for each in signed} == {proof.digest}
    assert issue.state == Issue.State.SIGNED_OFF


def test_rounds_come_one_after_the_other(newsroom):
    issue = issue_in("proofing", signed=0)

    assert said(issue, "sign_third_proof", newsroom["wu"]) == [
        "2026年第1期的一校还没有签字。",
        "2026年第1期的二校还没有签字。",
    ]


def test_nobody_signs_two_rounds(newsroom):
    issue = issue_in("proofing", signed=0)
    workflow.perform(issue, "sign_first_proof", by=newsroom["xiao"])

    assert said(issue, "sign_second_proof", newsroom["xiao"]) == [
        "一校是您签的字，二校签字请由另一位来做。"
    ]


def test_a_second_click_signs_nothing_twice(newsroom):
    issue = issue_in("proofing", signed=0)
    workflow.perform(issue, "sign_first_proof", by=newsroom["xiao"])

    (sentence,) = said(issue, "sign_first_proof", newsroom["xiao"])

    assert sentence.startswith("一校已经签过字（萧校对 ")
    assert sentence.endswith("，第1次校样），文字没有再改，不必重签。")
    assert Record.objects.filter(verb="sign_first_proof").count() == 1


def test_a_change_of_text_voids_every_signature_and_says_so(newsroom):
    issue = issue_in("proofing", signed=0)
    sign_proofs(issue, {"一校": newsroom["xiao"], "二校": newsroom["lin"]})
    Article.objects.update(body="<p>改过了。</p>")
    ready_edition(issue, Edition.Kind.PROOF)

    assert standing(issue) == [("一校", False), ("二校", False), ("三校", False)]
    first, second, third = said(issue, "sign_off", newsroom["zhou"])
    assert first.startswith("一校的签字（萧校对 ")
    assert first.endswith("，第1次校样）之后文字或版式又改过，已经失效，请看过新校样后重签。")
    assert second.startswith("二校的签字（林编辑 ")
    assert third == "2026年第1期的三校还没有签字。"


def test_a_signature_on_the_new_proof_holds(newsroom):
    issue = issue_in("proofing", signed=1)
    Article.objects.update(body="<p>改过了。</p>")
    ready_edition(issue, Edition.Kind.PROOF)

    workflow.perform(issue, "sign_first_proof", by=newsroom["xiao"])

    assert standing(issue) == [("一校", True), ("二校", False), ("三校", False)]
    assert Record.objects.latest("pk").remark == "第2次校样"


def test_a_text_put_back_as_it_was_is_the_text_that_was_signed(newsroom):
    issue = issue_in("proofing")
    was = Article.objects.get().body
    Article.objects.update(body="<p>改过了。</p>")
    assert standing(issue)[0] == ("一校", False)

    Article.objects.update(body=was)

    assert standing(issue) == [("一校", True), ("二校", True), ("三校", True)]


def test_no_proof_no_signature(newsroom):
    issue = cast.make_issue(1, state=Issue.State.PROOFING)
    cast.make_article(issue, state=Article.State.FINAL, note="按语。")

    assert said(issue, "sign_first_proof", newsroom["xiao"]) == [
        "2026年第1期还没有校样，请先排版。"
    ]


def test_proofs_are_counted_issue_by_issue():
    one, two = cast.make_issue(1), cast.make_issue(2)
    numbers = []
    for issue in (one, one, two):
        edition = Edition.objects.order(issue, Edition.Kind.PROOF)
        numbers.append((edition.number, edition.name))
        Edition.objects.filter(pk=edition.pk).update(state="failed")

    assert numbers == [(1, "第1次校样"), (2, "第2次校样"), (1, "第1次校样")]
    assert Edition.objects.order(one, Edition.Kind.WEB).name == "网络版"


def test_two_proofs_never_carry_one_number():
    issue = cast.make_issue(1)
    Edition.objects.create(issue=issue, kind="proof", number=1, state="ready")

    with pytest.raises(IntegrityError), transaction.atomic():
        Edition.objects.create(issue=issue, kind="proof", number=1, state="ready")
