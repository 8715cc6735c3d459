"""The editor's set-up says exactly what the vocabulary says."""

from editorial import editor, richtext


def test_menus_together_offer_every_named_style_and_no_other():
    styles = {(s["element"], s["attributes"]["class"]) for s in editor.styles_menu()}
    blocks = {tuple(value.split(".")[:2]) for value, _ in editor.blocks_menu()}

    offered = styles | blocks - {("figure",), ("footnote",)}
    named = {(tag, name) for tag, name, _ in richtext.NAMED_STYLES}
    assert offered | set(editor.FOOTNOTE_PARTS) == named
    assert ("footnote",) in blocks


def test_every_kind_of_chart_can_be_inserted():
    values = [value for value, _ in editor.blocks_menu()]

    kinds = [value.rsplit(".", 1)[1] for value in values if value.startswith("figure.chart")]
    assert kinds == list(richtext.CHART_KINDS)


def test_headings_are_named_by_their_level():
    assert editor.FORMATS[1:] == (
        ("h2", "一级标题"),
        ("h3", "二级标题"),
        ("h4", "三级标题"),
        ("h5", "四级标题"),
    )
    assert list(richtext.HEADING_LEVELS) == [tag for tag, _ in editor.FORMATS[1:]]


def test_the_content_filter_is_the_vocabulary():
    rules = editor.allowed_content().split("; ")

    assert len(rules) == len(richtext.TAGS)
    assert "figure[data-chart](chart,qr)" in rules
    assert "a[href,id]" in rules
    assert "p(addressee,dash,note)" in rules
    assert "h2" in rules


def test_nothing_in_the_set_up_opens_the_filter_or_calls_abroad():
    for config in (editor.body_config(), editor.note_config()):
        assert isinstance(config["allowedContent"], str)
        assert "fullPage" not in config
        assert config["versionCheck"] is False
        assert config["language"] == "zh-cn"
        assert {"scayt", "exportpdf", "preview"} <= set(config["removePlugins"].split(","))


def test_only_administrators_get_the_source_button():
    assert ["Source"] not in editor.body_config()["toolbar"]
    assert ["Source"] in editor.body_config(with_source=True)["toolbar"]
