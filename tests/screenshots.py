"""`make pictures`: the pictures of README.md, taken from a fresh newsroom with its sample."""

import io
import subprocess
from pathlib import Path

import pypdf
from PIL import Image
from playwright.sync_api import sync_playwright

from tests import servers
from tests.browser import ARGUMENTS, CHROMIUM, sign_in

FOLDER = servers.ROOT / "bulletin" / "readme"
WIDE = {"width": 1280, "height": 860}
PHONE = {"width": 390, "height": 860}
SHEET_HEIGHT = 760  # pixels

NEWEST = "/2026/46/"
IN_THE_MAKING = (
    "from editorial.models import Issue; print(Issue.objects.in_the_making().latest('date').pk)"
)
WEB_EDITION = (
    "from editorial.models import Edition; "
    "print(Edition.objects.ready().filter(kind='web').latest('issue__date').file.path)"
)
ARTICLE = (
    "from editorial.models import Article, Issue; "
    "issue = Issue.objects.in_the_making().latest('date'); "
    "print(issue.articles.filter(state='sent_back').first().pk)"
)


def main() -> None:
    FOLDER.mkdir(exist_ok=True)
    with servers.installation() as house:
        for command in (["collectstatic", "--noinput", "-v", "0"], ["demo_accounts"]):
            house.manage(*command)
        house.manage("load_sample", "--here")
        house.python(
            "from editorial.models import User; user = User.objects.get(username='chen'); "
            "user.set_password('correct horse'); user.save()"
        )
        with house.web() as site, sync_playwright() as driver:
            browser = driver.chromium.launch(executable_path=CHROMIUM, args=list(ARGUMENTS))
            take_public(browser, site)
            take_desk(browser, site, house)
        take_sheets(Path(house.python(WEB_EDITION)))


def take_public(browser, site) -> None:
    page = browser.new_page(viewport=WIDE, locale="zh-CN")
    page.goto(site)
    keep("home", page.screenshot())
    page.goto(f"{site}{NEWEST}1/")
    keep("article", page.screenshot())
    page.set_viewport_size(PHONE)
    page.goto(site)
    keep("phone", page.screenshot())


def take_desk(browser, site, house) -> None:
    page = browser.new_page(viewport=WIDE, locale="zh-CN")
    sign_in(page, site, "chen")
    page.goto(f"{site}/desk/editorial/issue/{house.python(IN_THE_MAKING)}/change/")
    keep("issue", page.screenshot())
    page.goto(f"{site}/desk/editorial/article/{house.python(ARTICLE)}/change/")
    # The body: the second of the two editors on the page.
    page.locator("iframe").nth(1).wait_for()
    page.evaluate("document.querySelector('#id_body').closest('fieldset').scrollIntoView()")
    keep("editor", page.screenshot())


def take_sheets(pdf: Path) -> None:
    """Cover, contents and the first opening, side by side."""
    images = [Image.open(io.BytesIO(_sheet(pdf, number))) for number in _sheet_numbers(pdf)]
    gap = 24
    width = sum(image.width for image in images) + gap * (len(images) + 1)
    table = Image.new("RGB", (width, SHEET_HEIGHT + 2 * gap), "#8c8f94")
    left = gap
    for image in images:
        table.paste(image, (left, gap))
        left += image.width + gap
    out = io.BytesIO()
    table.save(out, "PNG")
    keep("sheets", out.getvalue())


def _sheet_numbers(pdf) -> list[int]:
    reader = pypdf.PdfReader(pdf)
    marks = [mark for mark in reader.outline if not isinstance(mark, list)]
    at = [mark.title for mark in marks].index("本期要目")
    chosen = (marks[0], marks[at], marks[at + 1])
    return [reader.get_destination_page_number(mark) + 1 for mark in chosen]


def _sheet(pdf, number) -> bytes:
    return subprocess.run(
        ["pdftoppm", "-png", "-f", str(number), "-l", str(number),
         "-scale-to-x", "-1", "-scale-to-y", str(SHEET_HEIGHT), pdf],
        capture_output=True, check=True,
    ).stdout  # fmt: skip


def keep(name: str, png: bytes) -> None:
    """Store a picture with few colours: a fifth of the bytes, no difference to see."""
    picture = Image.open(io.BytesIO(png)).convert("RGB")
    few = picture.quantize(256, method=Image.Quantize.MEDIANCUT, dither=Image.Dither.NONE)
    few.save(FOLDER / f"{name}.png", optimize=True)


if __name__ == "__main__":
    main()
