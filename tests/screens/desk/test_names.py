"""Names typed as text, kept as a list."""

import pytest

from editorial.admin.fields import NamesField, split_names


@pytest.mark.parametrize(
    ("typed", "names"),
    [
        ("温以衡、陆青野", ["温以衡", "陆青野"]),
        ("温以衡\n陆青野\n", ["温以衡", "陆青野"]),
        ("温以衡 陆青野", ["温以衡", "陆青野"]),
        ("闻　桐、王小明", ["闻桐", "王小明"]),
        ("Ada Stone、闻 桐", ["Ada Stone", "闻桐"]),
        ("山海数字战略研究院，临江大数据中心；", ["山海数字战略研究院", "临江大数据中心"]),
        ("", []),
    ],
)
def test_names_are_divided_as_they_were_meant(typed, names):
    assert split_names(typed) == names


def test_stored_names_are_shown_with_the_chinese_comma():
    assert NamesField().prepare_value(["温以衡", "陆青野"]) == "温以衡、陆青野"


def test_names_in_another_notation_are_no_change():
    field = NamesField()

    assert not field.has_changed(["温以衡", "陆青野"], "温以衡\n陆青野")
    assert field.has_changed(["温以衡", "陆青野"], "陆青野、温以衡")
