"""From a file to a published sentence and back, in a browser that runs no script."""

import re
import time

import pytest
from playwright.sync_api import Browser, Page

from tests.pages.visits import in_browser

pytestmark = pytest.mark.browser

LEAD = "referente.clermont@polyphonie.example"
WORDS = "Je demande un guichet tenu par une personne, mot pour mot numéro"
SENTENCE = "What this sentence says was written by the test of the main path."
FIRST = int(time.time())
ROWS = "".join(f"{FIRST + number};{WORDS} {number}.\n" for number in range(1, 13))
TABLE = f"numero;avis\n{ROWS}{FIRST};\n"
FILE = {"name": "guichet.csv", "mimeType": "text/csv", "buffer": TABLE.encode()}


def log_in(page: Page, site) -> None:
    page.goto(site.url + "/en/account/login/")
    page.get_by_label("mail").fill(LEAD)
    page.get_by_label("Password").fill(site.password_of(LEAD))
    page.get_by_role("main").get_by_role("button", name="Log in").click()
    page.get_by_role("heading", name="My desk").wait_for()


def import_a_file(page: Page) -> None:
    page.get_by_role("link", name="Import a file").first.click()
    page.get_by_label("Files", exact=True).set_input_files(FILE)
    page.get_by_role("main").locator("form[enctype] button[type=submit]").click()
    page.get_by_role("heading", name="What would happen").wait_for()
    assert WORDS in page.get_by_role("main").inner_text()
    page.get_by_role("button", name=re.compile(r"Import \d+ rows")).click()
    until_there(page, page.get_by_role("heading", name="What became of each row"))
    facts = page.get_by_role("main").inner_text()
    assert "Taken" in facts
    assert re.search(r"Rows in the file\s+13\b", facts), facts
    assert re.search(r"Taken\s+12\b", facts)
    assert re.search(r"Refused\s+1\b", facts)


def draft(page: Page, site) -> None:
    page.goto(site.url + "/en/bureau/documents/")
    page.get_by_role("button", name="Draft the synthesis").first.click()
    until_there(page, page.locator(".entries h3 a").first)
    page.locator(".entries h3 a").first.click()


def edit_a_sentence(page: Page) -> None:
    """Rewrite the first sentence that rests on people's words, then go back to the document."""
    page.locator("li[id^=sentence-]").first.wait_for()
    document = page.url
    for _ in range(5):
        save_our_words(page)
        if page.get_by_text("The sentence is saved.").count():
            break
        # The worker was still drafting, and the page said that the sentence had changed meanwhile.
        page.wait_for_timeout(2_000)
        page.goto(document)
    page.get_by_text("The sentence is saved.").wait_for()
    page.get_by_role("main").get_by_role("link").first.click()
    page.locator(".sentence-text", has_text=SENTENCE).wait_for()


def save_our_words(page: Page) -> None:
    entry = page.locator("li[id^=sentence-]", has_text=re.compile(r"\d contribution")).first
    entry.get_by_role("link", name="Edit").click()
    page.get_by_label("The sentence").fill(SENTENCE)
    page.get_by_label("Our words, resting on what people said").check()
    with page.expect_navigation():
        page.get_by_role("button", name="Save the sentence").click()


def publish(page: Page) -> None:
    """Publish what is written, and go to the version that everyone reads."""
    address = page.url
    former = re.search(r"Version (\d+) is public", page.get_by_role("main").inner_text())
    number = int(former[1]) + 1 if former else 1
    page.get_by_role("button", name=re.compile("Publish")).click()
    page.goto(address)
    until_there(page, page.get_by_text(f"Version {number} is public"))
    page.get_by_text(f"Version {number} is public").click()


def until_there(page: Page, wanted) -> None:
    """Reload a page until the worker has done what was asked."""
    for _ in range(60):
        if wanted.count():
            return
        page.wait_for_timeout(500)
        page.reload()
    raise AssertionError(page.get_by_role("main").inner_text())


def follow(browser: Browser, site) -> tuple[str, str]:
    """Give what a stranger reads of the new sentence, then of a contribution that it rests on."""
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.set_default_timeout(20_000)
    log_in(page, site)
    import_a_file(page)
    draft(page, site)
    edit_a_sentence(page)
    publish(page)
    stranger = browser.new_context(java_script_enabled=False).new_page()
    stranger.goto(page.url)
    shown = stranger.get_by_role("main").inner_text()
    stranger.locator("li, article, section, p, div", has_text=SENTENCE).last.wait_for()
    stranger.goto(site.url + source_of(stranger))
    return shown, stranger.get_by_role("main").inner_text()


def source_of(page: Page) -> str:
    """Give the address of the first contribution that the sentence rests on."""
    links = page.locator("a[href*='/contributions/']").evaluate_all(
        "links => links.map(one => one.getAttribute('href'))"
    )
    return next(link for link in links if re.search(r"/contributions/\d+/$", link))


@pytest.mark.usefixtures("browser_is_here")
def test_what_is_imported_ends_in_a_sentence_that_leads_back_to_it(written_site):
    shown, contribution = in_browser(lambda browser: follow(browser, written_site))
    assert SENTENCE in shown
    assert SENTENCE in contribution
