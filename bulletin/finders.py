"""Which files of the libraries are collected: what the desk uses, not the plugins and samples."""

from django.contrib.staticfiles.finders import AppDirectoriesFinder

from editorial.editor import KEPT_LANGUAGES, KEPT_PLUGIN_FOLDERS

EDITOR = "ckeditor/ckeditor/"
CHOOSER_LANGUAGES = "admin/js/vendor/select2/i18n/"
_LEFT_OUT = ("adapters/", "vendor/", "bender", "build-config", "CHANGES", "README", "SECURITY")


def is_wanted(path: str) -> bool:
    """Whether a static file is served. Our own and Django's are, but for foreign languages."""
    if path.startswith(CHOOSER_LANGUAGES):
        return path.removeprefix(CHOOSER_LANGUAGES) in ("zh-CN.js", "en.js")
    if path.startswith("ckeditor/") and not path.startswith(EDITOR):
        return path in ("ckeditor/ckeditor.css", "ckeditor/ckeditor-init.js", "ckeditor/fixups.js")
    if not path.startswith(EDITOR):
        return True
    inner = path.removeprefix(EDITOR)
    if inner.startswith(_LEFT_OUT):
        return False
    if "/lang/" in f"/{inner}":
        return inner.rsplit("/", 1)[1].removesuffix(".js") in KEPT_LANGUAGES
    folder, _, rest = inner.partition("/")
    return folder != "plugins" or "/" not in rest or rest.split("/")[0] in KEPT_PLUGIN_FOLDERS


class TrimmedAppDirectoriesFinder(AppDirectoriesFinder):
    """Django's finder, blind to what the libraries bring along and the desk never loads."""

    def list(self, ignore_patterns):
        for path, storage in super().list(ignore_patterns):
            if is_wanted(path.replace("\\", "/")):
                yield path, storage

    def find_in_app(self, app, path):
        return super().find_in_app(app, path) if is_wanted(path) else None
