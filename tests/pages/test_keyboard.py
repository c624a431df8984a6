"""Joining with the keyboard alone: no mouse, no script."""

import pytest
from playwright.sync_api import Browser, Page

from tests.pages.visits import in_browser

pytestmark = pytest.mark.browser

MAX_STEPS = 60
FOCUSED = """() => {
  const one = document.activeElement, style = getComputedStyle(one);
  const words = one.name || one.textContent.trim().replace(/\\s+/g, " ");
  return [words, one.matches(":focus-visible") && style.outlineStyle !== "none"];
}"""


def tab_to(page: Page, words: str) -> None:
    """Press Tab until what has the focus bears these words; each stop on the way shows that it has it."""
    for _ in range(MAX_STEPS):
        page.keyboard.press("Tab")
        focused, is_seen = page.evaluate(FOCUSED)
        assert is_seen, f"the focus on {focused!r} cannot be seen"
        if words in focused:
            return
    raise AssertionError(f"{words!r} is not reached with {MAX_STEPS} steps of the keyboard")


def join_by_keyboard(browser: Browser, site) -> tuple[str, str]:
    page = browser.new_context(java_script_enabled=False).new_page()
    page.goto(site.url + "/campagnes/parlons-de-l-ia/rejoindre/")
    page.keyboard.press("Tab")
    first, _ = page.evaluate(FOCUSED)
    page.keyboard.press("Enter")
    page.locator("main input[name=q]").wait_for()
    page.goto(site.url + "/campagnes/parlons-de-l-ia/rejoindre/")
    for _ in range(2):
        tab_to(page, "q")
        if page.evaluate("() => document.activeElement.closest('main') !== null"):
            break
    page.keyboard.type("quimperle")
    page.keyboard.press("Enter")
    page.get_by_role("main").get_by_text("Quimperlé").first.wait_for()
    tab_to(page, "Quimperlé")
    page.keyboard.press("Enter")
    page.locator("input[name=email]").wait_for()
    tab_to(page, "email")
    page.keyboard.type("au.clavier@example.org")
    return first, page.locator("input[name=email]").input_value()


@pytest.mark.usefixtures("browser_is_here")
def test_a_territory_is_found_and_asked_for_with_the_keyboard_alone(written_site):
    first, typed = in_browser(lambda browser: join_by_keyboard(browser, written_site))
    assert first == "Aller au contenu"
    assert typed == "au.clavier@example.org"
