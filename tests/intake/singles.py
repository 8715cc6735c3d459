"""Invented files of one author: say what matters, the rest is made up here."""

TITLE = "山海省沿岸数据港建设三年行动方案"
NOTE = "山海省日前印发文件，布局沿岸数据港。"
BODY = """为加快沿岸数据港建设，制定本方案。

一、总体要求

到2028年，全省建成十二处数据港。

二、主要任务

（一）夯实底座。统一建设标准，分级布局机房。（责任单位：省数据局）"""
SOURCE = "（来源：山海省数据局）"


def single(
    title: str = TITLE, *, above: str = "", below: str = "", body: str = BODY, end: str = SOURCE
) -> str:
    """An article as its author sends it: no cover, no contents list."""
    return "\n\n".join(part for part in (above, title, below, body, end) if part) + "\n"


WHOLE = single(
    above=f"编者按\n\n{NOTE}",
    below="山海数发〔2026〕41号\n\n各市数据局，省有关单位：",
    end=f"附件：1.数据港名录\n2.分工表\n\n（注：表中数字为预测数。）\n\n{SOURCE}",
)
