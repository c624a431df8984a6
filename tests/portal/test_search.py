import pytest
from django.core.management import call_command

from polyphonie.consultations.models import Contribution
from polyphonie.core.signals import contributions_received
from polyphonie.portal.models import SearchEntry
from polyphonie.portal.search import excerpt, search
from polyphonie.portal.services import index_contributions, index_version, rebuild_search_index
from polyphonie.portal.stems import stems_of
from polyphonie.syntheses.models import PublishedSentence
from tests.factories import NOON, CampaignFactory, ConsultationFactory, ContributionFactory, DocumentVersionFactory

pytestmark = pytest.mark.django_db


def _contribution(text, **fields):
    contribution = ContributionFactory(text=text, **fields)
    index_contributions(Contribution.objects.filter(pk=contribution.pk))
    return contribution


def _found(query):
    return [entry.contribution for entry in search(query).public()]


@pytest.mark.parametrize(
    ("text", "language", "query"),
    [
        ("Les écoles devraient être équipées.", "fr", "ecole equipee"),
        ("Les écoles devraient être équipées.", "fr", "ÉCOLES"),
        ("L’œuvre de la mairie", "fr", "oeuvres"),
        ("On nous surveille avec des caméras", "fr", "caméra surveillés"),
        ("Servers need water", "en", "server needs"),
        ("Wir brauchen Schulungen", "de", "schulung"),
        ("Qu'on publie les algorithmes", "", "algorithme publié"),
    ],
)
def test_accents_and_inflection_are_forgiven(text, language, query):
    contribution = _contribution(text, language=language)
    assert _found(query) == [contribution]


def test_every_word_is_needed():
    _contribution("De l’eau pour les serveurs")
    assert _found("eau caméras") == []


@pytest.mark.parametrize("query", ["", "   ", "le la les", "!!! ' \" ( ) * : ^ &", "\x00"])
def test_a_query_without_words_finds_nothing(query):
    _contribution("De l’eau pour les serveurs")
    assert _found(query) == []


@pytest.mark.parametrize(
    "query", ["eau' OR 1=1 --", 'eau" OR "x', "eau:*", "NEAR(eau)", "eau & | !", "eau NOT serveurs" + " mot" * 500]
)
def test_signs_of_the_engines_are_plain_signs(query):
    _contribution("De l’eau")
    list(search(query))


def test_a_title_is_searched_too():
    contribution = _contribution("Moins d’écrans.", title="Sobriété")
    assert _found("sobriete") == [contribution]


@pytest.mark.parametrize(
    "trait", [{"hidden": True}, {"consultation__draft": True}, {"consultation__campaign__draft": True}]
)
def test_what_is_not_public_is_not_found(trait):
    _contribution("De l’eau pour les serveurs", **trait)
    assert _found("eau") == []


def test_what_is_hidden_after_indexing_is_found_no_more():
    contribution = _contribution("De l’eau pour les serveurs")
    Contribution.objects.filter(pk=contribution.pk).update(is_hidden=True)
    assert _found("eau") == []


def test_the_stems_of_an_erased_text_are_forgotten():
    contribution = _contribution("De l’eau pour les serveurs")
    contribution.erased_at, contribution.text, contribution.title = NOON, "", ""
    contribution.save()
    assert not SearchEntry.objects.exists()


def test_indexing_twice_changes_nothing():
    contribution = _contribution("De l’eau pour les serveurs")
    assert index_contributions(Contribution.objects.filter(pk=contribution.pk)) == 0


def test_new_contributions_are_indexed_once_they_are_committed(django_capture_on_commit_callbacks):
    contribution = ContributionFactory(text="De l’eau pour les serveurs")
    with django_capture_on_commit_callbacks(execute=True):
        contributions_received.send(sender=None, consultation=contribution.consultation)
    assert _found("eau") == [contribution]


def test_a_published_sentence_is_found_and_gone_with_its_version():
    version = DocumentVersionFactory()
    sentence = PublishedSentence.objects.create(
        version=version, key=1, number=1, section_title="Eau", form="written", text="L’eau inquiète."
    )
    index_version(version=version)
    assert [entry.sentence for entry in search("eau inquiets").public()] == [sentence]
    sentence.delete()
    assert not search("eau").exists()


def test_the_words_of_a_quote_are_found_in_the_contribution_only():
    version = DocumentVersionFactory()
    PublishedSentence.objects.create(
        version=version, key=1, number=1, section_title="Eau", form="quote", text="L’eau inquiète."
    )
    assert index_version(version=version) == 0


def test_the_command_makes_the_whole_index_anew(capsys):
    ContributionFactory(text="De l’eau")
    ContributionFactory(erased=True)
    call_command("rebuild_search_index")
    assert SearchEntry.objects.count() == 1
    assert "1" in capsys.readouterr().out


def test_another_campaign_stays_out():
    _contribution("De l’eau")
    other = CampaignFactory()
    mine = _contribution("De l’eau ici", consultation=ConsultationFactory(campaign=other))
    assert [entry.contribution for entry in search("eau").in_campaign(other)] == [mine]


def test_rebuilding_returns_the_number_of_entries():
    ContributionFactory.create_batch(3)
    assert rebuild_search_index() == 3


def test_an_excerpt_marks_the_words_whatever_their_ending():
    pieces = excerpt("On nous surveille avec des caméras neuves.", "camera")
    assert [piece.text for piece in pieces if piece.is_match] == ["caméras"]
    assert "".join(piece.text for piece in pieces) == "On nous surveille avec des caméras neuves."


def test_an_excerpt_of_a_long_text_opens_near_the_word():
    text = "mot " * 200 + "caméra " + "suite " * 200
    shown = "".join(piece.text for piece in excerpt(text, "camera"))
    assert shown.startswith("…")
    assert shown.endswith("…")
    assert "caméra" in shown
    assert len(shown) < 450


def test_stems_do_not_depend_on_accents():
    assert stems_of("Équité numérique") == stems_of("equite numerique")
