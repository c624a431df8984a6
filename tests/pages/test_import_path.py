"""A lead brings one file of each family, and three broken ones, in a browser that runs no script."""

import re

import pytest
from playwright.sync_api import Browser, Page

from tests.pages import import_files as files
from tests.pages.test_main_path import log_in, until_there
from tests.pages.visits import in_browser

pytestmark = pytest.mark.browser


def go_to_imports(page: Page) -> None:
    page.goto(re.sub(r"(/en)/.*", r"\1/bureau/", page.url))
    page.get_by_role("link", name="Import a file").first.click()


def bring(page: Page, *given) -> None:
    go_to_imports(page)
    page.get_by_label("Files", exact=True).set_input_files(list(given))
    page.get_by_role("button", name="Look at what they hold").click()


def words_of(page: Page) -> str:
    return page.get_by_role("main").inner_text()


def import_what_is_ready(page: Page, n_files: int) -> None:
    """Import all that is ready, and wait until the worker has done it."""
    page.get_by_role("button", name=re.compile(r"Import the (file that is|\d+ files that are) ready")).click()
    page.get_by_text(re.compile(rf"{n_files} imports? (was|were) started")).wait_for()
    until_there(page, page.locator("main:not(:has-text('waiting')):not(:has-text('under way'))"))


def import_this(page: Page) -> str:
    page.get_by_role("button", name=re.compile(r"Import [\d,]+ rows?")).click()
    until_there(page, page.get_by_role("heading", name="What became of each row"))
    return words_of(page)


def bring_one_of_each(page: Page) -> dict[str, str]:
    """Bring the files that need no answer, and the broken ones, all at once."""
    given = [files.limesurvey(), files.google_forms(), files.minutes(), files.kouchou_ai(), *files.broken()]
    bring(page, *given)
    said = {"several": words_of(page)}
    import_what_is_ready(page, 4)
    said["list"] = words_of(page)
    page.get_by_role("link", name="formulaire.csv").first.click()
    said["report"] = words_of(page)
    return said


def bring_archives(page: Page) -> dict[str, str]:
    said = {}
    bring(page, files.decidim())
    said["decidim"] = words_of(page)
    import_what_is_ready(page, 2)
    bring(page, files.polis())
    said["polis"] = words_of(page)
    import_what_is_ready(page, 2)
    said["list"] = words_of(page)
    return said


def describe_a_table(page: Page) -> dict[str, str]:
    """Say what the columns of a table are; the next one of the same shape does not ask."""
    bring(page, files.unknown_table(1))
    said = {"unknown": words_of(page)}
    page.get_by_role("link", name=re.compile("(Say what each column is|Change the columns)")).click()
    said["columns"] = words_of(page)
    page.get_by_label("c1").select_option(label="Identifier")
    page.get_by_label("c3").select_option(label="What people said")
    page.get_by_role("button", name="Look again").click()
    said["first report"] = import_this(page)
    bring(page, files.unknown_table(2))
    said["second"] = words_of(page)
    said["second report"] = import_this(page)
    return said


def walk(browser: Browser, site) -> dict[str, dict[str, str]]:
    page = browser.new_context(java_script_enabled=False).new_page()
    page.set_default_timeout(20_000)
    log_in(page, site)
    return {"each": bring_one_of_each(page), "archives": bring_archives(page), "table": describe_a_table(page)}


@pytest.fixture(scope="module")
def said(browser_is_here, written_site):
    return in_browser(lambda browser: walk(browser, written_site))


@pytest.mark.parametrize(
    "sentence",
    [
        "LimeSurvey: answers to a survey",
        "Google Forms: answers to a survey",
        "kouchou-ai: contributions",
        "“photo.csv” is not a table, but an image (PNG).",
        "“vide.csv” is empty.",
        "the quotation mark opened on row 2 is never closed",
    ],
)
def test_each_file_is_told_beside_its_name(said, sentence):
    assert sentence in said["each"]["several"]


def test_what_is_ready_is_imported_and_accounted_for(said):
    assert re.search(r"Taken\s+6\b", said["each"]["report"]), said["each"]["report"]
    assert "Refused: they name a person" not in said["each"]["report"]


def test_the_files_of_an_archive_are_told_one_by_one(said):
    assert "Decidim: contributions" in said["archives"]["decidim"]
    assert "Decidim: comments" in said["archives"]["decidim"]
    assert "Polis: comments" in said["archives"]["polis"]
    assert "Polis: votes, one per row" in said["archives"]["polis"]
    assert "failed" not in said["archives"]["list"]


def test_a_table_that_says_nothing_is_described_once(said):
    assert "never taken, not even to tell the rows apart" in said["table"]["columns"]
    assert re.search(r"Taken\s+3\b", said["table"]["first report"])
    assert "Its columns are those of “notes-1.csv”" in said["table"]["second"]
    assert re.search(r"Taken\s+3\b", said["table"]["second report"])
