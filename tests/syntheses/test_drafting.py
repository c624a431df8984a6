import re

import pytest

from polyphonie.consultations.models import Contribution
from polyphonie.syntheses.enums import SectionKind, SentenceForm
from polyphonie.syntheses.errors import NothingToDraftError
from polyphonie.syntheses.models import Evidence, Sentence
from polyphonie.syntheses.services import draft_local_synthesis, draft_national_synthesis, editing, recount
from polyphonie.syntheses.services.figures import differences
from tests.factories import CampaignFactory, ConsultationFactory, ContributionFactory, IdeaFactory
from tests.syntheses.worlds import read

pytestmark = pytest.mark.django_db


def sentences_of(document):
    return Sentence.objects.filter(section__document=document).order_by("section__position", "position")


def printed_numbers(text):
    """Every number of a sentence outside the words of people."""
    ours = re.sub(r"«[^»]*»|“[^”]*”", "", text)
    return [int(re.sub(r"\D", "", found)) for found in re.findall(r"\d[\d\u202f\xa0]*", ours)]


@pytest.mark.parametrize("language", ["fr", "en"])
def test_every_printed_number_is_recounted_from_the_evidence(world, language):
    for document in (
        draft_national_synthesis(world.campaign, language=language),
        draft_local_synthesis(world.consultation, language=language),
    ):
        for sentence in sentences_of(document):
            assert recount(sentence) == sentence.figures
            assert set(printed_numbers(sentence.text)) <= set(sentence.figures.values()), sentence.text


def test_every_contribution_that_is_counted_is_a_row_of_evidence(world):
    for sentence in sentences_of(draft_national_synthesis(world.campaign)).filter(form="count"):
        carried = sentence.evidence.filter(contribution__isnull=False)
        assert carried.count() == sentence.figures["n_contributions"]


def test_no_drafted_sentence_is_without_evidence(world):
    document = draft_national_synthesis(world.campaign)
    assert not sentences_of(document).filter(evidence__isnull=True).exists()


def test_every_contribution_of_the_scope_stands_in_the_document(world):
    document = draft_local_synthesis(world.consultation)
    cited = Evidence.objects.filter(sentence__section__document=document, contribution__isnull=False)
    scope = Contribution.objects.filter(consultation=world.consultation)
    assert set(cited.values_list("contribution", flat=True)) == set(scope.values_list("id", flat=True))


def test_a_shared_idea_is_told_with_its_territories_and_its_distinct_texts(world):
    document = draft_national_synthesis(world.campaign)
    sentence = sentences_of(document).get(idea=world.ideas["shared"])
    assert sentence.figures == {"n_contributions": 8, "n_distinct": 7, "n_territories": 3}
    assert sentence.text == (
        "Dans 3 territoires, 8 contributions (7 textes distincts) expriment des attentes\xa0: "
        "«\xa0guichet, accueil humain\xa0»."
    )


def test_a_single_territory_is_named(world):
    document = draft_national_synthesis(world.campaign)
    sentence = sentences_of(document).get(idea=world.ideas["local"])
    assert sentence.text.startswith(
        "Dans un seul territoire, Villeneuve, 4 contributions appellent à la vigilance\xa0:"
    )


def test_an_idea_that_was_voted_on_rests_on_the_vote_too(world):
    document = draft_national_synthesis(world.campaign)
    sentence = sentences_of(document).get(idea=world.ideas["shared"])
    assert [row.statement for row in sentence.evidence.filter(statement__isnull=False)] == [world.statement]


def test_a_vote_that_no_idea_tells_is_told_with_its_counts_and_its_interval(world):
    sentence = sentences_of(draft_national_synthesis(world.campaign)).get(form=SentenceForm.VOTE)
    assert sentence.figures == {
        "n_agree": 9,
        "n_disagree": 3,
        "n_pass": 0,
        "n_votes": 12,
        "agree_percent": 75,
        "low_percent": 47,
        "high_percent": 91,
    }
    assert "12 votes" in sentence.text


def test_a_vote_that_a_person_refused_to_link_is_told_by_itself(world):
    world.ideas["shared"].statement_links.update(is_confirmed=False)
    document = draft_national_synthesis(world.campaign)
    assert sentences_of(document).filter(form=SentenceForm.VOTE).count() == 2


def test_sections_follow_the_codebook_then_minorities_then_what_is_not_classified(world):
    document = draft_national_synthesis(world.campaign)
    kinds = list(document.sections.order_by("position").values_list("kind", "title"))
    assert [kind for kind, _title in kinds] == ["topic", "topic", "minorities", "free", "unclassified"]
    assert [title for _kind, title in kinds[:2]] == ["Services publics", "Environnement"]


def test_a_minority_idea_has_its_place_in_the_minority_section_only(world):
    document = draft_national_synthesis(world.campaign)
    sentences = sentences_of(document).filter(idea=world.ideas["minority"])
    assert [sentence.section.kind for sentence in sentences] == [SectionKind.MINORITIES]


def test_what_is_not_classified_is_listed_with_its_reason(world):
    document = draft_national_synthesis(world.campaign)
    listed = sentences_of(document).filter(section__kind=SectionKind.UNCLASSIFIED)
    assert {sentence.key: sentence.figures["n_contributions"] for sentence in listed} == {
        "unclassified:no_neighbor": 1,
        "unclassified:empty": 1,
        "unclassified:not_read": 1,
    }


def test_the_national_synthesis_leaves_out_what_a_territory_has_not_published(world):
    hidden = ConsultationFactory(campaign=world.campaign, draft=True)
    secret = read(world, world.ideas["shared"], hidden, "Pas encore.")
    draft_national_synthesis(world.campaign)
    assert not Evidence.objects.filter(contribution=secret).exists()


def test_what_a_person_had_erased_is_no_longer_evidence(world):
    erased = world.ideas["local"].readings.first().contribution
    Contribution.objects.filter(pk=erased.pk).update(text="", erased_at=world.consultation.opens_at)
    draft_local_synthesis(world.consultation)
    assert not Evidence.objects.filter(contribution=erased).exists()


def test_what_moderation_hides_is_counted_and_never_quoted(world):
    hidden = world.ideas["local"].readings.first().contribution
    Contribution.objects.filter(pk=hidden.pk).update(is_hidden=True)
    draft_local_synthesis(world.consultation)
    assert [row.is_quoted for row in Evidence.objects.filter(contribution=hidden)] == [False]


def test_quotes_come_from_different_territories_first(world):
    document = draft_national_synthesis(world.campaign)
    sentence = sentences_of(document).get(idea=world.ideas["shared"])
    quoted = sentence.evidence.filter(is_quoted=True)
    assert quoted.values("contribution__consultation").distinct().count() == 3


def test_contributions_of_a_merged_idea_count_with_the_one_that_stays(world):
    other = IdeaFactory(run=world.run, merged_into=world.ideas["local"])
    read(world, other, world.consultation, "L’eau manque déjà.")
    document = draft_local_synthesis(world.consultation)
    assert sentences_of(document).get(idea=world.ideas["local"]).figures["n_contributions"] == 5


def test_drafting_twice_changes_nothing(world):
    document = draft_national_synthesis(world.campaign)
    before = list(sentences_of(document).values_list("pk", "text"))
    assert draft_national_synthesis(world.campaign) == document
    assert list(sentences_of(document).values_list("pk", "text")) == before


def test_a_new_draft_keeps_what_a_person_wrote(world):
    document = draft_national_synthesis(world.campaign)
    sentence = sentences_of(document).get(idea=world.ideas["local"])
    editing.edit_sentence(
        sentence=sentence, text="L’eau inquiète.", form=SentenceForm.WRITTEN, version=sentence.version
    )
    read(world, world.ideas["local"], world.consultation, "Et la sécheresse ?")
    draft_national_synthesis(world.campaign)
    assert [row.text for row in sentences_of(document).filter(idea=world.ideas["local"])] == ["L’eau inquiète."]


def test_a_new_draft_does_not_bring_back_what_a_person_took_out(world):
    document = draft_national_synthesis(world.campaign)
    editing.remove_sentence(sentence=sentences_of(document).get(idea=world.ideas["local"]))
    draft_national_synthesis(world.campaign)
    assert not sentences_of(document).filter(idea=world.ideas["local"]).exists()


def test_a_new_draft_counts_again_what_nobody_touched(world):
    document = draft_national_synthesis(world.campaign)
    read(world, world.ideas["local"], world.consultation, "Et la sécheresse ?")
    draft_national_synthesis(world.campaign)
    sentence = sentences_of(document).get(idea=world.ideas["local"])
    assert sentence.figures["n_contributions"] == 5
    assert not differences(sentence)


def test_a_new_draft_takes_away_the_sentences_of_ideas_that_are_gone(world):
    document = draft_national_synthesis(world.campaign)
    world.ideas["local"].is_hidden = True
    world.ideas["local"].save()
    draft_national_synthesis(world.campaign)
    keys = set(sentences_of(document).values_list("key", flat=True))
    assert f"idea:{world.ideas['local'].key}" not in keys
    assert "unclassified:set_aside" in keys


def test_a_local_synthesis_rests_on_its_own_territory_only(world):
    document = draft_local_synthesis(world.consultation)
    cited = Evidence.objects.filter(sentence__section__document=document, contribution__isnull=False)
    assert set(cited.values_list("contribution__consultation", flat=True)) == {world.consultation.pk}


def test_nothing_is_drafted_before_ideas_are_gathered():
    with pytest.raises(NothingToDraftError):
        draft_national_synthesis(CampaignFactory())


def test_a_draft_in_another_language_is_another_document(world):
    french = draft_national_synthesis(world.campaign, language="fr")
    english = draft_national_synthesis(world.campaign, language="en")
    assert french != english
    assert "territories" in sentences_of(english).get(idea=world.ideas["shared"]).text


def test_a_contribution_that_arrives_late_is_listed(world):
    ContributionFactory(consultation=world.consultation)
    document = draft_local_synthesis(world.consultation)
    assert sentences_of(document).get(key="unclassified:not_read").figures["n_contributions"] == 2


def test_what_a_person_wrote_follows_its_idea_into_a_new_run(world):
    document = draft_national_synthesis(world.campaign)
    sentence = sentences_of(document).get(idea=world.ideas["local"])
    editing.edit_sentence(
        sentence=sentence, text="L’eau inquiète.", form=SentenceForm.WRITTEN, version=sentence.version
    )
    world.ideas["local"].key = "another-key"
    world.ideas["local"].save()
    draft_national_synthesis(world.campaign)
    assert [row.text for row in sentences_of(document).filter(idea=world.ideas["local"])] == ["L’eau inquiète."]


def test_what_a_person_took_out_stays_out_of_a_new_run(world):
    document = draft_national_synthesis(world.campaign)
    editing.remove_sentence(sentence=sentences_of(document).get(idea=world.ideas["local"]))
    world.ideas["local"].key = "another-key"
    world.ideas["local"].save()
    draft_national_synthesis(world.campaign)
    assert not sentences_of(document).filter(idea=world.ideas["local"]).exists()


def test_one_voice_alone_speaks_in_its_own_words(world):
    document = draft_local_synthesis(world.consultations[1])
    sentence = sentences_of(document).get(idea=world.ideas["minority"])
    assert sentence.form == SentenceForm.QUOTE
    assert sentence.text == "Et la langue des signes ? Personne n’y pense."
    assert sentence.evidence.get().contribution.text == sentence.text


def test_one_voice_alone_is_not_said_to_agree_with_a_vote(world):
    world.ideas["shared"].readings.exclude(contribution__text="On nous laisse seuls.").delete()
    document = draft_local_synthesis(world.consultation)
    sentence = sentences_of(document).get(idea=world.ideas["shared"])
    assert not sentence.evidence.filter(statement__isnull=False).exists()
    assert sentences_of(document).filter(key=f"vote:{world.statement.pk}").exists()
