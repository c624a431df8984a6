"""The whole programme as people go through it, in a browser without script: called by `test_programme_path.py`."""

from __future__ import annotations

import email
import email.policy
import re
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import Browser, Page

from tests.pages.filled_workbook import fill_workbook

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
CONSULTATION = {
    "title": "L’IA ici, parlons-en",
    "question": "Que peut faire une machine à la mairie, et que doit faire une personne ?",
    "negotiable": "Les usages et leur contrôle ; pas le budget de cette année.",
    "decision": "La charte soumise au conseil de décembre.",
    "organizer": "Service participation",
    "methods": "Trois ateliers ouverts à tous.",
    "opens_on": "2026-03-01",
    "closes_on": "2026-06-30",
}
WORDS = "Ce que nous en disons"
ANSWER_EVERYTHING = """(words) => {
  const form = document.querySelector("form.grid-form");
  for (const one of form.querySelectorAll("input[type=text], input[type=date], textarea")) {
    if (one.closest(".not-asked") || one.value || one.name.startsWith("note-")) continue;
    if (one.type === "date") one.value = "2026-04-02";
    else one.value = one.inputMode === "decimal" ? "12" : words;
  }
  for (const one of form.querySelectorAll("select")) {
    if (!one.closest(".not-asked") && !one.value) one.value = one.options[1].value;
  }
  for (const one of form.querySelectorAll("fieldset.choices")) {
    if (!one.closest(".not-asked") && !one.querySelector(":checked")) one.querySelector("input").checked = true;
  }
}"""
PASSWORD = "une phrase assez longue pour un essai"
COORDINATOR = "coordination@polyphonie.example"


@dataclass
class Walk:
    """A walk through a site, in one language: `prefix` is "" in French, "/en" in English."""

    browser: Browser
    url: str
    mail_folder: Path
    prefix: str
    mark: str

    @property
    def is_english(self) -> bool:
        return self.prefix == "/en"

    def newcomer(self) -> Page:
        """Open a browser of one's own, where no script runs."""
        page = self.browser.new_context(java_script_enabled=False).new_page()
        page.set_default_timeout(20_000)
        return page

    def go(self, page: Page, path: str) -> None:
        answer = page.goto(self.url + self.prefix + path)
        assert answer is not None
        assert answer.status < 400, f"{path}: {answer.status}"

    def mail_to(self, address: str, pattern: str) -> str:
        """Give the first link of that kind in the last mail to an address."""
        for path in sorted(self.mail_folder.glob("*.log"), key=lambda one: one.stat().st_mtime, reverse=True):
            for message in _messages(path.read_bytes()):
                body = message.get_body(("plain",))
                found = re.search(rf"{re.escape(self.url)}\S*{pattern}\S*", body.get_content() if body else "")
                if message["To"] == address and found:
                    return found[0]
        raise AssertionError(f"no mail to {address} with {pattern}")


def _messages(content: bytes) -> list[email.message.EmailMessage]:
    parts = re.split(rb"^-{79}$", content, flags=re.MULTILINE)
    parsed = [
        email.message_from_bytes(part.strip() + b"\n", policy=email.policy.default) for part in parts if part.strip()
    ]
    return [one for one in parsed if isinstance(one, email.message.EmailMessage)]


def submit(page: Page, form: str = "main form[method=post]") -> None:
    """Tick what must be ticked in a form and press its button; the page that follows must not complain."""
    wanted = page.locator(form).first
    for box in wanted.locator("input[type=checkbox][required]").all():
        box.check()
    with page.expect_navigation():
        wanted.locator("button[type=submit]").first.click()
    assert not page.locator(".error-summary").count(), page.locator(".error-summary").first.inner_text()


def log_in(walk: Walk, address: str, password: str) -> Page:
    page = walk.newcomer()
    walk.go(page, "/account/login/")
    page.locator("input[name=login]").fill(address)
    page.locator("input[name=password]").fill(password)
    submit(page)
    return page


def open_a_campaign(walk: Walk, page: Page) -> str:
    """Create a campaign from what is shipped, publish its charter and its form, open it; give its address."""
    walk.go(page, "/bureau/campagnes/nouvelle/")
    page.locator("input[name=title]").fill(f"Essai {walk.mark}")
    page.locator("input[name=opens_on]").fill("2026-01-05")
    if walk.is_english:
        page.locator("select[name=language]").select_option("en")
    submit(page)
    slug = page.url.rstrip("/").rsplit("/", 1)[1]
    walk.go(page, f"/bureau/campagnes/{slug}/charte/publication/")
    submit(page)
    walk.go(page, f"/bureau/campagnes/{slug}/grille/formulaire/")
    submit(page, "main form[action$='/publier/']")
    walk.go(page, f"/bureau/campagnes/{slug}/ouverture/")
    submit(page)
    walk.go(page.context.new_page(), f"/campagnes/{slug}/")
    return slug


def join(walk: Walk, coordinator: Page, slug: str, *, words: str, address: str) -> tuple[Page, str]:
    """Ask for a territory, confirm by mail, be accepted and invited; give the lead's browser and the territory."""
    page = walk.newcomer()
    walk.go(page, f"/campagnes/{slug}/rejoindre/?q={words}")
    link = page.locator(f"main a[href*='/campagnes/{slug}/rejoindre/']").first
    territory = str(link.get_attribute("href")).rstrip("/").rsplit("/", 1)[1]
    link.click()
    page.locator("input[name=name]").fill("Camille Exemple")
    page.locator("input[name=function]").fill("Direction de la participation")
    page.locator("input[name=email]").fill(address)
    submit(page)
    page.goto(walk.mail_to(address, "/rejoindre/confirmer/"))
    submit(page)
    walk.go(coordinator, f"/bureau/campagnes/{slug}/demandes/")
    coordinator.locator(f"main a[href*='/campagnes/{slug}/demandes/']").first.click()
    submit(coordinator)
    page.goto(walk.mail_to(address, "/invitation/"))
    page.locator("input[name=email]").fill(address)
    for field in page.locator("input[type=password]").all():
        field.fill(PASSWORD)
    submit(page)
    return page, territory


def sign(walk: Walk, lead: Page, slug: str, territory: str) -> None:
    walk.go(lead, f"/bureau/campagnes/{slug}/territoires/{territory}/charte/")
    lead.locator("input[name=signatory_name]").fill("Dominique Exemple")
    lead.locator("input[name=signatory_function]").fill("Maire")
    submit(lead)
    walk.go(walk.newcomer(), f"/campagnes/{slug}/territoires/{territory}/charte/")


def declare(walk: Walk, lead: Page, slug: str, territory: str) -> str:
    """Declare a consultation with three activities, and publish it; give its address."""
    walk.go(lead, f"/bureau/campagnes/{slug}/territoires/{territory}/consultations/nouvelle/")
    for name, words in CONSULTATION.items():
        lead.locator(f"[name={name}]").fill(words)
    lead.locator("input[name=sought_resident]").check()
    submit(lead)
    found = re.search(r"/consultations/([^/]+)/", lead.url)
    assert found, lead.url
    for number in (1, 2, 3):
        walk.go(lead, f"/bureau/consultations/{found[1]}/sequences/nouvelle/")
        lead.locator("input[name=title]").fill(f"Atelier {number}")
        lead.locator("input[name=starts_on]").fill(f"2026-0{number + 2}-12")
        lead.locator("input[name=starts_hour]").fill("18:30")
        lead.locator("input[name=ends_hour]").fill("20:30")
        lead.locator("input[name=place]").fill("Salle des fêtes")
        lead.locator("input[name=n_participants]").fill("24")
        lead.locator("input[name=n_resident]").fill("24")
        submit(lead)
    walk.go(lead, f"/bureau/consultations/{found[1]}/relecture/")
    submit(lead, "main form[action$='/publication/']")
    walk.go(walk.newcomer(), f"/consultations/{found[1]}/")
    return found[1]


def fill_on_line(walk: Walk, lead: Page, slug: str, territory: str) -> None:
    """Open the grid, answer every field of its blocks, submit it."""
    grid = f"/bureau/campagnes/{slug}/territoires/{territory}/grille/"
    walk.go(lead, grid)
    submit(lead, "main form[action$='/ouvrir/']")
    for block in "abcdefghi":
        walk.go(lead, f"{grid}blocs/{block}/")
        for name in add_buttons(lead):
            with lead.expect_navigation():
                lead.locator(f"button[value='{name}']").click()
        lead.evaluate(ANSWER_EVERYTHING, WORDS)
        submit(lead, "main .grid-actions")
    walk.go(lead, grid)
    submit(lead, "main form[action$='/deposer/']")


def add_buttons(page: Page) -> list[str]:
    """Name the buttons that add a first row, for the tables that have none."""
    found: list[str] = page.evaluate(
        """() => [...document.querySelectorAll("fieldset.grid-rows")]
             .filter(one => !one.querySelector(".grid-row"))
             .map(one => one.querySelector("button[value^='add:']"))
             .filter(one => one).map(one => one.value)"""
    )
    return found


def fill_offline(walk: Walk, lead: Page, slug: str, territory: str) -> None:
    """Open the grid, take its workbook away, fill it, bring it back, confirm, submit."""
    grid = f"/bureau/campagnes/{slug}/territoires/{territory}/grille/"
    walk.go(lead, grid)
    submit(lead, "main form[action$='/ouvrir/']")
    answer = lead.context.request.get(f"{walk.url}{walk.prefix}{grid}classeur.xlsx")
    assert answer.ok
    filled = fill_workbook(answer.body(), language="en" if walk.is_english else "fr")
    walk.go(lead, f"{grid}classeur/")
    lead.locator("input[type=file]").set_input_files({"name": "grille.xlsx", "mimeType": XLSX, "buffer": filled})
    submit(lead, "main form[enctype]")
    submit(lead, "main form[action$='/confirmer/']")
    walk.go(lead, grid)
    submit(lead, "main form[action$='/deposer/']")


def publish_the_grid(walk: Walk, coordinator: Page, slug: str, territory: str) -> str:
    """Review a grid and publish it; give what a stranger reads of it."""
    walk.go(coordinator, f"/bureau/campagnes/{slug}/grilles/{territory}/")
    with coordinator.expect_navigation():
        coordinator.locator("button[name=do][value=publish]").click()
    stranger = walk.newcomer()
    walk.go(stranger, f"/campagnes/{slug}/territoires/{territory}/grille/")
    return stranger.get_by_role("main").inner_text()
