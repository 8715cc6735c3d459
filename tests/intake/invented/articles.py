"""Invented articles of every kind of NEWSLETTER.md, with every element at some seed."""

from collections.abc import Callable, Iterator

from tests.intake.invented.parts import Article, Part, numeral
from tests.intake.invented.words import PLACES, Words

DUTIES = (
    "（责任单位：{a}、{b}）", "（牵头单位：{a}，配合单位：{b}）", "【责任单位：{a}】",
    "（牵头单位：{a}；责任单位：{b}）", "（{a}牵头，{b}配合）", "[责任单位：{a}、{b}]",
    "（{a}、{b}等按职责分工负责）", "（{a}牵头，{b}负责）", "（责任部门：{a}）",
    "（{a}负责，{b}配合）", "（牵头单位：{a}，各县（市、区）政府配合）",
)  # fmt: skip
DASHES = ("——", "—", "――", "──", "--", "－－")
ADDRESSEES = (
    "各省、自治区、直辖市人民政府，山海生产建设兵团：",
    "各市、县（区）人民政府，省直有关部门：", "各有关单位：",
    "各市（州）数据主管部门，各船务企业：", "局机关各处室、直属各单位：",
    "各县（市、区）人民政府，市政府各部门、各直属机构：",
)  # fmt: skip
CALLOUTS = (
    "扫描二维码\n阅读报告全文", "扫描二维码阅读全文", "扫码查看全文", "请扫描二维码\n下载报告全文",
    "微信扫一扫，阅读白皮书全文", "扫描下方二维码获取报告全文",
)  # fmt: skip
REPORT_CONTENTS = ("报告目录", "白皮书目录", "目录", "报告主要目录")


def notes(words: Words) -> list[Part]:
    texts = [words.paragraph(2, 3) for _ in range(words.chance.randint(1, 3))]
    return [
        Part("note_label", "编者按"),
        *(Part("note_text", f"近日，{text}", may_cut=True) for text in texts),
    ]


def article(words: Words, kind: str, *, has_note: bool) -> Article:
    """One article of this kind; what it is called goes through title, contents and cover."""
    title, printed, listed = _title(words, kind)
    made = Article(kind, title, printed, listed, [], _source(words))
    opening = notes(words) if has_note else []
    body = list(_BUILDERS[kind](words, made))
    made.parts = [
        *opening,
        Part("title", printed),
        *_number(words, made),
        *body,
        *_closing(words, made),
    ]
    return made


def _source(words: Words) -> str:
    return words.one(
        (
            words.body(),
            f"{words.body()}、{words.body()}",
            f"{words.one(('临江', '云麓'))}（东湾）开放试验区管委会",
            "Tidewater 公司",
            f"《{words.one(('山海晚报', '渡口周刊'))}》（2026年第3期）",
            f"{words.body()}官网",
        )
    )


def _title(words: Words, kind: str) -> tuple[str, str, str]:
    """(as an editor wants it, as printed, as listed)."""
    what = words.phrase()
    if kind == "industry_statistics":
        trade = words.one(("船务业", "渡口业")) + words.one(("经济", ""))
        title = f"2026年1—{words.chance.randint(2, 11)}月{trade}运行情况"
        return title, title, title
    if kind in ("report_digest", "trend_digest"):
        name = "Tidewater" if kind == "trend_digest" else ""
        title = (
            f"{what}研究报告" if kind == "report_digest" else f"{name}发布2027年八大趋势：{what}"
        )
        if kind == "report_digest" and words.often(0.5):
            title += "（2026年）"
            return title, words.one((title, title.replace("（", "\n（"))), title
        return title, title, title
    if kind == "regulation":
        title = f"{words.one(PLACES)}{what}管理办法{words.one(('', '（试行）'))}"
        return title, title, title
    if kind == "feature":
        return f"{what}：潮汐之间的一座城", *[f"{what}：潮汐之间的一座城"] * 2
    return _policy_title(words, what)


def _policy_title(words: Words, what: str) -> tuple[str, str, str]:
    a, b = words.chance.sample(("山海省数据局", "山海省渡口管理局", "临江市档案馆"), 2)
    form = words.chance.randrange(5)
    if form == 0:
        title = f"{a} {b}关于{what}的指导意见"
        return title, title.replace("关于", words.one((" 关于", "关于", "\n关于"))), title
    if form == 1:
        title = f"云麓市{what}三年行动计划（2026—2028年）"
        return title, title.replace("三年", words.one((" 三年", "三年", "\n三年"))), title
    if form == 2:
        title = f"青禾省{what}实施方案（征求意见稿）"
        return title, title.replace("（征", words.one(("\n（征", " （征", "（征"))), title
    if form == 3:
        title = f"关于进一步{what}的若干措施"
        return title, title, title
    title = f"“渡口＋”{what}行动方案（2026—2030年）"
    return title, title, title


def _number(words: Words, made: Article) -> list[Part]:
    if made.kind not in ("policy", "regulation") or not words.often(0.4):
        return []
    number = words.chance.randint(1, 300)
    opener, closer = words.one(("〔〕", "[]", "【】", "（）", "［］"))
    made.document_number = f"山渡发〔2026〕{number}号"
    printed = f"山渡发{opener}2026{closer}{words.one(('', ' '))}{number}{words.one(('', ' '))}号"
    return [Part("number", printed)]


def _closing(words: Words, made: Article) -> Iterator[Part]:
    if made.kind == "policy" and words.often(0.25):
        yield from _attachments(words, made)
    elif made.kind in ("industry_statistics", "policy") and words.often(0.3):
        text = f"注：{words.sentence()}"
        yield Part("note", words.one((f"（{text}）", text)), may_cut=False)
    yield Part("source", f"（来源：{made.source}）")


def _attachments(words: Words, made: Article) -> Iterator[Part]:
    count = words.chance.randint(1, 3)
    titles = [
        f"{words.phrase()}{words.one(('任务清单', '项目目录（2026年）'))}" for _ in range(count)
    ]
    if count == 1:
        made.attachments = tuple(titles)
        yield Part("attachment", f"{words.one(('附件：', '附：', '附件:'))}{titles[0]}")
        return
    form = words.chance.randrange(3)
    made.attachments = tuple(f"{n}.{title}" for n, title in enumerate(titles, 1))
    if form == 0:
        yield Part("attachment", f"附件：{made.attachments[0]}")
        yield from (Part("attachment", each) for each in made.attachments[1:])
    elif form == 1:
        yield Part("attachment", "附件：" + " ".join(made.attachments))
    else:
        made.attachments = tuple(titles)
        yield from (Part("attachment", f"附件{n}：{title}") for n, title in enumerate(titles, 1))


# --- Bodies -----------------------------------------------------------------------------------


def text(words: Words, least: int = 1, most: int = 3) -> Part:
    return Part("text", words.paragraph(least, most), may_cut=True)


def heading(level: int, marker: str, head: str, ending: str = "") -> Part:
    gap = " " if marker.endswith(".") and head[:1].isascii() else ""
    return Part("heading", marker + gap + head + ending, level, marker, head)


def run_in(words: Words, level: int, marker: str, head: str, tail: str = "") -> Part:
    said = words.paragraph(1, 3)
    return Part("run_in", f"{marker}{head}。{said}{tail}", level, marker, head, may_cut=True)


def _policy(words: Words, made: Article) -> Iterator[Part]:
    if words.often(0.35):
        made.addressee = words.one(ADDRESSEES)
        yield Part("addressee", made.addressee)
    if made.addressee or words.often(0.6):
        yield text(words)
    habit = _Habit(words)
    for chapter in range(1, words.chance.randint(3, 5)):
        yield heading(1, f"{numeral(chapter)}、", words.phrase(), habit.ending)
        yield from words.one(
            (habit.prose, habit.seconds, habit.seconds, habit.dashes, habit.paragraphs)
        )()


class _Habit:
    """How one policy counts: what restarts, what stands alone, what its duty tails look like."""

    def __init__(self, words: Words):
        self.words = words
        self.ending = words.one(("", "", "", "。"))
        self.restarts = words.often(0.5)
        self.run_in = words.often(0.5)
        self.third_runs_in = words.often(0.5)
        self.bracket = words.one(("（{}）", "({})"))
        self.third = words.one(("{}.", "{}.", "{}、", "{}．"))
        self.fourth = words.one(("（{}）", "({})", "{}）"))
        self.duty = words.one(DUTIES) if words.often(0.4) else ""
        self.second_number = self.third_number = 0

    def prose(self) -> Iterator[Part]:
        for _ in range(self.words.chance.randint(1, 3)):
            yield text(self.words)

    def dashes(self) -> Iterator[Part]:
        glyph = self.words.one(DASHES)
        yield text(self.words)
        for _ in range(self.words.chance.randint(2, 4)):
            said = f"{glyph}{self.words.phrase()}。{self.words.paragraph(1, 2)}"
            yield Part("dash", said, may_cut=True)

    def paragraphs(self) -> Iterator[Part]:
        """1.…。 2.…。: paragraphs numbered as a whole, long and short."""
        self.restarts = True
        yield text(self.words)
        for n in range(1, self.words.chance.randint(4, 7)):
            marker = self.third.format(n)
            clauses = [self.words.clause() for _ in range(7 if n < 3 else self.words.one((2, 7)))]
            said = f"{marker}{'，'.join(clauses)}。"
            yield Part("clause", said, 3, marker, may_cut=True)

    def seconds(self) -> Iterator[Part]:
        self.second_number = 0 if self.restarts else self.second_number
        run_in_here = self.run_in ^ self.words.often(0.15)
        for _ in range(self.words.chance.randint(2, 4)):
            self.second_number += 1
            marker = self.bracket.format(numeral(self.second_number))
            if run_in_here:
                yield from self._ended(run_in(self.words, 2, marker, self.words.phrase()))
                continue
            yield heading(2, marker, self.words.phrase(), self.ending)
            yield from self.words.one((self.prose, self._thirds, self._leads, self._list))()

    def _thirds(self) -> Iterator[Part]:
        self.third_number = 0 if self.restarts else self.third_number
        for _ in range(self.words.chance.randint(2, 4)):
            self.third_number += 1
            marker = self.third.format(self.third_number)
            if self.third_runs_in:
                yield from self._ended(run_in(self.words, 3, marker, self.words.phrase()))
            else:
                yield heading(3, marker, self.words.phrase())
                yield from self._ended(text(self.words))

    def _leads(self) -> Iterator[Part]:
        """需求牵引，适度超前。…: no number, no heading."""
        for _ in range(3):
            said = f"{self.words.phrase()}。{self.words.paragraph(1, 2)}"
            yield Part("text", said, may_cut=True)

    def _list(self) -> Iterator[Part]:
        """按下列标准执行： （1）…； （2）…。"""
        yield Part("text", f"{self.words.clause()}，按照下列标准执行：")
        count = self.words.chance.randint(2, 4)
        for n in range(1, count + 1):
            marker = self.fourth.format(n)
            end = "；" if n < count else "。"
            yield Part("item", f"{marker}{self.words.clause()}的{end}", 4, marker)

    def _ended(self, part: Part) -> Iterator[Part]:
        """With a duty tail at its end, now and then on a line of its own."""
        words = self.words
        if not self.duty:
            yield part
            return
        duty = self.duty.format(a=words.body(), b=words.body())
        if words.often(0.15):
            yield part
            yield Part("orphan", duty)
            return
        part.text += duty
        yield part


def _regulation(words: Words, made: Article) -> Iterator[Part]:
    """章 and 条 in one of the four typographies; enumerations that are no headings."""
    form = words.chance.randrange(5)
    gap = words.one((" ", "　", "", " "))
    number = 0
    for chapter in range(1, words.chance.randint(3, 5)):
        yield Part(
            "heading",
            f"第{numeral(chapter)}章 {(head := words.phrase())}",
            1,
            f"第{numeral(chapter)}章",
            head,
        )
        for _ in range(words.chance.randint(2, 5)):
            number += 1
            yield from _clause(words, form, f"第{numeral(number)}条", gap)


def _clause(words: Words, form: int, marker: str, gap: str) -> Iterator[Part]:
    head = words.one(("目的", "适用范围", "定义", "职责分工", "数据共享与开放", "法律责任"))
    said = words.paragraph(1, 2)
    enumerates = words.often(0.3)
    if enumerates:
        said = words.sentence()[:-1] + "，应当符合下列要求："
    opener, closer = ("【", "】") if form in (0, 4) else ("（", "）")
    if form in (0, 1):
        yield Part("heading", f"{marker}{gap}{opener}{head}{closer}", 2, marker, head)
        yield Part("text", said, may_cut=True)
    elif form in (2, 4):
        yield Part("run_in", f"{marker}{gap}{opener}{head}{closer}{said}", 2, marker, head, True)
    else:
        yield Part("run_in", f"{marker}{gap or ' '}{said}", 2, marker, "", True)
    if enumerates:
        count = words.chance.randint(2, 4)
        for n in range(1, count + 1):
            end = "；" if n < count else "。"
            item = f"（{numeral(n)}）"
            yield Part("item", f"{item}{words.clause()}，{words.clause()}{end}", 2, item)


def _numbered_clauses(words: Words, made: Article) -> Iterator[Part]:
    yield Part("text", f"为了{words.clause()}，制定本规定。")
    for n in range(1, words.chance.randint(5, 9)):
        marker = f"{numeral(n)}、"
        said = f"{words.clause()}的，应当{words.clause()}，{words.clause()}，{words.clause()}。"
        said += words.paragraph(0, 1) if words.often(0.5) else ""
        yield Part("item", marker + said, 1, marker, may_cut=True)


def _feature(words: Words, made: Article) -> Iterator[Part]:
    yield text(words, 2, 4)
    if words.often(0.4):
        yield from _talk(words)
        return
    for _ in range(words.chance.randint(2, 4)):
        yield heading(1, "", words.phrase())
        for _ in range(words.chance.randint(1, 3)):
            yield text(words, 2, 4)


def _talk(words: Words) -> Iterator[Part]:
    """Questions, however short, and answers: paragraphs all of them."""
    asks, answers = words.one((("问", "答"), ("记者", "答"), ("本刊记者问", "答"), ("Q", "A")))
    for _ in range(words.chance.randint(3, 6)):
        yield Part("text", f"{asks}：如何{words.phrase()}？")
        yield Part("text", f"{answers}：{words.paragraph(2, 4)}", may_cut=True)


def _statistics(words: Words, made: Article) -> Iterator[Part]:
    yield text(words, 1, 2)
    figure = 0
    gap = words.one(("", " "))
    for chapter in range(1, 4):
        yield heading(1, f"{numeral(chapter)}、", words.phrase())
        for _ in range(words.chance.randint(1, 3)):
            yield text(words, 2, 4)
            if words.often(0.7) or figure < 3:
                figure += 1
                yield Part("caption", f"图{gap}{figure} {words.phrase()}情况")


def _report_digest(words: Words, made: Article) -> Iterator[Part]:
    yield text(words, 2, 4)
    yield Part("qr", words.one(CALLOUTS))
    yield text(words, 2, 3)
    if words.often(0.7):
        yield heading(1, "", words.one(("报告核心观点", "报告主要内容", "主要结论")))
        runs_in = words.often(0.5)
        for n in range(1, words.chance.randint(3, 5)):
            if runs_in:
                yield run_in(words, 3, f"{n}.", words.phrase())
            else:
                yield heading(3, f"{n}.", words.phrase())
                yield text(words, 2, 3)
    if words.often(0.7):
        yield from _report_contents(words, made)


def _report_contents(words: Words, made: Article) -> Iterator[Part]:
    label = words.one(REPORT_CONTENTS)
    yield Part("heading", label, 1, "", label)
    listed = []
    for chapter in range(1, words.chance.randint(3, 5)):
        listed.append((1, words.phrase(), f"{numeral(chapter)}、"))
        for n in range(1, words.chance.randint(2, 4)):
            listed.append((2, f"{words.phrase()}：{words.phrase()}", f"（{numeral(n)}）"))
    made.report_toc = tuple((level, head, marker) for level, head, marker in listed)
    for level, head, marker in listed:
        yield Part("contents", marker + head, level, marker, head)


def _trend_digest(words: Words, made: Article) -> Iterator[Part]:
    yield text(words, 1, 2)
    style = words.one(("", "{}.", "{}、"))
    for n in range(1, words.chance.randint(5, 9)):
        head = words.one(("智能", "可信", "绿色")) + words.one(("渡口", "灯塔", "潮汐模型"))
        head += f"{words.one(('', '与航标'))} {words.english(words.chance.randint(2, 7))}"
        mark = style.format(numeral(n) if "、" in style else n)
        gap = " " if mark.endswith(".") else ""
        yield Part("heading", mark + gap + head, 3 if "." in mark else 1, mark, head)
        yield text(words, 1, 3)


_BUILDERS: dict[str, Callable[[Words, Article], Iterator[Part]]] = {
    "policy": _policy,
    "regulation": _regulation,
    "numbered_clauses": _numbered_clauses,
    "feature": _feature,
    "industry_statistics": _statistics,
    "report_digest": _report_digest,
    "trend_digest": _trend_digest,
}
