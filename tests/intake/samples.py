"""Invented manuscripts for the intake tests: say what matters, the rest is made up here."""

FRONT = """数字山海的观察与思考
大数据发展动态
以数据看山海
2026年1月9日 第2期 总第265期
{headline}
大数据发展动态
2026年1月9日 第2期 总第265期
主 编 山海数据研究院
编 委 会 林 青 赵云麓 白 河
孙 远
咨询电话 000-1234567（传真）
邮 箱 desk@example.org
编辑地址 云麓市海滨路1号
新媒体
声明：本刊文字来自公开渠道。
"""
BACK = """山海数据研究院
Shanhai Data Institute, SDI
山海数据研究院是一家研究机构，设在云麓市。
"""
PROSE = "全省建成统一调度的服务网络，覆盖所有市县，向企业和群众开放。"
LONG = (
    "围绕山海两岸的灯塔与渡口改造，统筹布局大型算力、小型算力和流动算力，推动各市县的数据中心向集群"
)


def article(
    title: str = "山海省算力普惠行动方案",
    *,
    body: str = PROSE,
    note: str = "近日，山海省印发行动方案，明确三项任务。",
    source: str = "山海省数据局",
) -> str:
    """One article as a manuscript prints it; no note when ``note`` is empty."""
    label = f"编者按\n\n{note}\n\n" if note else ""
    return f"{label}{title}\n\n{body}\n\n（来源：{source}）\n"


def manuscript(
    *articles: str, contents: str = "", headline: str = "", front: str = FRONT, back: str = BACK
) -> str:
    """A whole issue; without ``contents`` the articles' titles are listed in 国策要论."""
    articles = articles or (article(),)
    contents = contents or "国策要论\n" + "\n".join(
        f"{at:02d} {title_in(each)}" for at, each in enumerate(articles, 1)
    )
    headline = headline or title_in(articles[0])
    return "\n".join(
        [front.format(headline=headline), "本期要目\n", contents, "\n".join(articles), back]
    )


def title_in(text: str) -> str:
    lines = [line for line in text.splitlines() if line]
    return lines[2] if lines[0] == "编者按" else lines[0]
