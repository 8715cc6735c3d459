"""The report: a proposal in the words of truth.json, with doubts, mends and the account."""

import re

from editorial.intake.article import Draft
from editorial.intake.grammar import ends_sentence, marker_of
from editorial.intake.lines import Block
from editorial.intake.masthead import Masthead
from editorial.intake.profiles import Profile
from editorial.intake.review import Proposal
from editorial.typography import comparison_form, letters

_FOOTNOTE_MARK = re.compile(r"\[\^\d{1,3}\]:?|</?(?:su[bp]|mark)>|<br>|<<|\^\^")
_DECIMAL = re.compile(r"^(\d{1,2}(?:[.．]\d{1,2}){1,3})[.．]?\s*(?=\D)(.+)$")  # 1.1 of a report
_NOT_BODY = ("qr", "picture")
_PROSE = ("text", "run_in", "item", "dash")
_NOT_PROSE = ("qr", "picture", "caption", "table")


def report_of(proposal: Proposal) -> dict:
    """JSON-ready: the fields of truth.json for one issue, then doubts, mends, accounting."""
    front = proposal.front
    return {
        "file": proposal.name,
        "digest": proposal.digest,
        "encoding": proposal.encoding,
        "cover": _cover(proposal),
        "masthead": [
            {"role": entry.role, "names": list(entry.names)} for entry in front.masthead.entries
        ],
        "contact": _contact(front.masthead),
        "new_media_label": front.masthead.has_new_media,
        "disclaimer": bool(front.masthead.disclaimer),
        "article_count": len(proposal.articles),
        "sections": _sections(proposal),
        "organisation_profiles": [_profile(profile) for profile in proposal.profiles],
        "doubts": [
            {"line": doubt.line, "kind": doubt.kind, "message": doubt.message}
            for doubt in proposal.doubts
        ],
        "mends": proposal.mends,
        "accounting": accounting_report(proposal),
    }


def _cover(proposal: Proposal) -> dict:
    numbering = proposal.front.numbering
    story = proposal.cover_story
    headline = proposal.cover_headline.replace("\n", "")
    title = proposal.articles[story].plain_title if story is not None else ""
    return {
        "tagline": proposal.front.tagline,
        "title": proposal.front.name,
        "strapline": proposal.front.strapline,
        "date": numbering.date.isoformat(),
        "issue_no": numbering.number,
        "cumulative_no": numbering.running_number,
        "cover_headline": headline,
        "cover_headline_raw": proposal.cover_headline_raw,
        "cover_headline_article_index": None if story is None else story + 1,
        "cover_headline_matches_article_title": bool(title)
        and comparison_form(headline) == comparison_form(title),
    }


def _contact(masthead: Masthead) -> dict:
    return {
        "phone": masthead.phone,
        "phone_note": masthead.phone_note,
        "email": masthead.email,
        "address": masthead.address,
    }


def _sections(proposal: Proposal) -> list[dict]:
    """Sections in the order of their first article; articles counted through the issue."""
    return [
        {
            "name": name,
            "articles": [
                article_report(draft, at)
                for at, draft in enumerate(proposal.articles, 1)
                if draft.section == name
            ],
        }
        for name in proposal.section_names
    ]


def article_report(draft: Draft, index: int) -> dict:
    blocks = draft.blocks
    prose = [block for block in blocks if block.kind not in _NOT_PROSE]
    return {
        "index": index,
        "kind": draft.kind,
        "title": draft.plain_title,
        "title_raw": draft.title_raw,
        **_in_contents_list(draft),
        "has_editor_note": bool(draft.note.blocks),
        "editor_note_first_20_chars": _letters(draft.note.blocks)[:20] or None,
        "editor_note_paragraph_count": len(draft.note.blocks),
        "document_number": draft.document_number or None,
        "addressee": draft.addressee or None,
        "source": draft.source,
        "source_line_no_start": draft.start_line,
        "source_line_no_end": draft.end_line,
        "title_line_no": draft.title_line,
        "body_line_no_start": blocks[0].first_line if blocks else None,
        "first_20_chars": _letters(blocks)[:20],
        "last_20_chars": _letters(blocks)[-20:],
        "last_20_chars_prose": _letters(prose)[-20:],
        "heading_outline": [_heading(block) for block in blocks if _is_heading(block)],
        "numbered_body_items": _clauses(draft),
        "list_item_count": sum(
            block.kind == "item" and not _is_clause(block, draft) for block in blocks
        ),
        "report_toc": [_contents_line(block) for block in blocks if block.kind == "contents"],
        "figure_captions": [block.text for block in blocks if block.kind == "caption"],
        "qr_callouts": _count(blocks, "qr"),
        "qr_texts": [letters(block.text) for block in blocks if block.kind == "qr"],
        "attachments": [each.number + each.title for each in draft.attachments],
        "trailing_notes": _trailing_notes(blocks),
        "page_cut_joins": [list(cut) for cut in draft.note.joined.cuts + draft.text.joined.cuts],
        "hidden_page_cut_joins": [],
        "truncated_at_lines": list(draft.note.joined.lost + draft.text.joined.lost),
        "orphan_responsibility_lines": list(draft.text.joined.orphans),
        "lost_uncaptioned_image_before_lines": _lost_images(blocks),
        "notes": "".join(doubt.message for doubt in draft.doubts),
    }


def _in_contents_list(draft: Draft) -> dict:
    entry = draft.entry
    return {
        "toc_title": entry.title if entry else draft.plain_title,
        "toc_title_wrapped": bool(entry) and len(entry.lines) > 1,
        "toc_start_page": entry.page if entry else None,
        "toc_start_page_printed": entry.page_printed if entry else "",
    }


def _letters(blocks) -> str:
    """The words of these blocks without white space, callouts and marks."""
    text = "".join(block.text for block in blocks if block.kind not in _NOT_BODY)
    return letters(_FOOTNOTE_MARK.sub("", text)).replace("|", "")


def _count(blocks, kind: str) -> int:
    return sum(block.kind == kind for block in blocks)


def _is_heading(block: Block) -> bool:
    return block.kind in ("heading", "run_in")


def _heading(block: Block) -> list:
    level = f"{block.level}r" if block.kind == "run_in" else block.level
    head = block.head.strip().rstrip("。").strip("【】")
    return [level, head, block.marker]


def _clauses(draft: Draft) -> list[list]:
    """[level, marker, first 16 characters] of paragraphs that are numbered as a whole."""
    return [
        [block.level, block.marker, letters(block.text[len(block.marker) :])[:16]]
        for block in draft.blocks
        if block.kind == "item" and block.marker and _is_clause(block, draft)
    ]


def _is_clause(block: Block, draft: Draft) -> bool:
    outlined = draft.text.outlined
    return outlined.is_numbered_clauses or block.first_line in outlined.numbered_paragraphs


def _contents_line(block: Block) -> list:
    marker = marker_of(block.text)
    decimal = _DECIMAL.match(block.text)
    if marker is None and decimal:
        number, text = decimal.groups()
        return [len(re.split("[.．]", number)), text, number]
    if marker is None:
        return [1, block.text, ""]
    return [marker.level, marker.rest, marker.text]


def _lost_images(blocks) -> list[int]:
    """Lines below two or more blank ones where neither a caption nor a callout says why."""
    return [
        block.first_line
        for block in blocks[1:]
        if block.blanks_before >= 2 and block.kind not in ("caption", "qr")
    ]


def _trailing_notes(blocks) -> list[str]:
    """The notes below the last paragraph; a signature or a figure may stand between."""
    last = max(
        (
            at
            for at, block in enumerate(blocks)
            if block.kind in _PROSE and ends_sentence(block.text)
        ),
        default=-1,
    )
    return [block.text for block in blocks[last + 1 :] if block.kind == "note"]


def _profile(profile: Profile) -> dict:
    return {
        "name_zh": profile.name_zh,
        "name_en": profile.name_en,
        "abbr": profile.abbreviation,
        "name_en_raw": profile.name_en_raw,
        "line_no": profile.line,
        "paragraph_count": len(profile.paragraphs),
    }


def accounting_report(proposal: Proposal) -> dict:
    account = proposal.accounting
    return {
        "characters_in": account.characters_in,
        "in_fields": account.in_fields,
        "in_bodies": account.in_bodies,
        "left_out": [
            {"line": each.line, "characters": each.characters, "reason": each.reason}
            | ({"text": each.text} if each.text else {})
            for each in account.left_out
        ],
    }
