"""What was said of the columns of a table serves the next one of the same shape."""

import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from polyphonie.accounts.enums import Role
from polyphonie.imports.models import Import, SavedMapping
from polyphonie.imports.services.mappings import shape_of
from tests.factories import ConsultationFactory, MembershipFactory

pytestmark = pytest.mark.django_db
TABLE = "a,b,E-mail\n1,Un avis assez long pour être lu.,x@y.example\n"
NEXT = "a,b,E-mail\n2,Un autre avis.,z@y.example\n"
SAID = {"column_0": "id", "column_1": "text"}


@pytest.fixture
def consultation():
    return ConsultationFactory()


@pytest.fixture
def lead(client, consultation):
    client.force_login(MembershipFactory(territory=consultation.territory).user)
    return client


def bring(client, consultation, content, name):
    url = reverse("imports:upload", args=[consultation.slug])
    answer = client.post(url, {"file": SimpleUploadedFile(name, content.encode())}, follow=True)
    return re.sub(r"\s+", " ", answer.content.decode())


def describe(client, **more):
    return client.post(reverse("imports:columns", args=[Import.objects.first().pk]), {**SAID, **more})


def test_the_next_file_of_the_same_shape_is_read_alike_and_says_so(lead, consultation):
    bring(lead, consultation, TABLE, "atelier-1.csv")
    describe(lead, remember="on")
    seen = bring(lead, consultation, NEXT, "atelier-2.csv")
    assert "Ses colonnes sont celles de « atelier-1.csv »" in seen
    assert Import.objects.first().options["columns"] == {"id": "a"}
    assert Import.objects.first().preview["contributions"][0]["text"] == "Un autre avis."


def test_nothing_is_kept_unless_asked(lead, consultation):
    bring(lead, consultation, TABLE, "atelier-1.csv")
    describe(lead)
    assert not SavedMapping.objects.exists()


def test_describing_the_same_shape_again_replaces_what_was_kept(lead, consultation):
    bring(lead, consultation, TABLE, "atelier-1.csv")
    describe(lead, remember="on")
    describe(lead, column_0="aside", remember="on")
    assert SavedMapping.objects.get().options["aside"] == ["a"]


def test_a_change_of_one_file_does_not_claim_to_be_what_was_kept(lead, consultation):
    bring(lead, consultation, TABLE, "atelier-1.csv")
    describe(lead, remember="on")
    bring(lead, consultation, NEXT, "atelier-2.csv")
    seen = describe(lead, column_0="aside")
    assert "Ses colonnes sont celles de" not in lead.get(seen["Location"]).content.decode()


def test_another_territory_is_not_served_what_was_kept_here(client, lead, consultation):
    bring(lead, consultation, TABLE, "atelier-1.csv")
    describe(lead, remember="on")
    elsewhere = ConsultationFactory()
    client.force_login(MembershipFactory(territory=elsewhere.territory).user)
    assert "Ses colonnes sont celles de" not in bring(client, elsewhere, NEXT, "atelier-2.csv")


def test_what_is_kept_is_listed_and_forgotten(lead, consultation):
    bring(lead, consultation, TABLE, "atelier-1.csv")
    describe(lead, remember="on")
    address = reverse("imports:mappings", args=[consultation.territory.slug])
    assert "atelier-1.csv" in lead.get(address).content.decode()
    lead.post(reverse("imports:mapping_forget", args=[SavedMapping.objects.get().pk]))
    assert not SavedMapping.objects.exists()


def test_nobody_else_forgets_it(client, consultation):
    mapping = SavedMapping.objects.create(territory=consultation.territory, name="a", shape=shape_of(["a"]))
    url = reverse("imports:mapping_forget", args=[mapping.pk])
    for membership in (MembershipFactory(), MembershipFactory(role=Role.READER, territory=consultation.territory)):
        client.force_login(membership.user)
        assert client.post(url).status_code == 404
    assert SavedMapping.objects.exists()


def test_two_shapes_differ_by_the_order_of_their_headings():
    assert shape_of(["a", "b"]) != shape_of(["b", "a"])
