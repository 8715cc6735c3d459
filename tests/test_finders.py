"""What is served of the libraries' files, and what is left out."""

import pytest
from django.contrib.staticfiles import finders

from bulletin.finders import is_wanted


@pytest.mark.parametrize(
    ("path", "wanted"),
    [
        ("ckeditor/ckeditor/ckeditor.js", True),
        ("ckeditor/ckeditor/config.js", True),
        ("ckeditor/ckeditor/lang/zh-cn.js", True),
        ("ckeditor/ckeditor/lang/fr.js", False),
        ("ckeditor/ckeditor/plugins/icons.png", True),
        ("ckeditor/ckeditor/plugins/table/dialogs/table.js", True),
        ("ckeditor/ckeditor/plugins/specialchar/dialogs/lang/zh-cn.js", True),
        ("ckeditor/ckeditor/plugins/specialchar/dialogs/lang/de.js", False),
        ("ckeditor/ckeditor/plugins/scayt/dialogs/options.js", False),
        ("ckeditor/ckeditor/plugins/exportpdf/plugin.js", False),
        ("ckeditor/ckeditor/adapters/jquery.js", False),
        ("ckeditor/galleriffic/js/jquery.galleriffic.js", False),
        ("ckeditor/ckeditor-init.js", True),
        ("admin/css/base.css", True),
        ("admin/js/vendor/select2/i18n/zh-CN.js", True),
        ("admin/js/vendor/select2/i18n/fr.js", False),
        ("desk/desk.css", True),
    ],
)
def test_of_the_editor_only_what_the_desk_loads_is_served(path, wanted):
    assert is_wanted(path) is wanted


def test_the_finder_neither_finds_nor_lists_what_is_left_out():
    assert finders.find("ckeditor/ckeditor/plugins/scayt/dialogs/options.js") is None
    assert finders.find("ckeditor/ckeditor/ckeditor.js").endswith("ckeditor.js")
