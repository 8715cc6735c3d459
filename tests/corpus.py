"""An invented archive of any size: words at random, in the frequencies of natural text.

``make large`` fills an installation of its own with it, to see how a full newsroom feels.
"""

import datetime as dt
import random
import sys

from django.core.management import call_command
from django.utils import timezone

if __name__ == "__main__":
    import django

    django.setup()

from editorial.models import Article, Issue, Publication, Section

# Words of the trade, the frequent ones first: the n-th is drawn about 1/n as often.
_VOCABULARY = (
    "数据 建设 发展 服务 推进 公共 数字 加强 企业 管理 经济 技术 应用 推动 创新 平台 机制 安全 "
    "完善 重点 资源 产业 要素 能力 信息 系统 提升 标准 体系 部门 人工智能 领域 工作 政务 制度 "
    "算力 开放 共享 流通 基础设施 高质量发展 智能 网络 项目 市场 场景 模型 监管 试点 城市 县域 "
    "融合 统一 利用 协同 运营 授权 登记 交易 接口 调度 评估 培育 人才 研究 规划 保障 组织 责任 "
    "数字经济 公共数据 数据要素 先行先试 互联互通 可信 空间 隐私 计算 加密 审计 分级 分类 目录 "
    "治理 质量 采集 加工 清洗 标注 语料 训练 推理 芯片 园区 港口 海洋 气象 交通 医疗 教育 农业 "
    "乡村 文化 旅游 能源 电网 环境 生态 应急 消防 社区 养老 就业 社保 信用 金融 保险 税务 统计"
)
WORDS = _VOCABULARY.split()
PLACES = ("山海省", "青禾省", "临江市", "云麓市", "东湾新区", "北屿州")
OFFICES = ("人民政府", "数据局", "工业和信息化厅", "发展和改革委员会")
FORMS = ("管理办法", "行动计划", "指导意见", "实施方案", "若干措施")
LATIN = ("AI", "GPT", "5G", "API", "Web3.0", "token")
# The tail of rare characters that every real text has.
_RARE = [chr(code) for code in range(0x5000, 0x5000 + 2500)]
_WEIGHTS = [1 / (n + 3) for n in range(len(WORDS))]
ARTICLES_AN_ISSUE, ISSUES_A_YEAR, FIRST_YEAR = 9, 40, 1950
FIRST_NUMBER = 50_000


class Writer:
    """Writes the same texts for the same seed."""

    def __init__(self, seed: int = 7):
        self.chance = random.Random(seed)

    def words(self, count: int) -> str:
        drawn = self.chance.choices(WORDS, _WEIGHTS, k=count)
        for place in range(0, count, 9):
            drawn[place] += "".join(self.chance.choices(_RARE, k=2))
        return "".join(drawn)

    def paragraph(self) -> str:
        latin = self.chance.choice(LATIN) if self.chance.random() < 0.2 else ""
        return f"<p>{self.words(18)}，{self.words(14)}{latin}。</p>"

    def body(self, characters: int) -> str:
        parts, size = [f"<h2>一、{self.words(3)}</h2>"], 0
        while size < characters:
            parts.append(self.paragraph())
            size += len(parts[-1]) - 7
        return "".join(parts)

    def article(self, issue, position: int, section, characters: int) -> Article:
        place, office = self.chance.choice(PLACES), self.chance.choice(OFFICES)
        number = f"{place[:2]}发〔{issue.year}〕{self.chance.randint(1, 90)}号"
        return Article(
            issue=issue,
            section=section,
            position=position,
            title=f"{place}{self.words(3)}{self.chance.choice(FORMS)}",
            document_number=number if self.chance.random() < 0.4 else "",
            source=place + office,
            body=self.body(characters),
            state=Article.State.FINAL,
        )


def publish(start: int, stop: int, *, characters: int = 5000, seed: int = 7) -> None:
    """Issues number ``start`` … ``stop`` since the first, 40 a year, in the open; not indexed."""
    Publication.current()
    sections, writer = list(Section.objects.ensure_standard().values()), Writer(seed + start)
    for n in range(start, stop):
        year, number = FIRST_YEAR + n // ISSUES_A_YEAR, n % ISSUES_A_YEAR + 1
        issue = Issue.objects.create(
            year=year,
            number=number,
            running_number=FIRST_NUMBER + n,
            date=dt.date.fromisocalendar(year, number, 5),
            state=Issue.State.PUBLISHED,
            publish_at=timezone.now() - dt.timedelta(hours=1),
        )
        Article.objects.bulk_create(
            writer.article(issue, k + 1, sections[k * 4 // ARTICLES_AN_ISSUE], characters)
            for k in range(ARTICLES_AN_ISSUE)
        )


def fill(issues: int) -> str:
    """A new installation with that many issues; what was done, in one sentence. May exit."""
    call_command("migrate", verbosity=0)
    call_command("apply_roles")
    if Issue.objects.exists():
        sys.exit("There are issues already: give an empty folder as VAR_DIR. Nothing was changed.")
    publish(0, issues)
    call_command("rebuild_search")
    return f"{issues} issues of {ARTICLES_AN_ISSUE} articles stand in the database."


if __name__ == "__main__":
    print(fill(int(sys.argv[1])))
