import re

import pytest
from django.urls import reverse

from polyphonie.campaigns.enums import CampaignStatus
from polyphonie.consultations.models import Contribution
from polyphonie.syntheses.enums import SentenceForm, Stance
from polyphonie.syntheses.models import Sentence
from polyphonie.syntheses.services import (
    digest,
    draft_local_synthesis,
    draft_national_synthesis,
    editing,
    publish_document,
)
from tests.factories import NOON

pytestmark = pytest.mark.django_db


@pytest.fixture
def version(world):
    return publish_document(document=draft_national_synthesis(world.campaign), at=NOON)


@pytest.fixture
def local(world):
    return publish_document(document=draft_local_synthesis(world.consultation), at=NOON)


def page(client, name, *args, query=""):
    return client.get(reverse(f"syntheses:{name}", args=args) + query)


def html(client, name, *args, query=""):
    response = page(client, name, *args, query=query)
    assert response.status_code == 200
    return response.content.decode()


def public_pages(version):
    slug = version.document.slug
    key = version.content["sections"][0]["sentences"][0]["id"]
    return [
        ("list", version.document.campaign.slug),
        ("detail", slug),
        ("whole", slug),
        ("sentence", slug, key),
        ("orphans", slug),
        ("version", slug, 1),
        ("content", slug, 1),
        ("compare", slug, 1, 1),
    ]


def test_every_page_of_a_published_document_is_open_to_a_stranger(client, version):
    assert [page(client, *each).status_code for each in public_pages(version)] == [200] * 8


def test_no_page_asks_the_database_more_than_twelve_questions(client, version, local, django_assert_max_num_queries):
    for published in (version, local):
        for each in public_pages(published):
            with django_assert_max_num_queries(12):
                page(client, *each)


def test_pages_stay_light(client, version):
    for each in public_pages(version):
        text = page(client, *each).content.decode()
        assert len(re.findall(r"<[a-z]", text)) <= 380, each
        assert len(text.encode()) < 50_000, each


def test_pages_exist_in_english(client, version):
    addresses = [reverse(f"syntheses:{name}", args=arguments) for name, *arguments in public_pages(version)]
    assert [client.get(f"/en{address}").status_code for address in addresses] == [200] * 8


def test_a_document_shows_its_sentences_quotes_and_dissent(client, version):
    text = html(client, "detail", version.document.slug)
    assert "Dans 3 territoires" in text
    assert "Gardez un guichet" in text
    assert "Qui pense autrement" in text
    assert "Avis minoritaires" in text


def test_the_public_page_shows_the_frozen_version_and_not_the_draft(client, version, world):
    sentence = Sentence.objects.get(idea=world.ideas["local"])
    editing.edit_sentence(sentence=sentence, text="Changed since.", form=SentenceForm.WRITTEN, version=sentence.version)
    assert "Changed since." not in html(client, "detail", version.document.slug)
    publish_document(document=version.document, at=NOON)
    assert "Changed since." in html(client, "detail", version.document.slug)
    assert "Changed since." not in html(client, "version", version.document.slug, 1)
    assert "<ins>" in html(client, "compare", version.document.slug, 1, 2)


def test_a_draft_does_not_exist_for_a_stranger(client, world):
    draft = draft_national_synthesis(world.campaign)
    for name in ("detail", "whole", "orphans"):
        assert page(client, name, draft.slug).status_code == 404
    assert draft.title not in html(client, "list", world.campaign.slug)


def test_a_document_of_an_unpublished_consultation_does_not_exist_for_a_stranger(client, local, world):
    world.consultation.is_published = False
    world.consultation.save()
    assert page(client, "detail", local.document.slug).status_code == 404


def test_a_document_of_a_campaign_in_preparation_does_not_exist_for_a_stranger(client, version, world):
    world.campaign.status = CampaignStatus.DRAFT
    world.campaign.save()
    assert page(client, "detail", version.document.slug).status_code == 404
    assert page(client, "list", world.campaign.slug).status_code == 404


def test_words_that_were_erased_are_no_longer_shown(client, version, world):
    quoted = Contribution.objects.filter(evidence__is_quoted=True, readings__idea=world.ideas["shared"]).first()
    Contribution.objects.filter(pk=quoted.pk).update(text="", title="", erased_at=NOON)
    text = html(client, "detail", version.document.slug)
    assert quoted.text not in text
    assert "texte effacé à la demande" in text


def test_words_that_moderation_hides_are_no_longer_shown(client, version, world):
    quoted = Contribution.objects.filter(evidence__is_quoted=True, readings__idea=world.ideas["shared"]).first()
    Contribution.objects.filter(pk=quoted.pk).update(is_hidden=True)
    assert quoted.text not in html(client, "detail", version.document.slug)


def test_a_position_is_shown_as_one(client, version):
    document = version.document
    editing.add_sentence(section=document.sections.first(), text="We commit.", form=SentenceForm.POSITION)
    publish_document(document=document, at=NOON)
    assert "Position politique" in html(client, "detail", document.slug)


def test_a_sentence_lists_all_its_contributions(client, version, world):
    sentence = Sentence.objects.get(idea=world.ideas["local"])
    text = html(client, "sentence", version.document.slug, sentence.pk)
    assert all(f"({n})" in text for n in range(4))
    assert "Les 4 contributions" in text


def test_a_sentence_shows_its_vote_with_its_denominator(client, version, world):
    sentence = Sentence.objects.get(idea=world.ideas["shared"])
    text = html(client, "sentence", version.document.slug, sentence.pk)
    assert "<table>" in text
    assert "28" in text
    assert "pas un sondage" in text


def test_a_sentence_that_left_the_document_leads_to_the_version_that_had_it(client, version, world):
    sentence = Sentence.objects.get(idea=world.ideas["local"])
    key = sentence.pk
    editing.remove_sentence(sentence=sentence)
    publish_document(document=version.document, at=NOON)
    assert "n’est plus dans le document" in html(client, "sentence", version.document.slug, key)
    assert page(client, "sentence", version.document.slug, 10**9).status_code == 404


def test_what_is_left_out_is_listed(client, version):
    text = html(client, "orphans", version.document.slug)
    assert "Mon chat préfère les croquettes." in text


def test_the_file_of_a_version_has_the_digest_that_the_page_gives(client, version):
    response = page(client, "content", version.document.slug, 1)
    assert digest(response.json()) == version.digest
    assert version.digest in html(client, "detail", version.document.slug)


def test_a_contribution_that_dissents_is_shown_as_such(client, version, world):
    sentence = Sentence.objects.get(idea=world.ideas["local"])
    editing.mark_evidence(evidence=sentence.evidence.filter(is_quoted=True).first(), stance=Stance.DISSENTS)
    publish_document(document=version.document, at=NOON)
    assert "En désaccord" in html(client, "detail", version.document.slug)


@pytest.mark.parametrize("asked", ["0", "9999", "-1", "abc", "²", ""])
def test_a_strange_page_number_gives_a_page(client, version, asked):
    assert page(client, "detail", version.document.slug, query=f"?page={asked}").status_code == 200


def test_the_words_of_one_voice_disappear_from_the_published_page_when_they_are_erased(client, world):
    published = publish_document(document=draft_local_synthesis(world.consultations[1]), at=NOON)
    words = "Personne n’y pense."
    assert words in html(client, "detail", published.document.slug)
    Contribution.objects.filter(text__contains=words).update(text="", erased_at=NOON)
    text = html(client, "detail", published.document.slug)
    assert words not in text
    assert "mots retirés" in text
    publish_document(document=published.document, at=NOON)
    assert words not in html(client, "whole", published.document.slug)
