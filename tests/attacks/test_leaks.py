"""What is not published, what is restricted and what is of a person stay where they are."""

from __future__ import annotations

import io
import json
import logging
import re

import pytest

from polyphonie.accounts.models import User
from polyphonie.campaigns.models import Charter, JoinRequest
from polyphonie.consultations.models import Activity, Consultation, Contribution, Statement
from polyphonie.core.policies import Policy
from polyphonie.ideas.models import Idea
from polyphonie.portal.search import search
from polyphonie.portal.services import rebuild_search_index
from polyphonie.syntheses.models import Document, PublishedSentence
from tests.attacks.addresses import ROUTES, address_of, every_address, whole
from tests.factories import ConsultationFactory, DocumentFactory, DocumentVersionFactory, UserFactory
from tests.permissions.world import DRAFT, HIDDEN, PUBLISHED, RESTRICTED

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("kept_files")]

SECRET = "zzconfidentialzz"


def bodies(visitors, who, states=(PUBLISHED, DRAFT, HIDDEN)):
    """Everything that somebody can fetch: the name of each route, and what it gives."""
    client = visitors.clients[who]
    for state in states:
        for name, address in every_address(visitors.world, state=state):
            if "pdf" in name or ROUTES[name].policy not in (Policy.ANYONE, Policy.PUBLISHED):
                continue
            answer = client.get(address, HTTP_HOST="localhost")
            yield name, whole(answer).decode(errors="replace")
    for path in ("campaigns", "consultations", "contributions", "statements", "opinion-maps", "ideas", "documents"):
        yield path, client.get(f"/api/v1/{path}?limit=100", HTTP_HOST="localhost").content.decode()


def mark_drafts(world):
    """Write the secret in whatever is not public; give how many rows hold it."""
    marked = 0
    for owner in ("ours", "theirs"):
        for state in (DRAFT, HIDDEN):
            place = world.places[state, owner]
            pk = place.consultation.pk
            marked += Consultation.objects.filter(pk=pk).update(title=SECRET, question=SECRET, negotiable=SECRET)
            marked += Activity.objects.filter(consultation=pk).update(title=SECRET, description=SECRET)
            marked += Statement.objects.filter(consultation=pk).update(text=SECRET)
            marked += Idea.objects.filter(run=place.run).update(label=SECRET)
            marked += Document.objects.filter(pk=place.document.pk).update(title=SECRET)
    marked += Charter.objects.filter(published_at__isnull=True).update(title=SECRET, preamble=SECRET)
    return marked


@pytest.mark.parametrize("who", ["anonymous", "nobody"])
def test_what_is_not_published_is_on_no_public_page_and_in_no_feed(who, visitors):
    assert mark_drafts(visitors.world) > 15
    assert [name for name, body in bodies(visitors, who) if SECRET in body] == []


def test_what_is_restricted_in_a_grid_is_nowhere_in_public(visitors):
    public = (PUBLISHED, HIDDEN)
    assert [name for name, body in bodies(visitors, "anonymous", public) if RESTRICTED in body] == []


def test_what_is_restricted_in_a_grid_is_read_by_its_territory(visitors):
    """Otherwise the test above tries nothing."""
    client = visitors.clients["ours:contributor"]
    address = address_of(
        ROUTES["info_grids:block(campaign_slug,territory_slug,block_key)"], visitors.world, state=DRAFT
    )
    assert RESTRICTED in client.get(address, HTTP_HOST="localhost").content.decode()


def test_no_address_of_a_person_is_on_a_public_page(visitors):
    addresses = set(User.objects.values_list("email", flat=True)) | set(
        JoinRequest.objects.values_list("email", flat=True)
    )
    found = [name for name, body in bodies(visitors, "anonymous") if any(address in body for address in addresses)]
    assert found == []


def test_what_is_hidden_or_erased_is_found_by_no_search(visitors):
    contribution = visitors.world.places[PUBLISHED, "ours"].contribution
    Contribution.objects.filter(pk=contribution.pk).update(is_hidden=True)
    rebuild_search_index()
    assert not search(contribution.text).public().filter(contribution=contribution).exists()


@pytest.mark.parametrize("is_published", [True, False])
def test_a_document_of_a_consultation_withdrawn_is_found_by_no_search(is_published):
    consultation = ConsultationFactory(is_published=is_published)
    document = DocumentFactory(campaign=consultation.campaign, local=True, consultation=consultation)
    version = DocumentVersionFactory(document=document)
    PublishedSentence.objects.create(version=version, key=1, number=1, form="written", text="Guichets ouverts.")
    rebuild_search_index()
    assert search("guichets").public().exists() == is_published


def exports():
    """Routes that give a file: they end like one, or say so in their name."""
    return [
        name
        for name, route in ROUTES.items()
        if route.path.endswith((".csv", ".xlsx", ".json", ".jsonl", ".pdf", ".ics", "<slug:suffix>"))
    ]


@pytest.mark.parametrize("name", exports())
def test_a_link_to_an_export_of_the_desk_is_of_no_use_to_another(name, visitors):
    """No export has a link that opens by itself: each is made for who asks, and their right is looked at then."""
    route = ROUTES[name]
    if route.policy in (Policy.PUBLISHED, Policy.ANYONE):
        pytest.skip("it gives what anyone may read")
    address = address_of(route, visitors.world)
    for who in ("anonymous", "nobody", "theirs:reader"):
        if route.policy == Policy.WORKS_HERE and who == "theirs:reader":
            continue
        answer = visitors.clients[who].get(address, HTTP_HOST="localhost")
        assert answer.status_code in (302, 403, 404, 405)
    answer = visitors.clients["national:coordinator"].get(address, HTTP_HOST="localhost")
    assert whole(answer) is not None
    assert "public" not in answer.get("Cache-Control", "")


def test_pages_of_people_are_kept_by_no_cache(visitors):
    for who in ("ours:territory_lead", "national:coordinator"):
        answer = visitors.clients[who].get("/bureau/", HTTP_HOST="localhost")
        assert "no-store" in answer["Cache-Control"]
        assert "private" in answer["Cache-Control"]


@pytest.mark.parametrize("who", ["anonymous", "theirs:territory_lead"])
def test_what_one_may_not_see_looks_like_what_does_not_exist(who, visitors):
    client, draft = visitors.clients[who], visitors.world.places[DRAFT, "ours"]
    for real, none in ((f"/idees/{draft.idea.pk}/", "/idees/999999/"), (draft.consultation.slug, "no-such-one")):
        addresses = [one if one.startswith("/") else f"/consultations/{one}/" for one in (real, none)]
        answers = [client.get(address, HTTP_HOST="localhost") for address in addresses]
        assert [answer.status_code for answer in answers] == [404, 404]
        pages = [answer.content.decode().replace(one, "") for answer, one in zip(answers, addresses, strict=True)]
        assert _without_keys(pages[0]) == _without_keys(pages[1])


def _without_keys(page):
    """A page without the key of its form, which is another each time."""
    return re.sub(r'value="\w{64}"', "", page)


def test_logs_hold_neither_addresses_nor_names(visitors, monkeypatch):
    written = io.StringIO()
    handler = logging.StreamHandler(written)
    logging.getLogger().addHandler(handler)
    person = UserFactory(email="someone@example.org", name="Someone")
    client = visitors.clients["anonymous"]
    try:
        client.get("/recherche/?q=someone@example.org", HTTP_HOST="localhost")
        client.post("/account/login/", {"login": person.email, "password": "no"}, HTTP_HOST="localhost")
        client.get("/bureau/", HTTP_HOST="localhost")
    finally:
        logging.getLogger().removeHandler(handler)
    assert "someone@example.org" not in written.getvalue()


def test_the_audit_trail_holds_no_name_and_no_address(visitors):
    from polyphonie.core.models import AuditEvent

    details = json.dumps(list(AuditEvent.objects.values_list("details", flat=True)))
    assert "@" not in details
