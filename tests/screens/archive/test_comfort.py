"""Reading in comfort: the switches, and axe-core's verdict on every page in every setting."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from editorial import search
from editorial.models import Article
from tests.screens.archive import shelf
from tests.screens.archive.test_browser import BODY, PAGES

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

EVERY_PAGE = (*(*PAGES, "/policy/regions/山海省/", "/2026/index/?by=body", "/no/such/page/"),)
# What depends on colours and sizes; everything else is the same in every setting.
OF_LOOKS = ("color-contrast", "link-in-text-block", "target-size", "scrollable-region-focusable")
# As the reader's system asks for them, which the switches do too; 大字 has no such wish.
SETTINGS = {
    "dark": {"color_scheme": "dark", "contrast": "no-preference"},
    "contrast": {"color_scheme": "light", "contrast": "more"},
    "contrast and dark": {"color_scheme": "dark", "contrast": "more"},
    "large": {"color_scheme": "light", "contrast": "no-preference"},
}
IS_DRESSED = """([dark, contrast]) => {
  const worn = { "dark": dark, "contrast": contrast, "dark contrast": dark && contrast };
  return [...document.querySelectorAll("link[data-theme]")].every(
    (each) => each.sheet && each.media === (worn[each.dataset.theme] ? "all" : "not all"));
}"""


@pytest.fixture
def site(live_server):
    """The address of a site with one rich article, found by search and in the policy index."""
    issue = shelf.make_published()
    Article.objects.filter(issue=issue, position=2).update(body=BODY)
    search.index_issue(issue)
    return live_server.url


def set_up(context, chosen: dict) -> None:
    for name, value in chosen.items():
        # The first, blank page has no storage.
        context.add_init_script(
            f"if (location.host) localStorage.setItem('reading-{name}', '{value}')"
        )


def verdict(page, **options) -> list[tuple]:
    """What axe-core, which the page has loaded, holds against it."""
    told = page.evaluate("options => axe.run(options)", {"resultTypes": ["violations"], **options})
    return [
        (each["id"], [node["html"][:90] for node in each["nodes"]][:3])
        for each in told["violations"]
    ]


def dress(page, setting: str) -> None:
    wish = SETTINGS[setting]
    page.emulate_media(**wish)
    asked = [wish["color_scheme"] == "dark", wish["contrast"] == "more"]
    page.wait_for_function(IS_DRESSED, arg=asked)
    page.evaluate(
        "on => document.documentElement.classList.toggle('is-large', on)", setting == "large"
    )


def test_axe_finds_nothing_on_any_page_in_any_setting(page, watch, site):
    """Each page is opened once and dressed anew, which is a quarter of the work."""
    looks = {"type": "rule", "values": list(OF_LOOKS)}

    found = {}
    for path in EVERY_PAGE:
        page.emulate_media(color_scheme="light", contrast="no-preference")
        page.goto(site + path)
        page.evaluate(Axe().axe_script)
        found[path, "light"] = verdict(page)
        for setting in SETTINGS:
            dress(page, setting)
            found[path, setting] = verdict(page, runOnly=looks)
    watch.errors.clear()  # the page that is not found says so on the console

    assert {place: faults for place, faults in found.items() if faults} == {}


def test_axe_would_find_a_fault(page, site):
    page.goto(site)
    page.evaluate("document.querySelector('main').innerHTML += '<img src=\"/2026/46/cover.svg\">'")

    found = Axe().run(page).response["violations"]

    assert "image-alt" in [each["id"] for each in found]


def ground(page) -> str:
    return page.locator("body").evaluate("body => getComputedStyle(body).backgroundColor")


@pytest.mark.parametrize(
    ("label", "colour"), [("深色", "rgb(16, 25, 42)"), ("高对比", "rgb(255, 255, 255)")]
)
def test_a_switch_is_kept_from_page_to_page_and_turned_back(page, site, label, colour):
    page.goto(site)
    before = ground(page)

    page.get_by_role("button", name=label).press("Enter")
    page.goto(f"{site}/2026/46/2/")

    expect(page.get_by_role("button", name=label)).to_have_attribute("aria-pressed", "true")
    assert ground(page) == colour != before
    page.get_by_role("button", name=label).press("Enter")
    assert ground(page) == before


def test_light_can_be_chosen_where_the_system_is_dark(page, site):
    page.emulate_media(color_scheme="dark")
    page.goto(site)
    assert ground(page) == "rgb(16, 25, 42)"

    page.get_by_role("button", name="深色").click()

    assert ground(page) == "rgb(250, 248, 243)"


@pytest.mark.parametrize("width", [360, 768, 1440])
def test_large_type_fits_the_screen(context, site, width):
    set_up(context, {"large": "1"})
    page = context.new_page()
    page.set_viewport_size({"width": width, "height": 800})

    for path in PAGES:
        page.goto(site + path)
        wide = page.evaluate(
            "document.documentElement.scrollWidth <= document.documentElement.clientWidth"
        )
        assert (path, wide) == (path, True)


def test_large_type_is_a_quarter_larger(page, site):
    page.goto(f"{site}/2026/46/2/")
    line = "words => words.getClientRects()[0].height"
    words = page.locator(".body > p").first
    before = words.evaluate(line)

    page.get_by_role("button", name="大字").click()

    assert page.evaluate("document.documentElement.currentCSSZoom") == 1.25
    assert words.evaluate(line) > before


def test_without_scripts_there_are_no_switches(chromium, site):
    context = chromium.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(site)

    expect(page.locator(".comfort")).to_be_hidden()
    context.close()
