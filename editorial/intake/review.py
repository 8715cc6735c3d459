"""REVIEW: bytes → a proposal an editor can look at: everything found, everything doubted."""

from collections import Counter
from dataclasses import dataclass, field, replace

from editorial import richtext
from editorial.intake.article import Draft, read_article
from editorial.intake.clean import clean
from editorial.intake.contents import Contents, Entry, find_contents, read_contents
from editorial.intake.corrections import Correction, correct, of_article
from editorial.intake.cover import Front, read_front, rewritten
from editorial.intake.grammar import PUBLICATION, SECTIONS, is_contents_label, source_of
from editorial.intake.lines import Doubt, LeftOut, Line, leave_out
from editorial.intake.numbers import numbers_in
from editorial.intake.profiles import BackMatter, Profile, read_profiles
from editorial.intake.read import read
from editorial.intake.reading import Reading
from editorial.intake.refusal import Refused
from editorial.intake.split import Body, split_body
from editorial.intake.titles import title_of
from editorial.typography import letters, words_only

WHITE_SPACE = "空白与换行"
IN_CONTENTS = "本期要目，排版时自动生成"
MOST_ARTICLES = 200
COVER_SECTION = SECTIONS[1]


@dataclass(frozen=True)
class Accounting:
    """Where every character of the manuscript went. ``missing`` other than 0 is our error."""

    characters_in: int
    in_fields: int
    in_bodies: int
    left_out: tuple[LeftOut, ...]

    @property
    def missing(self) -> int:
        out = sum(each.characters for each in self.left_out)
        return self.characters_in - self.in_fields - self.in_bodies - out


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
    reading = read(data, name)
    received = clean(reading)
    lines = correct(received, corrections)
    start = find_contents(lines)
    if start is None:
        raise Refused(
            f"来稿里没有找到“本期要目”，不像是一期完整的《{PUBLICATION}》，"
            "请确认文件完整，或补上“本期要目”一行和目录后再导入。"
        )
    typed = of_article(corrections, 0)
    front = rewritten(read_front(lines[:start]), typed)
    _refuse_second_issue(lines, start, front)
    contents, end = read_contents(lines, start)
    if len(contents.entries) > MOST_ARTICLES:
        raise Refused(
            f"“本期要目”下面有 {len(contents.entries)} 个标题，一期不会有这么多，"
            "请核对目录是否完整、与正文之间是否断开。"
        )
    if not contents.entries:
        raise Refused("“本期要目”下面没有找到文章标题，请补上目录（栏目、页码和标题）后再导入。")
    body = split_body(lines[end:], contents, corrections)
    articles = tuple(read_article(stretch, corrections) for stretch in body.stretches)
    if not articles:
        raise Refused("本期要目中的标题在正文里一个也没有找到，请核对目录与正文的标题后再导入。")
    made = _proposal(reading, lines, front, contents, lines[start:end], body, articles, typed)
    return replace(made, received=received, lines=lines, entries=contents.entries)


def _refuse_second_issue(lines: tuple[Line, ...], start: int, front: Front) -> None:
    """Two contents lists with a different number, or with articles, between them: two issues."""
    numbering = front.numbering
    first = (numbering.number, numbering.running_number)
    for line in lines[start + 1 :]:
        numbers = numbers_in(line.text) if len(line.text) < 60 else None
        if numbers is None or numbers.number is None or numbers.running_number is None:
            continue
        if (numbers.number, numbers.running_number) != first:
            raise Refused(
                f"这个文件里有两期：第{first[0]}期（总第{first[1]}期）和第 {line.number} 行的"
                f"第{numbers.number}期（总第{numbers.running_number}期），请拆成两个文件分别导入。"
            )
    again = [line for line in lines[start + 1 :] if is_contents_label(line.text)]
    repeated = [line for line in again if "本期" in letters(line.text)]
    sources = [line for line in lines[start + 1 :] if source_of(line.text) is not None]
    if repeated and sources and repeated[-1].number > sources[0].number:
        raise Refused(
            f"这个文件里有两份“本期要目”（第 {lines[start].number} 行和"
            f"第 {repeated[-1].number} 行），像是两期合在了一起，请拆成两个文件分别导入。"
        )


def _proposal(
    reading: Reading,
    lines: tuple[Line, ...],
    front: Front,
    contents: Contents,
    contents_lines: tuple[Line, ...],
    body: Body,
    articles: tuple[Draft, ...],
    typed: dict[str, str],
) -> Proposal:
    back = read_profiles(body.back)
    printed, raw, story = _cover_story(front, articles)
    headline = typed.get("set_cover_headline", printed)
    kept = printed if headline == printed else ""
    left = _left_out(reading, lines, front, contents_lines, body, articles, back, kept, raw)
    fields = front.taken + front.masthead.taken + back.taken + len(letters(kept))
    accounting = Accounting(
        characters_in=reading.characters,
        in_fields=fields + sum(draft.in_fields for draft in articles),
        in_bodies=sum(draft.in_bodies for draft in articles),
        left_out=left,
    )
    doubts = [*front.doubts, *contents.doubts, *body.doubts, *_back_doubts(back, lines)]
    pictures, lost = _pictures(reading, articles)
    doubts += [*reading.doubts, *lost, *(each for draft in articles for each in draft.doubts)]
    return Proposal(
        name=reading.name,
        digest=reading.digest,
        encoding=reading.encoding,
        front=front,
        cover_headline=headline,
        cover_headline_raw=raw,
        cover_story=story,
        articles=articles,
        profiles=back.profiles,
        doubts=_by_line([*doubts, *sum_doubts(accounting)]),
        mends=dict(sum((draft.mends for draft in articles), Counter())),
        accounting=accounting,
        pictures=pictures,
    )


def _by_line(found) -> tuple:
    """Doubts, or what was left out, in the order of the manuscript."""
    return tuple(sorted(found, key=lambda each: each.line))


def _pictures(reading: Reading, articles) -> tuple[dict[str, tuple[str, bytes]], list[Doubt]]:
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
    found += back.left_out
    return _by_line(found)


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
