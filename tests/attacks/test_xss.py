"""Two hundred payloads in every text field: no page lets one of them become anything else than text."""

from __future__ import annotations

import re

import pytest
from django.contrib.staticfiles import finders

from tests.attacks.addresses import every_address, whole
from tests.attacks.payloads import MARK, PAYLOADS
from tests.attacks.poisoning import poison_everything
from tests.core.pages import ADDRESSES, leads_elsewhere_than_the_web, read_html
from tests.permissions.world import DRAFT, PUBLISHED

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("kept_files")]

OF_MARKDOWN = {
    "p", "br", "hr", "em", "strong", "a", "ul", "ol", "li", "blockquote", "code", "pre",
    "h2", "h3", "h4", "h5", "h6", "table", "thead", "tbody", "tr", "th", "td", "del", "ins",
}  # fmt: skip
EVERY_ELEMENT = OF_MARKDOWN | {
    "html", "head", "meta", "title", "link", "script", "body", "header", "nav", "main", "footer", "section", "article",
    "aside", "div", "span", "form", "fieldset", "legend", "label", "input", "select", "option", "optgroup", "button",
    "textarea", "dl", "dt", "dd", "figure", "figcaption", "svg", "g", "path", "use", "rect", "circle", "text", "line",
    "time", "details", "summary", "caption", "tfoot", "small", "mark", "abbr", "desc", "h1", "search", "cite",
}  # fmt: skip
ECHOES = (
    "/recherche/",
    "/campagnes/world-published/contributions/",
    "/campagnes/world-published/rejoindre/",
    "/campagnes/world-published/territoires/",
)
LOADED = frozenset({"src", "srcset", "poster", "data", "action", "formaction", "background"})
NEVER = re.compile(r"^(on\w+|style|srcdoc)$")


def pages_of(visitors, who, state=PUBLISHED):
    """Fetch every page of the site as somebody: name of the route → HTML."""
    found = {}
    for name, address in every_address(visitors.world, state=state):
        answer = visitors.clients[who].get(address, HTTP_HOST="localhost", follow=False)
        assert answer.status_code < 500, f"{name} answers {answer.status_code}"
        content = whole(answer)
        if answer.get("Content-Type", "").startswith("text/html"):
            found[name] = content.decode()
    return found


def faults_of(html, known):
    """List what somebody's words became that is not text; `known` are the elements that the page has by itself."""
    page = read_html(html)
    faults = [f"<{tag}>" for tag in set(page.elements) - known - OF_MARKDOWN]
    return faults + [f"<{tag} {name}={value[:60]}>" for tag, name, value in page.attributes if _acts(name, value)]


def _acts(name, value):
    if NEVER.match(name) or MARK in name:
        return True
    if name in LOADED and (value.startswith("//") or "evil.example" in value):
        return True
    return name in ADDRESSES and leads_elsewhere_than_the_web(value)


@pytest.mark.parametrize(("who", "turn"), [("anonymous", 0), ("superuser", 0), ("ours:territory_lead", 1)])
def test_no_payload_becomes_part_of_a_page(who, turn, visitors):
    state = (PUBLISHED, DRAFT)[turn]
    known = {name: set(read_html(html).elements) for name, html in pages_of(visitors, who, state).items()}
    everywhere = set().union(*known.values())
    n_texts = poison_everything(turn)
    pages = pages_of(visitors, who, state)
    assert n_texts > 300
    assert sum(MARK in html for html in pages.values()) > 40, "the payloads are not shown: nothing is tried"
    found = {name: faults_of(html, everywhere) for name, html in pages.items()}
    assert {name: faults for name, faults in found.items() if faults} == {}


def test_no_payload_becomes_part_of_a_page_that_echoes_what_was_asked(visitors):
    """Search, filters and page numbers come back in the page."""
    client = visitors.clients["superuser"]
    for payload in PAYLOADS[::3]:
        for address in ECHOES:
            html = client.get(address, {"q": payload, "page": payload, "topic": payload}, HTTP_HOST="localhost").content
            assert not faults_of(html.decode(), EVERY_ELEMENT), payload


@pytest.mark.parametrize("payload", PAYLOADS[::5])
def test_a_refused_form_says_back_what_was_written_as_text(payload, visitors):
    client = visitors.clients["anonymous"]
    address = "/campagnes/world-published/rejoindre/ville-a-l-etranger/"
    written = {"city": payload, "country": payload, "name": payload, "function": payload, "email": payload}
    html = client.post(address, written, HTTP_HOST="localhost").content.decode()
    assert MARK in html
    assert faults_of(html, EVERY_ELEMENT) == []


@pytest.mark.parametrize("page", ["/", "/recherche/", "/account/login/", "/no-such-page/"])
def test_the_policy_of_content_allows_no_script_but_ours(page, client):
    said = client.get(page)["Content-Security-Policy"]
    assert "default-src 'none'" in said
    assert "script-src 'self'" in said
    assert "require-trusted-types-for 'script'" in said
    assert "unsafe" not in said


@pytest.mark.slow
@pytest.mark.browser
def test_a_browser_runs_nothing_that_people_wrote(visitors):
    """The poisoned pages, in Chromium, with their headers: no dialog, no complaint, nothing fetched elsewhere."""
    visits = pytest.importorskip("tests.pages.visits")
    if visits.CHROMIUM is None:
        pytest.skip("there is no Chromium on this machine")
    poison_everything(2)
    answers = {}
    for name, address in every_address(visitors.world):
        answer = visitors.clients["superuser"].get(address, HTTP_HOST="localhost")
        content = whole(answer)
        if answer.status_code == 200 and answer.get("Content-Type", "").startswith("text/html"):
            answers[f"http://localhost{address}"] = (name, content, dict(answer.headers))
    assert len(answers) > 60
    assert visits.in_browser(lambda browser: _look_at(browser, answers)) == []


def _look_at(browser, answers):
    faults, context = [], browser.new_context()
    page = context.new_page()

    def answer(route):
        url = route.request.url
        if url in answers:
            _, content, headers = answers[url]
            route.fulfill(status=200, headers=headers, body=content)
            return
        path = finders.find(url.partition("/static/")[2]) if url.startswith("http://localhost/static/") else None
        if path is None and not url.startswith("http://localhost/"):
            faults.append(f"asked for {url}")
        route.fulfill(path=path) if path else route.fulfill(status=204)

    context.route("**/*", answer)
    page.on("dialog", lambda dialog: (faults.append(f"{page.url}: {dialog.message}"), dialog.dismiss()))
    page.on("console", lambda line: faults.append(f"{page.url}: {line.text}") if line.type == "error" else None)
    page.on("pageerror", lambda error: faults.append(f"{page.url}: {error}"))
    for url in answers:
        page.goto(url, wait_until="load")
    return faults
