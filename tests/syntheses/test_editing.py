import pytest
from django.db import IntegrityError, transaction

from polyphonie.syntheses.enums import SentenceForm, Stance
from polyphonie.syntheses.errors import (
    NoEvidenceError,
    NotVerbatimError,
    OutOfScopeError,
    SectionNotEmptyError,
    SentenceChangedError,
)
from polyphonie.syntheses.models import DocumentVersion, Evidence, Sentence
from polyphonie.syntheses.services import draft_local_synthesis, draft_national_synthesis, editing
from polyphonie.syntheses.services.figures import differences
from tests.factories import (
    NOON,
    ConsultationFactory,
    ContributionFactory,
    DocumentFactory,
    EvidenceFactory,
    SectionFactory,
    SentenceFactory,
    StatementFactory,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def document(world):
    return draft_national_synthesis(world.campaign)


@pytest.fixture
def sentence(world, document):
    return Sentence.objects.get(section__document=document, idea=world.ideas["local"])


def test_the_database_refuses_to_change_a_sentence_that_rests_on_nothing():
    bare = SentenceFactory()
    with pytest.raises(IntegrityError), transaction.atomic():
        Sentence.objects.filter(pk=bare.pk).update(text="Everyone agrees.")


def test_the_database_lets_a_position_rest_on_nothing():
    position = SentenceFactory(form=SentenceForm.POSITION)
    Sentence.objects.filter(pk=position.pk).update(text="We commit to it.")
    assert Sentence.objects.get(pk=position.pk).text == "We commit to it."


def test_the_database_refuses_to_publish_a_sentence_that_rests_on_nothing():
    bare = SentenceFactory()
    with pytest.raises(IntegrityError), transaction.atomic():
        DocumentVersion.objects.create(document=bare.section.document, number=1, published_at=NOON, content={})


def test_a_new_sentence_without_evidence_is_refused(document):
    with pytest.raises(NoEvidenceError):
        editing.add_sentence(section=document.sections.first(), text="Everyone agrees.")


def test_a_new_position_needs_no_evidence(document):
    added = editing.add_sentence(section=document.sections.first(), text="We commit.", form=SentenceForm.POSITION)
    assert added.is_position
    assert not added.evidence.exists()


def test_a_new_sentence_keeps_its_evidence_and_its_figures(world, document):
    contribution = world.ideas["local"].readings.first().contribution
    added = editing.add_sentence(section=document.sections.first(), text="Water.", contributions=[contribution])
    assert added.figures == {"n_contributions": 1, "n_distinct": 1, "n_territories": 1}
    assert [row.contribution for row in added.evidence.all()] == [contribution]


def test_the_last_evidence_of_a_sentence_cannot_be_detached(sentence):
    with pytest.raises(NoEvidenceError):
        editing.detach_evidence(sentence=sentence, evidence=list(sentence.evidence.all()))
    assert sentence.evidence.count() == 4


def test_detaching_evidence_counts_the_figures_again_and_writes_them(sentence):
    editing.detach_evidence(sentence=sentence, evidence=[sentence.evidence.last()])
    sentence.refresh_from_db()
    assert sentence.figures["n_contributions"] == 3
    assert " 3 contributions" in sentence.text
    assert not differences(sentence)


def test_evidence_attached_to_words_of_a_person_leaves_the_words(world, sentence):
    editing.edit_sentence(sentence=sentence, text="Water.", form=SentenceForm.WRITTEN, version=sentence.version)
    more = ContributionFactory(consultation=world.consultation)
    assert editing.attach_evidence(sentence=sentence, contributions=[more], stance=Stance.CARRIES) == 1
    sentence.refresh_from_db()
    assert (sentence.text, sentence.figures["n_contributions"]) == ("Water.", 5)


def test_attaching_twice_changes_the_stance_and_adds_nothing(world, sentence):
    row = sentence.evidence.first()
    assert editing.attach_evidence(sentence=sentence, contributions=[row.contribution], stance=Stance.DISSENTS) == 0
    assert sentence.evidence.get(pk=row.pk).stance == Stance.DISSENTS


def test_a_voice_that_dissents_is_not_counted_among_those_that_carry(sentence):
    editing.mark_evidence(evidence=sentence.evidence.first(), stance=Stance.DISSENTS)
    sentence.refresh_from_db()
    assert sentence.figures["n_contributions"] == 3


def test_two_people_editing_the_same_sentence_do_not_overwrite_each_other(sentence):
    seen = sentence.version
    editing.edit_sentence(sentence=sentence, text="First.", form=SentenceForm.WRITTEN, version=seen)
    with pytest.raises(SentenceChangedError):
        editing.edit_sentence(sentence=sentence, text="Second.", form=SentenceForm.WRITTEN, version=seen)
    sentence.refresh_from_db()
    assert sentence.text == "First."


def test_a_quote_repeats_the_words_of_its_evidence(world, document):
    contribution = world.ideas["minority"].readings.first().contribution
    section = document.sections.first()
    quoted = "Personne n’y pense."
    added = editing.add_sentence(section=section, text=quoted, form=SentenceForm.QUOTE, contributions=[contribution])
    assert added.text in contribution.text
    with pytest.raises(NotVerbatimError):
        editing.edit_sentence(sentence=added, text="Tous y pensent.", form=SentenceForm.QUOTE, version=added.version)


def test_a_local_synthesis_refuses_the_contributions_of_another_territory(world):
    document = draft_local_synthesis(world.consultation)
    theirs = ContributionFactory(consultation=ConsultationFactory(campaign=world.campaign))
    with pytest.raises(OutOfScopeError):
        editing.add_sentence(section=document.sections.first(), text="Theirs.", contributions=[theirs])


def test_a_document_refuses_the_votes_of_another_campaign(document):
    with pytest.raises(OutOfScopeError):
        editing.add_sentence(section=document.sections.first(), text="Theirs.", statements=[StatementFactory()])


def test_a_sentence_moves_within_its_section_then_to_the_next():
    document = DocumentFactory()
    sections = [SectionFactory(document=document, position=position) for position in range(2)]
    first, second = (EvidenceFactory(sentence__section=sections[0]).sentence for _ in range(2))
    editing.move_sentence(sentence=first, by=1)
    assert list(sections[0].sentences.order_by("position")) == [second, first]
    first.refresh_from_db()
    editing.move_sentence(sentence=first, by=1)
    assert list(sections[1].sentences.all()) == [first]


def test_a_section_that_holds_sentences_cannot_be_removed(document):
    with pytest.raises(SectionNotEmptyError):
        editing.remove_section(section=document.sections.first())


def test_a_sentence_taken_out_leaves_no_evidence_behind(sentence):
    editing.remove_sentence(sentence=sentence)
    assert not Evidence.objects.filter(sentence_id=sentence.pk).exists()
