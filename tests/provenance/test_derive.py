"""Provenance: bodies, region and form read off title, number and source by their grammar."""

import pytest

from editorial.provenance import derive, home_of, split_bodies
from editorial.provenance.forms import form_of
from editorial.provenance.regions import region_of

# --- Bodies ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("title", "source", "number", "bodies"),
    [
        ("算力普惠行动方案", "山海省数据局", "", ("山海省数据局",)),
        ("算力普惠行动方案", "山海省发改委", "", ("山海省发展和改革委员会",)),
        ("山海省数据局 山海省财政厅关于算力券的通知", "", "", ("山海省数据局", "山海省财政厅")),
        ("山海省数据局等五部门关于算力券的通知", "", "", ("山海省数据局",)),
        ("山海省关于加快算力建设的意见", "山海省政府", "", ("山海省人民政府",)),
        ("办法", "山海省数据局、云麓市气象局", "", ("山海省数据局", "云麓市气象局")),
        ("办法", "青禾省人民政府（省政府第41次常务会议审议通过）", "", ("青禾省人民政府",)),
        ("办法", "", "国办发〔2023〕37号", ("国务院办公厅",)),
        ("办法", "政府门户网站", "粤府办〔2023〕5号", ("广东省人民政府办公厅",)),
        ("办法", "", "沪经信〔2023〕5号", ("上海市经济和信息化委员会",)),
        ("办法", "", "沪财〔2023〕5号", ("上海市财政局",)),
        ("办法", "", "青禾省人民政府令第106号", ("青禾省人民政府",)),
        ("算力走进县城", "云麓日报", "", ()),
        ("七大趋势", "Farcape Insight 公司", "", ("Farcape Insight 公司",)),
    ],
)
def test_bodies_come_from_title_and_source_else_from_the_number(title, source, number, bodies):
    assert derive(title=title, source=source, document_number=number).bodies == bodies


def test_what_an_editor_wrote_goes_before_everything_derived():
    found = derive(
        title="山海省数据局关于算力的意见",
        bodies="云麓市发改委、云麓市财政局",
        region="云麓市",
        form="通报",
    )

    assert found.bodies == ("云麓市发展和改革委员会", "云麓市财政局")
    assert (found.region, found.form) == ("云麓市", "通报")


def test_names_are_divided_by_marks_and_spaces_but_not_within_brackets():
    assert split_bodies("甲研究院（北、南区）、乙中心 丙局，丙局") == [
        "甲研究院",
        "乙中心",
        "丙局",
    ]


# --- Regions --------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "region"),
    [
        ("广东省数据条例", "广东省"),
        ("深圳市数据交易规则", "广东省"),
        ("中国（上海）自由贸易试验区管理办法", "上海市"),
        ("黔西南州数据办法", "贵州省"),
        ("广西算力规划", "广西壮族自治区"),
        ("山海省数据办法", "山海省"),
        ("云麓市数据办法", "云麓市"),
        ("东湾新区数据办法", "东湾新区"),
        ("智慧城市建设指南", ""),
        ("数据要素市场培育办法", ""),
        ("大理论述", ""),
        ("各省数据工作", ""),
        ("关于推进城市算力的意见", ""),
    ],
)
def test_a_region_is_one_of_the_table_or_formed_like_one(name, region):
    assert region_of(name) == region


@pytest.mark.parametrize(
    ("given", "region"),
    [
        ({"title": "关于算力的意见", "source": "工业和信息化部"}, "全国"),
        ({"title": "关于算力的意见", "source": "工业和信息化部运行监测协调局"}, "全国"),
        ({"title": "山海省算力方案", "source": "云麓日报"}, "山海省"),
        ({"title": "昆明市算力方案", "source": "昆明市人民政府"}, "云南省"),
        ({"title": "算力方案", "document_number": "渝府发〔2023〕2号"}, "重庆市"),
        (
            {
                "title": "算力方案",
                "source": "青禾县人民政府",
                "document_number": "青政发〔2026〕2号",
            },
            "青禾县",
        ),
        ({"title": "算力方案", "source": "长沙县人民政府"}, "湖南省"),
        ({"title": "百强县数据发展", "source": "远岬咨询", "kind": "report_digest"}, ""),
        ({"title": "趋势报告", "source": "远岬咨询", "kind": "report_digest"}, ""),
    ],
)
def test_a_region_comes_from_body_or_title_or_number(given, region):
    assert derive(**given).region == region


def test_a_body_is_at_home_where_its_name_says():
    names = ("国家数据局", "厦门市数据局", "云麓市数据局", "远岬咨询")

    assert [home_of(name) for name in names] == ["全国", "福建省", "云麓市", ""]


# --- Forms ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("title", "kind", "form"),
    [
        ("云麓市低空数据应用三年行动计划（2026—2028年）", "policy", "行动计划"),
        ("公共数据产品价格规则（征求意见稿）", "numbered_clauses", "规则"),
        ("关于印发《城市感知数据管理办法（试行）》的通知", "policy", "办法"),
        ("关于召开会议的通知", "policy", "通知"),
        ("关于算力建设的指导意见", "policy", "意见"),
        ("数据发展“十六五”规划纲要", "policy", "规划"),
        ("县域数据服务若干措施", "policy", "措施"),
        ("先行先试工作", "regulation", "法规"),
        ("先行先试工作", "policy", "其他文件"),
        ("前三季度运行情况的通知", "industry_statistics", "统计"),
        ("七大趋势", "trend_digest", "趋势"),
    ],
)
def test_a_form_is_what_the_title_ends_with_or_what_the_kind_says(title, kind, form):
    assert form_of(title, kind) == form


@pytest.mark.parametrize(
    ("kind", "number", "is_document"),
    [
        ("policy", "", True),
        ("regulation", "", True),
        ("industry_statistics", "", False),
        ("feature", "", False),
        ("feature", "云数发〔2026〕4号", True),
    ],
)
def test_the_policy_index_takes_what_was_issued_or_has_a_number(kind, number, is_document):
    found = derive(title="题", kind=kind, document_number=number)

    assert found.is_document is is_document
