"""A key is added and used in a real browser, under the policy of the pages; then an application, by keyboard."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from allauth.mfa.models import Authenticator
from django.urls import reverse

from tests.factories import MembershipFactory
from tests.pages.visits import CHROMIUM

playwright = pytest.importorskip("playwright.sync_api")

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.browser,
    pytest.mark.slow,
    pytest.mark.skipif(CHROMIUM is None, reason="Chromium is not installed: keys are not tried in a browser"),
]

PASSWORD = "a long enough sentence"
TOUCHED_AT_ONCE = {
    "protocol": "ctap2",
    "transport": "internal",
    "hasResidentKey": True,
    "hasUserVerification": True,
    "isUserVerified": True,
    "automaticPresenceSimulation": True,
}


def in_a_browser(visit):
    """Run a visit beside the test: the loop of the browser would forbid the database to its own thread."""

    def run():
        with playwright.sync_playwright() as driver:
            browser = driver.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
            try:
                page = browser.new_page(locale="fr-FR", viewport={"width": 360, "height": 720})
                refused = []
                page.on("console", lambda said: refused.append(said.text) if said.type == "error" else None)
                visit(page)
                return refused
            except playwright.Error as error:
                shown = f"{page.url}: {page.inner_text('main')} {refused}"
                raise AssertionError(shown) from error
            finally:
                browser.close()

    with ThreadPoolExecutor(max_workers=1) as pool:
        return pool.submit(run).result(timeout=120)


def submit_password(page):
    page.fill("[name=password]", PASSWORD)
    with page.expect_navigation():
        page.keyboard.press("Enter")


def log_in(page, site, email):
    page.goto(site + reverse("account_login"))
    page.fill("[name=login]", email)
    submit_password(page)


def ask_to_add_a_key(page, site, email):
    log_in(page, site, email)
    page.goto(site + reverse("mfa_add_webauthn"))
    submit_password(page)
    page.wait_for_selector("[data-polyphonie-passkey]")


def virtual_key(page, **changes):
    session = page.context.new_cdp_session(page)
    session.send("WebAuthn.enable")
    session.send("WebAuthn.addVirtualAuthenticator", {"options": TOUCHED_AT_ONCE | changes})


@pytest.fixture
def lead(settings):
    settings.SECOND_FACTOR_REQUIRED = True
    return MembershipFactory().user


def test_a_key_is_added_then_opens_the_desk_after_the_password(live_server, lead):
    landed = []

    def visit(page):
        virtual_key(page)
        ask_to_add_a_key(page, live_server.url, lead.email)
        page.fill("[name=name]", "clé bleue")
        page.click("[data-polyphonie-passkey-start]")
        page.wait_for_url("**" + reverse("mfa_view_recovery_codes"))
        page.goto(live_server.url + reverse("portal:desk"))
        landed.append(page.url)
        page.context.clear_cookies()
        log_in(page, live_server.url, lead.email)
        page.click("[data-polyphonie-passkey-start]")
        page.wait_for_url("**" + reverse("portal:desk"))
        landed.append(page.url)

    assert in_a_browser(visit) == []
    assert landed == [live_server.url + reverse("portal:desk")] * 2
    assert str(Authenticator.objects.get(type=Authenticator.Type.WEBAUTHN)) == "clé bleue"


def test_a_key_that_does_not_answer_is_said_plainly(live_server, lead):
    said = []

    def visit(page):
        virtual_key(page, isUserVerified=False, hasUserVerification=False, automaticPresenceSimulation=True)
        ask_to_add_a_key(page, live_server.url, lead.email)
        page.evaluate("() => { navigator.credentials.create = () => Promise.reject(new Error('refused')) }")
        page.click("[data-polyphonie-passkey-start]")
        said.append(page.inner_text("[data-polyphonie-passkey-error]:visible"))

    in_a_browser(visit)
    assert "n’a pas répondu" in said[0]
    assert not Authenticator.objects.exists()


def test_the_pages_of_the_second_factor_fit_a_small_screen(live_server, lead):
    overflowing = []

    def visit(page):
        ask_to_add_a_key(page, live_server.url, lead.email)
        for name in ("mfa_index", "mfa_activate_totp", "mfa_add_webauthn", "my_account"):
            page.goto(live_server.url + reverse(name))
            if page.evaluate("document.documentElement.scrollWidth > innerWidth"):
                overflowing.append(name)

    assert in_a_browser(visit) == []
    assert overflowing == []
