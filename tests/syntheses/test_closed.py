"""A closed campaign keeps its documents as they are, for ever readable."""

import pytest
from django.urls import reverse

from polyphonie.campaigns.enums import CampaignStatus
from polyphonie.campaigns.errors import CampaignIsClosed
from polyphonie.syntheses.enums import SentenceForm
from polyphonie.syntheses.models import Document, Section, Sentence
from polyphonie.syntheses.services import draft_local_synthesis, draft_national_synthesis, editing, publish_document
from tests.factories import NOON, MembershipFactory

CLOSED = "Cette campagne est close"


@pytest.fixture
def document(world):
    document = draft_local_synthesis(world.consultation)
    publish_document(document=document, at=NOON)
    type(world.campaign).objects.filter(pk=world.campaign.pk).update(status=CampaignStatus.CLOSED)
    return Document.objects.get(pk=document.pk)


@pytest.fixture
def coordinator(client):
    person = MembershipFactory(coordinator=True).user
    client.force_login(person)
    return person


def first_sentence(document):
    return Sentence.objects.filter(section__document=document).order_by("section__position", "position").first()


def state_of(document):
    sections = list(Section.objects.filter(document=document).order_by("pk").values_list("pk", "title", "position"))
    sentences = Sentence.objects.filter(section__document=document).order_by("pk")
    rows = list(sentences.values_list("pk", "text", "section", "position", "version", "evidence__stance"))
    return sections, rows, document.versions.count()


CHANGES = {
    "edit": lambda one: editing.edit_sentence(sentence=one, text="Other.", form=one.form, version=one.version),
    "add": lambda one: editing.add_sentence(section=one.section, text="We commit.", form=SentenceForm.POSITION),
    "remove": lambda one: editing.remove_sentence(sentence=one),
    "move": lambda one: editing.move_sentence(sentence=one, by=1),
    "attach": lambda one: editing.attach_evidence(sentence=one, stance="dissents"),
    "detach": lambda one: editing.detach_evidence(sentence=one, evidence=[]),
    "mark": lambda one: editing.mark_evidence(evidence=one.evidence.first(), stance="dissents"),
    "add section": lambda one: editing.add_section(document=one.section.document, title="More"),
    "rename section": lambda one: editing.rename_section(section=one.section, title="More"),
    "move section": lambda one: editing.move_section(section=one.section, by=1),
    "remove section": lambda one: editing.remove_section(section=one.section),
    "publish": lambda one: publish_document(document=one.section.document, at=NOON),
    "draft": lambda one: draft_local_synthesis(one.section.document.consultation),
    "draft nationally": lambda one: draft_national_synthesis(one.section.document.campaign),
}


@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES.keys())
def test_every_change_is_refused(document, change):
    before = state_of(document)
    with pytest.raises(CampaignIsClosed):
        change(first_sentence(document))
    assert state_of(document) == before


@pytest.mark.parametrize(
    "name",
    [
        *("section_edit", "section_move", "section_remove", "sentence_add", "sentence_edit", "sentence_move"),
        *("sentence_remove", "evidence_attach", "evidence_change", "section_add", "publish", "draft_local"),
    ],
)
def test_the_sentence_says_it_whatever_is_sent(client, document, coordinator, name):
    sentence = first_sentence(document)
    of = sentence.section_id if name.startswith("section") or name == "sentence_add" else sentence.pk
    slugs = {"section_add": document.slug, "publish": document.slug, "draft_local": document.consultation.slug}
    before = state_of(document)
    address = reverse(f"syntheses:{name}", args=[slugs.get(name, of)])
    response = client.post(address, {"title": "More", "text": "Other.", "direction": "up"}, follow=True)
    assert response.status_code == 200
    assert CLOSED in response.content.decode()
    assert state_of(document) == before


def test_the_draft_is_read_without_a_button(client, document, coordinator):
    page = client.get(reverse("syntheses:edit", args=[document.slug])).content.decode()
    sentence = first_sentence(document)
    assert CLOSED in page
    assert f"sentence-{sentence.pk}" in page
    for name, of in (
        *(("publish", document.slug), ("section_add", document.slug), ("section_move", sentence.section_id)),
        *(("sentence_add", sentence.section_id), ("sentence_move", sentence.pk), ("sentence_edit", sentence.pk)),
    ):
        assert reverse(f"syntheses:{name}", args=[of]) not in page


def test_the_desk_offers_no_draft(client, document, coordinator):
    page = client.get(reverse("syntheses:desk")).content.decode()
    assert document.title in page
    assert reverse("syntheses:draft_local", args=[document.consultation.slug]) not in page
    assert reverse("syntheses:draft_national", args=[document.campaign.slug]) not in page
    assert reverse("manifesto:draft", args=[document.campaign.slug]) not in page


def test_the_published_document_stays_readable(client, document):
    assert client.get(document.get_absolute_url()).status_code == 200
