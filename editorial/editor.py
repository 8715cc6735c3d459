"""THE EDITOR: CKEditor 4 set up to offer exactly the vocabulary of ``editorial.richtext``."""

from ckeditor.widgets import CKEditorWidget
from django.templatetags.static import static
from django.urls import reverse_lazy

from editorial import richtext

# Styles of whole containers are inserted as blocks; the rest are picked from the styles menu.
CONTAINERS = ("section", "figure")
FOOTNOTE_PARTS = ("sup", "footnote-ref"), ("section", "footnotes")
FORMATS = (
    ("p", "正文"),
    ("h2", "一级标题"),
    ("h3", "二级标题"),
    ("h4", "三级标题"),
    ("h5", "四级标题"),
)
CHART_LABELS = {"bar": "柱形图", "line": "折线图", "pie": "饼图", "combined": "柱线组合图"}

TOOLBAR = (
    ("Format", "Styles", "NewsroomBlocks"),
    ("Bold", "Italic", "Underline", "Subscript", "Superscript", "RemoveFormat"),
    ("NumberedList", "BulletedList", "Blockquote"),
    ("Image", "Chart", "Table", "Link", "Unlink", "SpecialChar"),
    ("Undo", "Redo", "PasteText", "Find", "Maximize"),
    ("Tidy",),
)
NOTE_TOOLBAR = (("Bold", "Italic", "Link", "Unlink", "RemoveFormat", "Undo", "Redo", "PasteText"),)

# In the bundled script, but no part of our vocabulary or of our trust (scayt, exportpdf and wsc
# talk to foreign servers).
REMOVED_PLUGINS = (
    *("about", "bidi", "colorbutton", "colordialog", "copyformatting", "dialogadvtab", "div"),
    *("editorplaceholder", "elementspath", "exportpdf", "font", "forms", "horizontalrule"),
    *("htmlwriter", "iframe", "indentblock", "justify", "language", "liststyle", "newpage"),
    *("pagebreak", "preview", "print", "save", "scayt", "showblocks", "smiley", "templates"),
)
# Folders under plugins/ that the remaining ones load from; the rest is not even collected.
KEPT_PLUGIN_FOLDERS = (
    *("a11yhelp", "clipboard", "dialog", "filetools", "find", "image", "link", "magicline"),
    *("notification", "notificationaggregator", "pastefromgdocs", "pastefromlibreoffice"),
    *("pastefromword", "pastetools", "specialchar", "table", "tableselection", "tabletools"),
    *("uploadimage", "uploadwidget", "widget"),
)
KEPT_LANGUAGES = ("zh-cn", "en")


def styles_menu() -> list[dict]:
    """The named styles that apply to a paragraph or to words, as CKEditor's ``stylesSet``."""
    return [
        {"name": label, "element": tag, "attributes": {"class": name}}
        for tag, name, label in richtext.NAMED_STYLES
        if tag not in CONTAINERS and (tag, name) not in FOOTNOTE_PARTS
    ]


def blocks_menu() -> list[list[str]]:
    """What the 版块 menu inserts: ``[element.class, label]``; our plugin builds each."""
    blocks = [["figure", "图片说明（图题）"]]
    for tag, name, label in richtext.NAMED_STYLES:
        if (tag, name) == ("figure", "chart"):
            blocks += [
                [f"figure.chart.{kind}", f"{label}：{CHART_LABELS[kind]}"]
                for kind in richtext.CHART_KINDS
            ]
        elif (tag, name) == ("section", "footnotes"):
            blocks.append(["footnote", label])
        elif tag in CONTAINERS:
            blocks.append([f"{tag}.{name}", label])
    return blocks


def allowed_content(tags=richtext.TAGS) -> str:
    """The vocabulary as CKEditor's content filter writes it: ``tag[attributes](classes); …``."""
    rules = []
    for tag in sorted(tags):
        attributes = ",".join(sorted(richtext.ATTRIBUTES.get(tag, ())))
        classes = ",".join(sorted(richtext.CLASSES.get(tag, ())))
        rules.append(
            f"{tag}" + f"[{attributes}]" * bool(attributes) + f"({classes})" * bool(classes)
        )
    return "; ".join(rules)


COMMON = {
    "skin": "moono-lisa",
    "language": "zh-cn",
    "width": "100%",
    "versionCheck": False,
    "entities": False,
    "fillEmptyBlocks": False,
    "disableNativeSpellChecker": True,
    "removePlugins": ",".join(REMOVED_PLUGINS),
    "extraPlugins": "newsroom,tidy,chart",
    "linkShowAdvancedTab": False,
    "linkShowTargetTab": False,
    "filebrowserUploadMethod": "xhr",
    "removeDialogTabs": "image:advanced;image:Link;link:upload;link:advanced",
    "image_previewText": " ",
    "clipboard_handleImages": False,
    "uploadUrl": reverse_lazy("admin:editorial_upload_receive"),
    "filebrowserImageUploadUrl": reverse_lazy("admin:editorial_upload_receive"),
    "tidy_url": reverse_lazy("admin:editorial_article_tidy", args=["pasted"]),
    "chart_url": reverse_lazy("admin:draw_chart"),
    "format_tags": ";".join(tag for tag, _ in FORMATS),
    "newsroom_formats": dict(FORMATS),
}


def body_config(*, with_source: bool = False) -> dict:
    """The article's editor. Only administrators see the source."""
    return COMMON | {
        "height": 620,
        "toolbar": [list(row) for row in TOOLBAR] + ([["Source"]] if with_source else []),
        "stylesSet": styles_menu(),
        "newsroom_blocks": blocks_menu(),
        # A picture on its way up is a widget for a moment; the server knows neither attribute.
        "allowedContent": f"{allowed_content()}; img[data-widget,data-cke-upload-id]",
    }


def note_config() -> dict:
    """The editor's note: paragraphs and nothing that needs a heading or a picture."""
    return COMMON | {
        "height": 150,
        "toolbar": [list(row) for row in NOTE_TOOLBAR],
        "stylesSet": [],
        "newsroom_blocks": [],
        "tidy_kind": "note",
        "allowedContent": "p br strong em u sub sup; a[href]",
        "bodyClass": "note-box",
    }


class EditorWidget(CKEditorWidget):
    """django-ckeditor's widget with our set-up; hashed addresses are found when it is drawn."""

    def __init__(self, config: dict, **kwargs):
        super().__init__(**kwargs)
        self.config = dict(config)

    def _set_config(self):
        self.config["contentsCss"] = static("desk/editor.css")
        self.external_plugin_resources = [
            [name, static(f"desk/{name}.js"), ""] for name in ("newsroom", "tidy", "chart")
        ]
