"""Breaking 转行: a long title as lines of even length that end where the sense allows.

After the usual practice of Chinese headline setting: no line starts with 的 or a closing mark,
numbers, years in brackets and book titles stay whole, and no line is left with a scrap.
"""

import itertools
import re

from editorial.typography.characters import width
from editorial.typography.squeeze import CLOSING, OPENING

TITLE_WIDTH = 24.0  # em: a printed title breaks at about 24 characters
MOST_BALANCED = 8  # lines: more are no title, and the time to weigh them grows with their cube

# Pieces that are never broken: Latin words and numbers with their units, short bracket groups.
_WHOLE = re.compile(
    r"[0-9A-Za-z][0-9A-Za-z.,+×%‰—–\-/]*[年月日期号条章届次亿万个%]?"
    r"|[（〔][^（）〔〕]{1,14}[）〕]|《[^《》]{1,14}》|“[^“”]{1,10}”|——|……|."
)
_MARK = r"[\s，。、；：？！…—,.;:?!“”‘’（）()《》〈〉【】〔〕·]"
_ALONE = re.compile(f"{_MARK}*(?!{_MARK}).{_MARK}*")
NEVER_FIRST = set(CLOSING) | set("的和与及等之了")
NEVER_LAST = set(OPENING) | set("和与及暨关第—")
GOOD_LAST = set("的化：，、；") | set(CLOSING)
BEST_FIRST = re.compile("——|关于|三年|专项|行动计划|实施方案|指导意见|若干|管理办法")
GOOD_FIRST = re.compile("加快|推进|推动|促进|实施|管理|行动|工作|发展|高质量|（|和|与|及")
# Words of such titles, two characters each: a break through one of them is read as a mistake.
_WORDS = (
    "数据 数字 网络 服务 建设 发展 开发 利用 管理 治理 运营 经济 产业 行业 企业 公共 基础 设施 "
    "平台 系统 体系 机制 制度 标准 要素 资源 流通 交易 安全 智能 人工 算力 算法 模型 技术 应用 "
    "创新 改革 工作 实施 方案 办法 措施 意见 规划 计划 指南 通知 报告 条例 规定 规则 政务 政府 "
    "城市 县域 乡村 农业 工业 信息 电子 交通 医疗 教育 文化 海洋 气象 能源 环境 生态 金融 场景 "
    "项目 质量 能力 领域 试点 示范 改造 升级 融合 协同 共享 开放 促进 推进 推动 加快 加强 提升 "
    "完善 支持 培育 保障 监管 监测 评估 调度 授权 登记 统计 运行 情况 趋势 观察 研究 全国 国家 行动"
)
WORDS = frozenset(_WORDS.split())
_LONGER_WORDS = (
    "机器人 孵化器 服务器 传感器 互联网 物联网 车联网 大数据 云计算 区块链 元宇宙 产业链 供应链 "
    "高质量 现代化 数字化转型 人工智能 知识产权 营商环境 新能源 实验室 研究院 示范区 开发区 试验区"
)
# What stands before a break within such a word and what after it, by the character before it.
_HALVES: dict[str, list[tuple[str, str]]] = {}
for _word in _LONGER_WORDS.split():
    for _at in range(1, len(_word)):
        _HALVES.setdefault(_word[_at - 1], []).append((_word[:_at], _word[_at:]))
BOUND = set("集库化者性率链员")  # close a word of two to one of three: 数据集, 智能化


def title_lines(title: str, *, measure: float = TITLE_WIDTH) -> list[str]:
    """The title in as few lines as fit, as even as sense allows. Written breaks are kept."""
    lines = []
    for written in title.splitlines():
        if written.strip():
            lines += _balanced(written.strip(), measure)
    return lines


def _balanced(text: str, measure: float) -> list[str]:
    if width(text) <= measure:
        return [text]
    count = int(-(-width(text) // measure))
    pieces = _WHOLE.findall(text)
    if count > MOST_BALANCED:
        return _filled(pieces, measure)
    best = _best_breaks(pieces, count, measure) or _best_breaks(pieces, count + 1, measure)
    if not best:
        return [text]
    edges = [0, *best, len(pieces)]
    return ["".join(pieces[a:b]).strip() for a, b in itertools.pairwise(edges)]


def _filled(pieces: list[str], measure: float) -> list[str]:
    """Lines as full as they get, in linear time."""
    lines, room = [""], measure
    for piece in pieces:
        room -= width(piece)
        if room < 0 and lines[-1]:
            lines.append("")
            room = measure - width(piece)
        lines[-1] += piece
    return [line.strip() for line in lines if line.strip()]


def _best_breaks(pieces: list[str], count: int, measure: float) -> list[int] | None:
    """The cheapest way to cut the pieces into ``count`` lines, or None when none fits."""
    ideal = width("".join(pieces)) / count
    costs = [_cost_of_break(pieces, at) if at else 0.0 for at in range(len(pieces) + 1)]
    # reached[i] = (cost, breaks): the cheapest way to have set the first i pieces.
    reached: dict[int, tuple[float, list[int]]] = {0: (0.0, [])}
    for line in range(count):
        step: dict[int, tuple[float, list[int]]] = {}
        for start, (cost, breaks) in reached.items():
            for end in range(start + 1, len(pieces) + 1):
                if (end == len(pieces)) != (line == count - 1):
                    continue
                length = width("".join(pieces[start:end]).strip())
                if length > measure:
                    break
                total = cost + (length - ideal) ** 2 + costs[end]
                if end not in step or total < step[end][0]:
                    step[end] = (total, [*breaks, end])
        reached = step
    found = reached.get(len(pieces))
    return found[1][:-1] if found else None


def _cost_of_break(pieces: list[str], at: int) -> float:
    """How much a break before ``pieces[at]`` hurts, in squared em; negative where it helps."""
    if at >= len(pieces):
        return 0.0
    before, after = pieces[at - 1][-1], pieces[at]
    if after == " " or before == " ":
        return -80.0
    cost, ahead = 0.0, "".join(pieces[at : at + 4])
    is_good = bool(GOOD_FIRST.match(ahead))
    if after[0] in NEVER_FIRST and not is_good:
        cost += 400.0
    if before in NEVER_LAST:
        cost += 400.0
    if before + after[0] in WORDS or _is_within_longer("".join(pieces[:at]), ahead, after):
        cost += 100.0
    if before in GOOD_LAST:
        cost -= 24.0
    if before in "年项":  # 三年行动计划, 专项规划 stay together
        cost += 64.0
    elif BEST_FIRST.match(ahead):
        cost -= 64.0
    elif is_good:
        cost -= 16.0
    return cost


def _is_within_longer(before: str, ahead: str, after: str) -> bool:
    """Whether a break here goes through a word of three characters or more."""
    if after[0] in BOUND and before[-2:] in WORDS:
        return True
    halves = _HALVES.get(before[-1:], ())
    return any(before.endswith(head) and ahead.startswith(tail) for head, tail in halves)


def is_alone(line: str) -> bool:
    """Whether a line is one character (孤字), marks apart."""
    return bool(_ALONE.fullmatch(line))
