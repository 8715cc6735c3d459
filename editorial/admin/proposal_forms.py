"""What the forms of a proposal ask for: a POST → the corrections that it means."""

from editorial.intake import Correction, Refused, proposal_of
from editorial.intake.masthead import names_in
from editorial.models import Manuscript

NOT_FOUND = "第 {place} 行里没有找到“{words}”，请照左边的原文填写断开处后面的几个字。"
TWICE = "第 {place} 行里“{words}”出现了不止一次，请多填几个字。"
NO_TITLE = "标题不能空着，请填写后再记下。"
NO_WORDS = "请填写新的一段开头的几个字。"
NO_DIGITS = "期号和总期号只填数字，请改正后再记下。"
NO_DATE = "出版日期没有填对，请照“2026-01-09”的样子填写后再记下。"
TWO_ROLES = "版权页有两行“{role}”，请合并成一行后再记下。"
_OF_ARTICLE = ("section", "title", "document_number", "addressee", "source")
_NUMBERS = ("number", "running_number")


def wanted(data, manuscript: Manuscript) -> tuple[Correction, ...]:
    """One step, or one for each field that was changed. Raises ``Refused`` with what to do."""
    verb, _, rest = data.get("step", "").partition(" ")
    place, _, value = rest.partition(" ")
    if verb == "fields":
        return _changed_fields(data, manuscript, place)
    if verb == "masthead":
        return _changed_roles(data, manuscript)
    if verb == "sections":
        return _renamed_sections(data)
    if verb == "seen_all":
        return _all_seen(manuscript, place)
    if verb == "make" and "," in place:
        return _moved_whole(place.split(","), value)
    if verb == "article":
        value = data.get("entry", "")
    if verb == "split":
        place, value = _cut_at(data.get("words", ""), place, manuscript)
    return (Correction(verb, place, value),)


def _all_seen(manuscript: Manuscript, key: str) -> tuple[Correction, ...]:
    """Every doubt of one article."""
    drafts = proposal_of(manuscript).articles
    doubts = (each for draft in drafts if str(draft.key) == key for each in draft.doubts)
    found = dict.fromkeys((str(each.line), each.kind) for each in doubts)
    return tuple(Correction("seen", line, kind) for line, kind in found)


def _moved_whole(places: list[str], value: str) -> tuple[Correction, ...]:
    """A paragraph of several lines becomes one line first, so that all of it moves."""
    first, *others = places
    joined = (Correction("join", place, first) for place in others)
    return (*joined, Correction("make", first, value))


def _changed_fields(data, manuscript: Manuscript, key: str) -> tuple[Correction, ...]:
    present = _present(proposal_of(manuscript), key)
    changed = []
    for name, old in present.items():
        new = data.get(name, old).replace("\r\n", "\n").strip()
        if name == "section":
            new = data.get("section_new", "").strip() or new
        if new != old:
            _refuse_unfit(name, new)
            verb = name if name == "section" else f"set_{name}"
            changed.append(Correction(verb, key, new))
    return tuple(changed)


def _present(proposal, key: str) -> dict[str, str]:
    """Field → what it holds now, of one article or (key 0) of the cover and the masthead page."""
    if key != "0":
        draft = next((each for each in proposal.articles if str(each.key) == key), None)
        return {name: getattr(draft, name) for name in _OF_ARTICLE} if draft else {}
    front, masthead, story = proposal.front, proposal.front.masthead, proposal.cover_story
    return {
        **front.numbering.printed,
        "tagline": front.tagline,
        "strapline": front.strapline,
        "cover_headline": proposal.cover_headline,
        "cover_story": "" if story is None else str(proposal.articles[story].key),
        "phone": masthead.phone,
        "phone_note": masthead.phone_note,
        "email": masthead.email,
        "address": masthead.address,
        "disclaimer": masthead.disclaimer,
    }


def _refuse_unfit(name: str, text: str) -> None:
    if name == "title" and not text:
        raise Refused(NO_TITLE)
    if name in _NUMBERS and not (text.isascii() and text.isdecimal()):
        raise Refused(NO_DIGITS)
    if name == "date" and not text:
        raise Refused(NO_DATE)


def _changed_roles(data, manuscript: Manuscript) -> tuple[Correction, ...]:
    """Rows of the masthead as typed: role, names, and the role that the row was drawn for."""
    entries = {entry.role: entry.names for entry in proposal_of(manuscript).front.masthead.entries}
    rows = list(zip(*(data.getlist(name) for name in ("was", "role", "names")), strict=False))
    roles = [role.strip() for _, role, names in rows if role.strip() and names.strip()]
    for role in roles:
        if roles.count(role) > 1:
            raise Refused(TWO_ROLES.format(role=role))
    changed = []
    for was, role, names in ((a, b.strip(), names_in(c)) for a, b, c in rows):
        is_gone = was and not (role and names)
        if role and was and role != was and not is_gone:
            changed.append(Correction("rename_role", "0", f"{was}\n{role}"))
        if is_gone:
            changed.append(Correction("set_names", "0", f"{was}\n"))
        elif role and names and names != entries.get(was, ()):
            changed.append(Correction("set_names", "0", f"{role}\n{'、'.join(names)}"))
    return tuple(changed)


def _renamed_sections(data) -> tuple[Correction, ...]:
    pairs = zip(data.getlist("was"), data.getlist("name"), strict=False)
    return tuple(
        Correction("rename_section", "0", f"{was}\n{name.strip()}")
        for was, name in pairs
        if name.strip() and name.strip() != was
    )


def _cut_at(words: str, lines: str, manuscript: Manuscript) -> tuple[str, str]:
    """(line, offset) where these words begin, in one of the lines of a paragraph."""
    words = words.strip()
    if not words:
        raise Refused(NO_WORDS)
    numbers = {int(each) for each in lines.split(",") if each.isdecimal() and len(each) < 9}
    texts = [
        (line.number, line.text)
        for line in proposal_of(manuscript).received
        if line.number in numbers
    ]
    hits = sum(text.count(words) for _, text in texts)
    if hits != 1:
        sentence = TWICE if hits else NOT_FOUND
        raise Refused(sentence.format(place=lines.split(",")[0], words=words))
    number, text = next(pair for pair in texts if words in pair[1])
    return str(number), str(text.index(words))
