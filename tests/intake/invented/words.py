"""Invented Chinese: phrases, sentences and paragraphs, different for every seed."""

import random

PLACES = ("山海省", "临江市", "云麓市", "青禾省", "东湾新区", "白沙县", "松岭州", "望潮市")
BODIES = ("数据局", "渡口管理局", "潮汐观测中心", "灯塔事务厅", "航标委员会", "档案馆")
VERBS = (
    "建设", "完善", "推进", "支持", "培育", "优化", "健全", "提升", "强化", "拓展", "夯实", "布局",
)  # fmt: skip
KINDS = ("智能", "绿色", "协同", "开放", "近岸", "跨江", "数字", "普惠", "安全", "高效")
THINGS = (
    "渡口网络", "灯塔体系", "潮汐档案", "航标目录", "栈桥设施", "水位站点", "船务平台", "算力节点",
    "数据目录", "观测队伍", "应急机制", "码头园区", "服务窗口", "气象样本", "岸线标准", "云上仓库",
)  # fmt: skip
INSERTS = (
    "5G 专网", "IPv6 单栈", "AI 助手", "“一张网”", "《渡口手册》", "3.5%的增幅", "1.2 万座站点",
    "“‘一码’通行”", "《〈航标规程〉释义》", "（以下简称“平台”）", "12 个县（市、区）", "Wi-Fi 7",
    "Tide Data Hub", "2027 年目标", "24 小时",
)  # fmt: skip
ENGLISH = ("Smart", "Tidal", "Harbour", "Open", "Data", "Signals", "Trusted", "Ferry", "Models")
SURNAMES, GIVEN = "林白赵孙周吴江陆", ("青", "河", "云麓", "远", "小舟", "望潮", "岸")


class Words:
    """Everything is drawn from one ``random.Random``; phrases do not come twice."""

    def __init__(self, chance: random.Random):
        self.chance = chance
        self._used: set[str] = set()

    def one(self, options):
        return self.chance.choice(options)

    def often(self, share: float) -> bool:
        return self.chance.random() < share

    def phrase(self) -> str:
        """推进跨江渡口网络: a heading's worth, never the same again."""
        while True:
            made = self.one(VERBS) + self.one(KINDS) + self.one(THINGS)
            if self.often(0.3):
                made += "和" + self.one(THINGS)
            if made not in self._used:
                self._used.add(made)
                return made

    def clause(self) -> str:
        made = self.one(VERBS) + self.one(KINDS) + self.one(THINGS)
        return made + self.one(INSERTS) if self.often(0.25) else made

    def sentence(self, least: int = 2, most: int = 5) -> str:
        clauses = [self.clause() for _ in range(self.chance.randint(least, most))]
        return self.one(("", "到2027年，", "各地要", "围绕近岸需求，")) + "，".join(clauses) + "。"

    def paragraph(self, least: int = 1, most: int = 4) -> str:
        made = "".join(self.sentence() for _ in range(self.chance.randint(least, most)))
        if made and self.often(0.06):
            made += f"守塔人说：“我常想，‘{self.clause()}，要靠谁？’”"
        return made

    def body(self) -> str:
        return self.one(PLACES) + self.one(BODIES)

    def name(self) -> str:
        return self.one(SURNAMES) + self.one(GIVEN)

    def english(self, count: int = 3) -> str:
        return " ".join(self.chance.sample(ENGLISH, count))
