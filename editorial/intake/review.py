"""REVIEW: bytes → a proposal an editor can look at: everything found, everything doubted."""

from collections import Counter
from collections.abc import Generator
from dataclasses import dataclass, field, replace
from typing import TypeVar

from editorial import richtext
from editorial.intake.article import Draft, read_article
from editorial.intake.clean import clean
from editorial.intake.contents import Contents, Entry
from editorial.intake.corrections import Correction, correct, of_article, unseen
from editorial.intake.cover import Front, read_front, with_headline
from editorial.intake.grammar import SECTIONS, is_contents_label, source_of
from editorial.intake.layout import lay_out
from editorial.intake.lines import Doubt, LeftOut, Line, leave_out
from editorial.intake.numbers import Numbers, numbers_in, year_of
from editorial.intake.profiles import BackMatter, Profile, read_profiles
from editorial.intake.read import read
from editorial.intake.reading import Reading
from editorial.intake.refusal import Refused
from editorial.intake.remarks import doubts_about, remarks_left_out, with_remarks
from editorial.intake.split import Body, split_body
from editorial.intake.titles import title_of
from editorial.intake.typed import rewritten
from editorial.typography import letters, words_only

WHITE_SPACE = "空白与换行"
IN_CONTENTS = "本期要目，排版时自动生成"
MOST_ARTICLES = 200
COVER_SECTION = SECTIONS[1]
Result = TypeVar("Result")


@dataclass(frozen=True)
class Accounting:
    """Where every character of the manuscript went. ``missing`` other than 0 is our error."""

    characters_in: int
    in_fields: int
    in_bodies: int
    left_out: tuple[LeftOut, ...]

    @property
    def characters_out(self) -> int:
        return sum(each.characters for each in self.left_out)

    @property
    def missing(self) -> int:
        return self.characters_in - self.in_fields - self.in_bodies - self.characters_out


@dataclass(frozen=True)
class Proposal:
    """An issue as it would be stored. Nothing has been written."""

    name: str
    digest: str
    encoding: str
    front: Front
    cover_headline: str
    cover_headline_raw: str
    cover_story: int | None  # position in ``articles``
    articles: tuple[Draft, ...]
    profiles: tuple[Profile, ...]
    doubts: tuple[Doubt, ...]
    mends: dict[str, int]
    accounting: Accounting
    received: tuple[Line, ...] = ()  # before any correction
    lines: tuple[Line, ...] = ()
    entries: tuple[Entry, ...] = ()
    pictures: dict[str, tuple[str, bytes]] = field(default_factory=dict)  # those in the bodies
    settled: tuple[Doubt, ...] = ()  # doubts that an editor looked into

    @property
    def section_names(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(draft.section for draft in self.articles))

    @property
    def label(self) -> str:
        numbering = self.front.numbering
        return f"{numbering.date.year}年第{numbering.number}期"


def propose(data: bytes, name: str, corrections: tuple[Correction, ...] = ()) -> Proposal:
    """Read, clean, correct, split, look through. Raises ``Refused``; writes nothing.

    The same bytes with the same corrections are the same proposal.
    """
    return finish(proposing(data, name, corrections))


def proposing(
    data: bytes, name: str, corrections: tuple[Correction, ...] = ()
) -> Generator[str, None, Proposal]:
    """The same, naming each step in an editor's words before it is taken."""
    yield "读出文字"
    reading = read(data, name)
    yield "找封面、版权页和目录"
    received = clean(reading)
    lines = correct(received, corrections)
    layout = lay_out(lines)
    start, end, contents = layout.front, layout.body, layout.contents
    front = read_front(lines[:start], year=year_of(lines))
    _refuse_second_issue(lines, start, front)
    front = rewritten(front, lines[:start], corrections)
    if len(contents.entries) > MOST_ARTICLES:
        raise Refused(
            f"“本期要目”下面有 {len(contents.entries)} 个标题，一期不会有这么多，"
            "请核对目录是否完整、与正文之间是否断开。"
        )
    yield "分篇"
    body = split_body(lines[end:], contents, corrections)
    articles = yield from _articles(body, corrections)
    if not articles:
        raise Refused("本期要目中的标题在正文里一个也没有找到，请核对目录与正文的标题后再导入。")
    yield "对账"
    articles = with_remarks(articles, reading.remarks, body.back)
    made = _proposal(reading, lines, front, contents, lines[start:end], body, articles, corrections)
    return replace(made, received=received, lines=lines, entries=contents.entries)


def finish(steps: Generator[str, None, Result]) -> Result:
    """What comes out when every step is taken."""
    while True:
        try:
            next(steps)
        except StopIteration as done:
            return done.value


def _articles(body: Body, corrections) -> Generator[str, None, tuple[Draft, ...]]:
    drafts = []
    for at, stretch in enumerate(body.stretches, 1):
        yield f"整理第 {at} 篇，共 {len(body.stretches)} 篇"
        drafts.append(read_article(stretch, corrections))
    return tuple(drafts)


def _refuse_second_issue(lines: tuple[Line, ...], start: int, front: Front) -> None:
    """Two contents lists with a different number, or with articles, between them: two issues."""
    printed = [line for line in lines[:start] if numbers_in(line.text)][:1] + [
        line
        for line in lines[start + 1 :]
        if len(line.text) < 60 and _names_issue(numbers_in(line.text))
    ]
    issues = {_label_of(line, front): line for line in reversed(printed)}
    if len(issues) > 1:
        (one, first), (other, second) = sorted(issues.items(), key=lambda each: each[1].number)[:2]
        raise Refused(
            f"这个文件里有两期：第 {first.number} 行的{one}和第 {second.number} 行的{other}，"
            "请拆成两个文件分别导入。"
        )
    again = [line for line in lines[start + 1 :] if is_contents_label(line.text)]
    repeated = [line for line in again if "本期" in letters(line.text)]
    sources = [line for line in lines[start + 1 :] if source_of(line.text) is not None]
    if repeated and sources and repeated[-1].number > sources[0].number:
        raise Refused(
            f"这个文件里有两份“本期要目”（第 {lines[start].number} 行和"
            f"第 {repeated[-1].number} 行），像是两期合在了一起，请拆成两个文件分别导入。"
        )


def _names_issue(numbers: Numbers | None) -> bool:
    return bool(numbers and numbers.number and numbers.running_number)


def _label_of(line: Line, front: Front) -> str:
    """第2期（总第265期）, as a line prints it; the cover's, where it prints it over several."""
    numbers = numbers_in(line.text)
    known = numbers if _names_issue(numbers) else front.numbering
    return f"第{known.number}期（总第{known.running_number}期）"


def _proposal(
    reading: Reading,
    lines: tuple[Line, ...],
    front: Front,
    contents: Contents,
    contents_lines: tuple[Line, ...],
    body: Body,
    articles: tuple[Draft, ...],
    corrections: tuple[Correction, ...],
) -> Proposal:
    back = read_profiles(body.back)
    front = with_headline(front, {words_only(draft.plain_title) for draft in articles})
    (printed, raw, found), typed = _cover_story(front, articles), of_article(corrections, 0)
    headline = typed.get("set_cover_headline", printed)
    kept = printed if headline == printed else ""
    left = _left_out(reading, lines, front, contents_lines, body, articles, back, kept, raw)
    fields = front.taken + front.masthead.taken + back.taken + len(letters(kept))
    accounting = _accounting(reading, articles, fields, left)
    pictures, lost = pictures_in(reading, articles)
    lost += doubts_about(reading.remarks, articles)
    doubts = [*front.doubts, *_section_doubts(contents, articles), *body.doubts]
    doubts += [*_back_doubts(back, lines), *reading.doubts, *lost]
    doubts, settled = unseen(doubts, corrections)
    made = Proposal(
        name=reading.name,
        digest=reading.digest,
        encoding=reading.encoding,
        front=front,
        cover_headline=headline,
        cover_headline_raw=raw,
        cover_story=_chosen_story(typed, articles, found),
        articles=articles,
        profiles=back.profiles,
        doubts=tuple([*doubts, *sum_doubts(accounting)]),
        settled=tuple(settled),
        mends=dict(sum((draft.mends for draft in articles), Counter())),
        accounting=accounting,
        pictures=pictures,
    )
    return _with_doubts_of_articles(made)


def _accounting(reading: Reading, articles, fields: int, left: tuple[LeftOut, ...]) -> Accounting:
    """``fields``: characters in the fields of cover, masthead and profiles."""
    return Accounting(
        characters_in=reading.characters,
        in_fields=fields + sum(draft.in_fields for draft in articles),
        in_bodies=sum(draft.in_bodies for draft in articles),
        left_out=left,
    )


def _with_doubts_of_articles(proposal: Proposal) -> Proposal:
    """The same with every doubt, and every one that was looked into, by line."""
    doubts = [*proposal.doubts, *(each for d in proposal.articles for each in d.doubts)]
    settled = [*proposal.settled, *(each for d in proposal.articles for each in d.settled)]
    return replace(proposal, doubts=_by_line(doubts), settled=_by_line(settled))


def without_seen(proposal: Proposal, corrections: tuple[Correction, ...]) -> Proposal:
    """The same, once all its doubts are known, without those that an editor looked into."""
    drafts = tuple(
        replace(draft, doubts=tuple(unseen(draft.doubts, corrections)[0]))
        for draft in proposal.articles
    )
    doubts, settled = unseen(proposal.doubts, corrections)
    own = [each for draft in proposal.articles for each in draft.settled]
    return replace(
        proposal, articles=drafts, doubts=tuple(doubts), settled=_by_line([*settled, *own])
    )


def _section_doubts(contents: Contents, articles: tuple[Draft, ...]) -> list[Doubt]:
    """Those of the contents list, but for names that an editor has replaced; missing notes."""
    kept = {draft.entry.lines[0] for draft in articles
            if draft.entry and draft.section == draft.entry.section}  # fmt: skip
    names = {entry.section for entry in contents.entries if entry.lines[0] in kept}
    sections = {entry.lines[0]: entry.section for entry in contents.entries}
    doubts = [each for each in contents.doubts if sections.get(each.line, "") in {"", *names}]
    return doubts + _missing_notes(articles)


def _chosen_story(typed: dict[str, str], articles, story: int | None) -> int | None:
    """The article that an editor chose for the cover; else the one that was found."""
    keys = [str(draft.key) for draft in articles]
    key = typed.get("set_cover_story")
    return keys.index(key) if key in keys else story


def _by_line(found) -> tuple:
    """Doubts, or what was left out, in the order of the manuscript."""
    return tuple(sorted(found, key=lambda each: each.line))


def pictures_in(reading: Reading, articles) -> tuple[dict[str, tuple[str, bytes]], list[Doubt]]:
    """(the pictures that stand in articles, doubts about those that do not)."""
    bodies = "".join(draft.body_html for draft in articles)
    taken = {name: each for name, each in reading.pictures.items() if f"/{name}" in bodies}
    found = [
        Doubt(at, "picture", f"第 {at} 行的图片不在文章的正文里，没有导入，请核对。")
        for at, line in enumerate(reading.text.split("\n"), 1)
        for name in reading.pictures
        if name not in taken and f"/{name}" in line
    ]
    unknown = richtext.picture_names(bodies) - set(reading.pictures)
    if unknown:
        message = f"正文中有 {len(unknown)} 张图片不在来稿里，请在正文中重新上传。"
        found.append(Doubt(1, "picture", message))
    return taken, found


def _cover_story(front: Front, articles: tuple[Draft, ...]) -> tuple[str, str, int | None]:
    """(headline as stored, as printed, position of the article it announces)."""
    parts = tuple(line.text for line in front.headline_lines)
    raw = " ".join(parts)
    story = _announced(raw, articles)
    if not parts:
        return "", "", story
    listed = ""
    if story is not None and words_only(articles[story].plain_title) == words_only(raw):
        entry = articles[story].entry
        listed = entry.title if entry else ""
    return title_of(parts, listed), raw, story


def _announced(headline: str, articles: tuple[Draft, ...]) -> int | None:
    """The article with this title; else the one most of whose title it names; else by custom."""
    wanted = words_only(headline)
    titles = [words_only(draft.plain_title) for draft in articles]
    if wanted in titles:
        return titles.index(wanted)
    if wanted:
        for at, title in enumerate(titles):
            if len(title) > 8 and (title in wanted or (wanted in title and len(wanted) > 8)):
                return at
    return next((at for at, each in enumerate(articles) if each.section == COVER_SECTION), None)


def _left_out(
    reading, lines, front, contents_lines, body, articles, back, headline, raw
) -> tuple[LeftOut, ...]:
    space = sum(character.isspace() for character in reading.text)
    found = [LeftOut(0, space, WHITE_SPACE)] if space else []
    for line in lines:
        for text, reason in line.removed:
            found += leave_out(line.number, text, reason)
    found += [*reading.left_out, *front.left_out, *front.masthead.left_out]
    lost = len(letters(raw)) - len(letters(headline))
    if lost:
        found.append(LeftOut(front.headline_lines[0].number, lost, "封面标题中的符号", raw[:60]))
    for line in contents_lines:
        found += leave_out(line.number, line.text, IN_CONTENTS)
    found += body.left_out
    for draft in articles:
        found += draft.left_out
    found += [*back.left_out, *remarks_left_out(reading.remarks, articles)]
    return _by_line(found)


def _missing_notes(articles: tuple[Draft, ...]) -> list[Doubt]:
    """Every article of the first two sections has an editor's note."""
    return [
        Doubt(
            draft.start_line,
            "note",
            f"“{draft.section}”的《{draft.plain_title}》没有编者按，请核对来稿是否漏了，或请编辑补写。",
        )
        for draft in articles
        if draft.section in SECTIONS[:2] and not draft.note.blocks
    ]


def _back_doubts(back: BackMatter, lines: tuple[Line, ...]) -> list[Doubt]:
    last = lines[-1].number
    found = []
    if not back.profiles:
        found.append(Doubt(last, "profiles", "文末没有找到主办单位简介，请在期的表单里补上。"))
    for each in back.left_out:
        if each.reason.startswith("文末"):
            message = f"第 {each.line} 行的文字在最后一篇的来源之后，没有归属，没有导入，请核对。"
            found.append(Doubt(each.line, "back_matter", message))
    return found[:5]


def sum_doubts(accounting: Accounting) -> list[Doubt]:
    if not accounting.missing:
        return []
    message = (
        f"导入程序有误：来稿有 {abs(accounting.missing)} 个字符没有交代去处，"
        "请不要使用这次的结果，并报告给维护人员。"
    )
    return [Doubt(0, "accounting", message)]
