"""Answers kept by their tag: given again whole, bounded, and only such as are everybody's."""

from django.http import HttpResponse, StreamingHttpResponse

from editorial.archive.kept import Kept


def test_an_answer_is_given_again_with_its_headers():
    kept = Kept()
    kept.keep("a", HttpResponse("数据", content_type="text/plain", headers={"Link": "x"}))

    found = kept.find("a")

    assert (found.content.decode(), found["Content-Type"], found["Link"]) == (
        "数据",
        "text/plain",
        "x",
    )
    assert kept.find("b") is None


def test_what_a_request_adds_to_its_answer_is_its_own():
    kept = Kept()
    kept.keep("a", HttpResponse("数据"))

    kept.find("a")["Vary"] = "Cookie"

    assert not kept.find("a").has_header("Vary")


def test_those_asked_for_last_stay_longest():
    kept = Kept(most=25)
    for tag in "abc":
        kept.keep(tag, HttpResponse("x" * 10))
        kept.find("a")

    assert [tag for tag in "abc" if kept.find(tag)] == ["a", "c"]
    assert kept.size == 20


def test_an_answer_made_twice_counts_once():
    kept = Kept()
    for _ in range(3):
        kept.keep("a", HttpResponse("x" * 10))

    assert kept.size == 10


def test_errors_streams_cookies_and_giants_are_not_kept():
    kept = Kept()
    marked = HttpResponse("x")
    marked.set_cookie("a", "b")
    for answer in (
        HttpResponse("x", status=404),
        StreamingHttpResponse(["x"]),
        marked,
        HttpResponse(b"x" * (kept.most // 32 + 1)),
    ):
        kept.keep("a", answer)

    assert kept.find("a") is None
