import json

import pytest
from django.db import IntegrityError, transaction

from polyphonie.consultations.models import Contribution
from polyphonie.core.signals import document_published
from polyphonie.syntheses.enums import SentenceForm, Stance
from polyphonie.syntheses.errors import NoEvidenceError, NothingChangedError, NothingToPublishError
from polyphonie.syntheses.models import Document, DocumentVersion, Sentence
from polyphonie.syntheses.queries import local_documents, sentences_citing
from polyphonie.syntheses.queries.coverage import coverage_tables, orphan_ids
from polyphonie.syntheses.services import (
    canonical_json,
    compare,
    digest,
    draft_local_synthesis,
    draft_national_synthesis,
    editing,
    publish_document,
)
from tests.factories import NOON, DocumentFactory, SentenceFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def document(world):
    return draft_national_synthesis(world.campaign)


@pytest.fixture
def version(document):
    return publish_document(document=document, at=NOON)


def sentence_in(version, idea):
    found = [row for section in version.content["sections"] for row in section["sentences"] if row["idea"] == idea.key]
    return found[0]


def reword(document, idea, text):
    sentence = Sentence.objects.filter(section__document=document, idea=idea, form=SentenceForm.COUNT).get()
    editing.edit_sentence(sentence=sentence, text=text, form=SentenceForm.COUNT, version=sentence.version)


def test_a_version_names_each_contribution_with_its_digest(world, version):
    rows = sentence_in(version, world.ideas["local"])["contributions"]
    digests = dict(Contribution.objects.values_list("id", "text_digest"))
    assert len(rows) == 4
    assert all(digests[pk] == kept for pk, kept, _stance, _is_quoted in rows)


def test_a_version_never_copies_the_words_of_a_contribution(world, version):
    frozen = canonical_json(version.content)
    texts = Contribution.objects.exclude(text="RAS").values_list("text", flat=True)
    assert not any(text in frozen for text in texts)


def test_a_quoted_sentence_is_kept_as_a_place_in_the_text(world, document):
    contribution = world.ideas["minority"].readings.first().contribution
    words = "Personne n’y pense."
    section = document.sections.first()
    editing.add_sentence(section=section, text=words, form=SentenceForm.QUOTE, contributions=[contribution])
    version = publish_document(document=document, at=NOON)
    quote = next(row for row in version.content["sections"][0]["sentences"] if row["form"] == SentenceForm.QUOTE)
    pk, start, end = quote["span"]
    assert Contribution.objects.get(pk=pk).text[start:end] == words
    assert words not in canonical_json(version.content)


def test_the_digest_is_that_of_the_canonical_content(version):
    read_back = DocumentVersion.objects.get(pk=version.pk)
    assert digest(read_back.content) == read_back.digest
    assert json.loads(canonical_json(read_back.content)) == read_back.content


def test_the_database_refuses_to_change_a_version(version):
    for change in ({"content": {}}, {"digest": "0" * 64}, {"number": 7}, {"coverage": {}}):
        with pytest.raises(IntegrityError), transaction.atomic():
            DocumentVersion.objects.filter(pk=version.pk).update(**change)


def test_publishing_the_same_again_is_refused(document, version):
    with pytest.raises(NothingChangedError):
        publish_document(document=document, at=NOON)


def test_an_empty_document_is_not_published():
    with pytest.raises(NothingToPublishError):
        publish_document(document=DocumentFactory(), at=NOON)


def test_a_document_with_a_sentence_that_rests_on_nothing_is_not_published():
    with pytest.raises(NoEvidenceError):
        publish_document(document=SentenceFactory().section.document, at=NOON)


def test_publishing_tells_the_rooms_above(document, django_capture_on_commit_callbacks):
    heard = []

    def hear(sender, version, **kwargs):
        heard.append(version)

    document_published.connect(hear)
    with django_capture_on_commit_callbacks(execute=True):
        version = publish_document(document=document, at=NOON)
    document_published.disconnect(hear)
    assert heard == [version]


def test_publishing_counts_votes_cast_since_the_draft(world, document):
    world.statement.votes.all().delete()
    version = publish_document(document=document, at=NOON)
    vote = sentence_in(version, world.ideas["shared"])["votes"][0]
    assert vote["n_votes"] == 0


def test_two_versions_are_compared_sentence_by_sentence(world, document, version):
    reword(document, world.ideas["local"], "L’eau inquiète ici.")
    editing.remove_sentence(sentence=Sentence.objects.get(idea=world.ideas["minority"]))
    added = editing.add_sentence(section=document.sections.first(), text="Nous y veillerons.", form="position")
    changes = compare(version.content, publish_document(document=document, at=NOON).content)
    assert {change.what for change in changes} == {"reworded", "removed", "added"}
    assert [change.key for change in changes if change.what == "added"] == [added.pk]
    assert any(piece.is_removed for change in changes for piece in change.pieces)


def test_a_change_of_evidence_alone_is_seen(world, document, version):
    evidence = Sentence.objects.get(idea=world.ideas["local"]).evidence.first()
    editing.mark_evidence(evidence=evidence, stance=Stance.DISSENTS)
    reword(document, world.ideas["local"], version.content["sections"][1]["sentences"][0]["text"])
    changes = compare(version.content, publish_document(document=document, at=NOON).content)
    assert [change.what for change in changes] == ["evidence"]


def test_staves_show_who_carries_and_who_dissents(world, version):
    voices = {voice["label"]: voice for voice in sentence_in(version, world.ideas["shared"])["voices"]}
    assert set(voices) == {"commune", "epci", "foreign_city"}
    assert [voice["stance"] for voice in voices.values()] == ["carries"] * 3


def test_the_publics_that_vote_against_a_sentence_are_named(world, version):
    assert sentence_in(version, world.ideas["shared"])["dissent"]["publics"] == ["staff_member"]


def test_small_counts_of_people_are_withheld_in_a_local_synthesis(world):
    version = publish_document(document=draft_local_synthesis(world.consultation), at=NOON)
    voices = {voice["label"]: voice for voice in sentence_in(version, world.ideas["shared"])["voices"]}
    assert voices["staff_member"]["n"] is None
    assert voices["staff_member"]["stance"] == "divided"


def test_coverage_counts_what_sentences_carry_and_lists_the_rest(world, version):
    coverage = version.coverage
    assert (coverage["n_carried"], coverage["n_contributions"], coverage["n_orphans"]) == (14, 17, 3)
    assert 0 < coverage["random_mean"] < 1
    assert coverage["n_samples"] == 200
    assert len(orphan_ids(version)) == 3


def test_coverage_withholds_publics_with_few_people(version):
    tables = coverage_tables(version, threshold=5)
    rows = {row.label: row for table in tables for row in table.rows}
    assert [row.is_withheld for label, row in rows.items() if "agents" in label or "staff" in label] == [True]


def test_the_sentences_that_cite_a_contribution_are_those_of_the_last_version(world, document, version):
    contribution = world.ideas["local"].readings.first().contribution
    assert sentences_citing(contribution).count() == 1
    editing.remove_sentence(sentence=Sentence.objects.get(idea=world.ideas["local"]))
    publish_document(document=document, at=NOON)
    assert not sentences_citing(contribution).exists()


def test_what_is_only_listed_as_not_classified_is_cited_by_no_sentence(world, version):
    leftover = Contribution.objects.get(text="RAS")
    assert not sentences_citing(leftover).exists()


def test_a_territory_has_its_own_documents_and_not_those_of_another(world):
    document = draft_local_synthesis(world.consultation)
    publish_document(document=document, at=NOON)
    assert list(local_documents(world.consultation.territory)) == [document]
    assert not local_documents(world.consultations[1].territory).exists()


def test_a_draft_is_not_among_published_documents(document):
    assert document not in Document.objects.published()
