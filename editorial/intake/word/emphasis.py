"""Bold words within a paragraph of Word: kept as emphasis, where they are no heading's."""

from editorial.intake.grammar import (
    attachment_label,
    is_caption,
    is_qr,
    is_trailing_note,
    marker_of,
    note_label,
)

Segment = tuple[str, bool]  # text with its marks, whether bold
_ENDS = "。！？；：…”』」）)"
_LONGEST_LEAD = 12  # characters of 一是, 二是 …
_OPEN, _CLOSE = "（(", "）)"


def stressed(number: str, segments: list[Segment], *, is_kept: bool) -> tuple[str, str]:
    """(the bold words at the head of a line, the rest with its emphasis marked).

    ``number`` is what Word counts before the line; unless ``is_kept`` nothing is marked.
    """
    lead, rest = _bold_lead(segments)
    plain = number + lead + "".join(text for text, _ in rest)
    is_marked = is_kept and (bool(lead) or any(is_bold for _, is_bold in rest))
    if not is_marked or not plain.strip() or _is_label(plain):
        return lead, plain[len(number + lead) :]
    marked = _emphasised(plain, number + lead, rest)
    if not number and _is_stressed(lead, plain):
        return "", f"<mark>{lead.strip()}</mark>{marked}"
    return lead, marked


def _bold_lead(segments: list[Segment]) -> tuple[str, list[Segment]]:
    end = 0
    for at, (text, is_bold) in enumerate(segments):
        if text.strip() and not is_bold:
            break
        end = at + 1 if text.strip() else end
    lead = "".join(text for text, _ in segments[:end])
    has_words = any(text.strip() and "[^" not in text for text, _ in segments[:end])
    return (lead, segments[end:]) if has_words else ("", segments)


def _emphasised(plain: str, said: str, rest: list[Segment]) -> str:
    """``<mark>`` around what is bold after ``said``.

    The phrase behind a number may be bold as well, so that in a numbered paragraph emphasis
    begins only after the first full stop; a duty in brackets is left as it is.
    """
    stops = "。" if marker_of(plain) or plain.startswith("—") else "。，；：、"
    last = max((at for at, (text, _) in enumerate(rest) if text.strip()), default=0)
    depth, has_stopped, made = 0, False, []
    for at, text, is_bold in ((-1, said, False), *((n, *each) for n, each in enumerate(rest))):
        is_inside = is_bold and depth == 0 and has_stopped
        made.append(_marked(text, is_last=at == last) if is_inside else text)
        # Counted on, not counted anew: a forged paragraph has a hundred thousand runs.
        depth += _depth(text)
        has_stopped = has_stopped or any(stop in text for stop in stops)
    return "".join(made[1:])


def _is_stressed(lead: str, plain: str) -> bool:
    """一是 at the head of a paragraph: stressed, but no phrase that could be a heading."""
    words = lead.strip()
    is_short = 0 < len(words) <= _LONGEST_LEAD and words[-1] not in "。：:、，" and "<" not in words
    return is_short and "。" in plain and len(plain) > 2 * len(words) and marker_of(plain) is None


def _is_label(plain: str) -> bool:
    """Lines whose head the intake reads by its words."""
    text = plain.strip()
    tests = (is_caption, is_qr, is_trailing_note)
    return (
        note_label(text) is not None
        or attachment_label(text) is not None
        or any(test(text) for test in tests)
    )


def _depth(text: str) -> int:
    return sum(text.count(mark) for mark in _OPEN) - sum(text.count(mark) for mark in _CLOSE)


def _marked(text: str, *, is_last: bool) -> str:
    """The end of a sentence stays outside: it is looked at where a page may have cut it."""
    core = text.rstrip(_ENDS + " \u3000")
    tail = text[len(core) :]
    is_footnote = core.startswith("[^") and core.endswith("]")
    if not core.strip() or is_footnote or "<" in core or (is_last and not tail):
        return text
    gap = core[: len(core) - len(core.lstrip())]
    return f"{gap}<mark>{core.lstrip()}</mark>{tail}"
