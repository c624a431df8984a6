import pytest

from polyphonie.ideas.enums import ReadingStatus
from polyphonie.ideas.jobs import gather_ideas_of_campaign, gather_ideas_of_consultation
from polyphonie.ideas.models import IdeaRun, IdeaStatement
from polyphonie.ideas.services import hide_idea, merge_ideas, publish_run, rename_idea, settle_link
from tests.analysis.texts.corpora import IDEAS
from tests.factories import (
    CampaignFactory,
    CodebookFactory,
    ConsultationFactory,
    ContributionFactory,
    StatementFactory,
    TopicFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def consultation():
    """One published consultation that holds 24 contributions of four ideas, a copy and an empty answer."""
    consultation = ConsultationFactory()
    for name, texts in IDEAS.items():
        for rank, text in enumerate(texts):
            ContributionFactory(consultation=consultation, external_id=f"{name}-{rank}", text=text)
    ContributionFactory(consultation=consultation, external_id="copie", text=IDEAS["eau"][0])
    ContributionFactory(consultation=consultation, external_id="ras", text="RAS")
    return consultation


def gathered(consultation):
    return IdeaRun.objects.get(pk=gather_ideas_of_campaign.func(consultation.campaign_id))


def idea_with(run, external_id):
    return run.readings.get(contribution__external_id=external_id).idea


def test_every_contribution_is_read_once(consultation):
    run = gathered(consultation)
    assert run.readings.count() == consultation.contributions.count() == run.n_contributions
    assert run.readings.get(contribution__external_id="ras").status == ReadingStatus.EMPTY


def test_counts_of_ideas_are_those_of_their_readings(consultation):
    for idea in gathered(consultation).ideas.all():
        assert idea.n_contributions == idea.readings.count()
        assert idea.n_distinct == idea.readings.filter(duplicate_of=None).count()


def test_a_run_says_how_to_compute_it_again(consultation):
    run = gathered(consultation)
    assert len(run.texts_digest) == 64
    assert run.parameters["n_neighbors"]
    assert "leidenalg" in run.versions
    assert run.cpu_seconds > 0
    assert not run.is_published


def test_the_same_texts_are_not_gathered_twice(consultation):
    assert gathered(consultation) == gathered(consultation)


def test_new_texts_make_a_new_run(consultation):
    former = gathered(consultation)
    ContributionFactory(consultation=consultation, text="Un guichet humain encore.")
    assert gathered(consultation) != former


def test_drafts_of_a_territory_stay_out_of_the_campaign(consultation):
    draft = ConsultationFactory(campaign=consultation.campaign, draft=True)
    secret = ContributionFactory(consultation=draft, text="Un texte que personne ne doit encore lire au guichet.")
    assert not gathered(consultation).readings.filter(contribution=secret).exists()


def test_a_draft_consultation_can_gather_its_own(consultation):
    consultation.is_published = False
    consultation.save()
    run = IdeaRun.objects.get(pk=gather_ideas_of_consultation.func(consultation.pk))
    assert run.consultation == consultation
    assert run.readings.count() == consultation.contributions.count()


def test_erased_contributions_are_not_read(consultation):
    ContributionFactory(consultation=consultation, erased=True)
    assert gathered(consultation).n_contributions == consultation.contributions.count() - 1


def test_ideas_take_the_themes_of_the_codebook(consultation):
    codebook = CodebookFactory(campaign=consultation.campaign)
    topic = TopicFactory(codebook=codebook, code="eau", label="Eau et énergie", keywords="électricité, données")
    TopicFactory(codebook=codebook, code="ecole", label="École", keywords="élèves, professeurs")
    assert idea_with(gathered(consultation), "eau-1").topic == topic


def test_a_statement_is_brought_beside_its_idea(consultation):
    statement = StatementFactory(consultation=consultation, text="Il faut interdire la reconnaissance faciale.")
    run = gathered(consultation)
    assert IdeaStatement.objects.get(statement=statement).idea == idea_with(run, "caméras-0")


def test_a_refused_link_is_not_suggested_again(consultation):
    statement = StatementFactory(consultation=consultation, text="Il faut interdire la reconnaissance faciale.")
    gathered(consultation)
    settle_link(link=IdeaStatement.objects.get(statement=statement), is_confirmed=False)
    gathered(consultation)
    assert IdeaStatement.objects.get(statement=statement).is_confirmed is False


def test_what_a_person_decided_survives_a_new_run(consultation):
    person = UserFactory()
    run = gathered(consultation)
    rename_idea(idea=idea_with(run, "eau-0"), label="L’eau des machines", by=person)
    hide_idea(idea=idea_with(run, "école-0"), hides=True, by=person)
    merge_ideas(idea=idea_with(run, "guichet-0"), into=idea_with(run, "caméras-0"), by=person)
    ContributionFactory(consultation=consultation, text="Un texte de plus, sans rapport : la fanfare.")
    new = gathered(consultation)
    assert new != run
    anchor = idea_with(run, "eau-0").quote.external_id
    assert idea_with(new, anchor).label == "L’eau des machines"
    assert new.ideas.filter(is_hidden=True).count() == 1
    assert new.ideas.filter(merged_into__isnull=False).count() == 1


def test_merged_ideas_are_counted_together(consultation):
    run = gathered(consultation)
    one, other = idea_with(run, "guichet-0"), idea_with(run, "caméras-0")
    total = one.n_contributions + other.n_contributions
    merge_ideas(idea=one, into=other, by=UserFactory())
    other.refresh_from_db()
    assert other.n_contributions == total


def test_publishing_a_run_withdraws_the_former_one(consultation):
    former = publish_run(run=gathered(consultation))
    ContributionFactory(consultation=consultation, text="Un guichet humain encore.")
    publish_run(run=gathered(consultation))
    former.refresh_from_db()
    assert not former.is_published


def test_a_campaign_without_contribution_has_an_empty_run():
    run = IdeaRun.objects.get(pk=gather_ideas_of_campaign.func(CampaignFactory().pk))
    assert (run.n_contributions, run.ideas.count()) == (0, 0)
