import pytest
from django.urls import reverse

from polyphonie.ideas.enums import ReadingStatus
from polyphonie.ideas.models import IdeaDecision, IdeaRun, IdeaStatement
from polyphonie.ideas.queries.voices import voices_of
from tests.factories import (
    ConsultationFactory,
    ContributionFactory,
    IdeaFactory,
    IdeaRunFactory,
    MembershipFactory,
    ReadingFactory,
    StatementFactory,
    UserFactory,
    VoteFactory,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def run():
    return IdeaRunFactory()


@pytest.fixture
def idea(run):
    """One idea with its quote, in a published national run."""
    return idea_of(run, label="Garder un guichet", text="Gardez un guichet humain.")


def idea_of(run, *, label, text="Un texte.", **contribution):
    consultation = contribution.pop("consultation", None) or ConsultationFactory(campaign=run.campaign)
    quote = ContributionFactory(consultation=consultation, text=text, **contribution)
    idea = IdeaFactory(run=run, label=label, quote=quote, n_contributions=1, n_distinct=1, n_territories=1)
    ReadingFactory(run=run, idea=idea, contribution=quote)
    return idea


def list_of(run, **query):
    return reverse("ideas:list", args=[run.campaign.slug], query=query)


def national_analyst():
    return MembershipFactory(analyst=True, territory=None).user


def test_the_published_ideas_are_listed_with_their_quote(client, run, idea):
    page = client.get(list_of(run)).content.decode()
    assert idea.label in page
    assert "Gardez un guichet humain." in page


def test_a_campaign_without_published_ideas_says_what_will_be_there(client, run, idea):
    IdeaRun.objects.update(is_published=False)
    response = client.get(list_of(run))
    assert response.status_code == 200
    assert idea.label not in response.content.decode()


def test_a_list_takes_few_queries_whatever_its_length(client, run, django_assert_max_num_queries):
    for rank in range(10):
        idea_of(run, label=f"Idée {rank}")
    with django_assert_max_num_queries(16):
        client.get(list_of(run))


def test_ideas_can_be_chosen_by_public(client, run, idea):
    other = idea_of(run, label="Former les agents", public="staff_member")
    page = client.get(list_of(run, public="staff_member")).content.decode()
    assert other.label in page
    assert idea.label not in page


def test_ideas_can_be_chosen_by_territory(client, run, idea):
    other = idea_of(run, label="Former les agents")
    page = client.get(list_of(run, territory=idea.quote.consultation.territory.slug)).content.decode()
    assert idea.label in page
    assert other.label not in page


def test_minority_ideas_have_their_own_place(client, run, idea):
    small = idea_of(run, label="Langue des signes")
    small.is_minority = True
    small.save()
    page = client.get(reverse("ideas:minorities", args=[run.pk])).content.decode()
    assert small.label in page
    assert idea.label not in page


def test_an_idea_shows_its_quotes_its_stave_and_its_members(client, idea):
    page = client.get(reverse("ideas:detail", args=[idea.pk])).content.decode()
    assert "Gardez un guichet humain." in page
    assert "<svg" in page
    assert reverse("portal:contribution", args=[idea.quote.pk]) in page


def test_the_votes_on_a_statement_stand_beside_its_idea(client, run, idea):
    statement = StatementFactory(consultation=idea.quote.consultation, text="Un guichet doit rester ouvert.")
    IdeaStatement.objects.create(idea=idea, statement=statement, similarity=0.6)
    for value in (1, 1, 1, -1):
        VoteFactory(statement=statement, value=value)
    page = client.get(reverse("ideas:detail", args=[idea.pk])).content.decode()
    assert "Un guichet doit rester ouvert." in page
    assert "75" in page


def test_a_hidden_contribution_is_counted_but_not_shown(client, run):
    idea = idea_of(run, label="Idée", text="Un propos masqué.", is_hidden=True)
    for url in (list_of(run), reverse("ideas:detail", args=[idea.pk])):
        assert "Un propos masqué." not in client.get(url).content.decode()


def test_what_is_in_no_idea_is_listed_with_its_reason(client, run):
    consultation = ConsultationFactory(campaign=run.campaign)
    alone = ContributionFactory(consultation=consultation, text="La fanfare du dimanche.")
    ReadingFactory(run=run, idea=None, contribution=alone, status=ReadingStatus.UNCLASSIFIED, reason="no_neighbor")
    page = client.get(reverse("ideas:unclassified", args=[run.pk])).content.decode()
    assert "La fanfare du dimanche." in page
    assert "Personne d’autre" in page


def test_contributions_of_an_idea_set_aside_are_listed_with_those_of_none(client, run, idea):
    idea.is_hidden = True
    idea.save()
    assert idea.label not in client.get(list_of(run)).content.decode()
    assert client.get(reverse("ideas:detail", args=[idea.pk])).status_code == 404
    page = client.get(reverse("ideas:unclassified", args=[run.pk])).content.decode()
    assert "Gardez un guichet humain." in page


def test_a_merged_idea_leads_to_the_other(client, run, idea):
    other = idea_of(run, label="Autre")
    other.merged_into = idea
    other.save()
    response = client.get(reverse("ideas:detail", args=[other.pk]))
    assert response.url == reverse("ideas:detail", args=[idea.pk])


@pytest.mark.parametrize("page", ["run", "minorities", "unclassified"])
def test_a_draft_run_is_invisible_to_strangers(client, run, idea, page):
    IdeaRun.objects.update(is_published=False)
    assert client.get(reverse(f"ideas:{page}", args=[run.pk])).status_code == 404
    assert client.get(reverse("ideas:detail", args=[idea.pk])).status_code == 404
    client.force_login(national_analyst())
    assert client.get(reverse(f"ideas:{page}", args=[run.pk])).status_code == 200


def test_drafts_of_a_territory_are_invisible_to_another(client, run):
    consultation = ConsultationFactory(campaign=run.campaign)
    local = IdeaRunFactory(campaign=run.campaign, consultation=consultation, is_published=False)
    client.force_login(MembershipFactory().user)
    assert client.get(reverse("ideas:run", args=[local.pk])).status_code == 404
    client.force_login(MembershipFactory(territory=consultation.territory).user)
    assert client.get(reverse("ideas:run", args=[local.pk])).status_code == 200


def test_ideas_of_an_unpublished_consultation_stay_out(client, run):
    consultation = ConsultationFactory(campaign=run.campaign, draft=True)
    local = IdeaRunFactory(campaign=run.campaign, consultation=consultation, is_published=True)
    assert client.get(reverse("ideas:run", args=[local.pk])).status_code == 404


def test_an_analyst_renames_an_idea(client, idea):
    client.force_login(national_analyst())
    client.post(reverse("ideas:rename", args=[idea.pk]), {"label": "Un humain au guichet"})
    idea.refresh_from_db()
    assert idea.label == "Un humain au guichet"
    assert IdeaDecision.objects.get().anchor == idea.quote


def test_an_analyst_merges_then_parts_two_ideas(client, run, idea):
    other = idea_of(run, label="Autre")
    client.force_login(national_analyst())
    client.post(reverse("ideas:merge", args=[other.pk]), {"into": idea.pk})
    other.refresh_from_db()
    assert other.merged_into == idea
    client.post(reverse("ideas:merge", args=[other.pk]), {"undo": "yes"})
    other.refresh_from_db()
    assert other.merged_into is None


def test_an_idea_is_not_merged_into_itself(client, run, idea):
    other = idea_of(run, label="Autre")
    client.force_login(national_analyst())
    client.post(reverse("ideas:merge", args=[other.pk]), {"into": idea.pk})
    client.post(reverse("ideas:merge", args=[idea.pk]), {"into": other.pk})
    idea.refresh_from_db()
    assert idea.merged_into is None


@pytest.mark.parametrize("action", ["rename", "merge", "hide"])
def test_a_reader_decides_nothing(client, idea, action):
    client.force_login(UserFactory())
    assert client.post(reverse(f"ideas:{action}", args=[idea.pk])).status_code == 403
    assert not IdeaDecision.objects.exists()


@pytest.mark.parametrize("action", ["rename", "merge", "hide"])
def test_decisions_ask_to_log_in(client, idea, action):
    assert client.post(reverse(f"ideas:{action}", args=[idea.pk])).status_code == 302


def test_an_analyst_publishes_and_withdraws(client, run):
    client.force_login(national_analyst())
    client.post(reverse("ideas:publication", args=[run.pk]), {"publish": "no"})
    run.refresh_from_db()
    assert not run.is_published
    client.post(reverse("ideas:publication", args=[run.pk]), {"publish": "yes"})
    run.refresh_from_db()
    assert run.is_published


def test_an_analyst_gathers_the_ideas_of_a_campaign(client, run):
    client.force_login(national_analyst())
    desk = reverse("ideas:desk", args=[run.campaign.slug])
    assert client.get(desk).status_code == 200
    assert client.post(reverse("ideas:gather", args=[run.campaign.slug])).url == desk
    assert run.campaign.idea_runs.count() == 2


def test_a_territory_lead_gathers_its_ideas_and_no_others(client, run):
    ours, theirs = ConsultationFactory(campaign=run.campaign), ConsultationFactory(campaign=run.campaign)
    client.force_login(MembershipFactory(territory=ours.territory).user)
    page = client.get(reverse("ideas:desk", args=[run.campaign.slug])).content.decode()
    assert ours.title in page
    assert theirs.title not in page
    assert client.post(reverse("ideas:gather_locally", args=[theirs.slug])).status_code == 404
    assert client.post(reverse("ideas:gather", args=[run.campaign.slug])).status_code == 403
    assert client.post(reverse("ideas:gather_locally", args=[ours.slug])).status_code == 302
    assert IdeaRun.objects.filter(consultation=ours).exists()


def test_strangers_have_no_desk(client, run):
    assert client.get(reverse("ideas:desk", args=[run.campaign.slug])).status_code == 302
    client.force_login(UserFactory())
    assert client.get(reverse("ideas:desk", args=[run.campaign.slug])).status_code == 403


@pytest.mark.parametrize("language", ["", "en/"])
def test_pages_are_in_both_languages(client, run, idea, language):
    response = client.get(f"/{language}campagnes/{run.campaign.slug}/idees/")
    assert response.status_code == 200
    assert f'lang="{language[:2] or "fr"}"' in response.content.decode()


def test_a_public_that_would_tell_a_small_one_is_withheld_with_it():
    consultation = ConsultationFactory()
    run = IdeaRunFactory(campaign=consultation.campaign, consultation=consultation)
    idea = idea_of(run, label="Un guichet", consultation=consultation, public="resident")
    for public, n in (("staff_member", 6), ("resident", 8), ("company", 12)):
        for said in ContributionFactory.create_batch(n, consultation=consultation, public=public):
            ReadingFactory(run=run, idea=idea, contribution=said)
    few = ContributionFactory.create_batch(2, consultation=consultation, public="elected_official")
    for said in few:
        ReadingFactory(run=run, idea=idea, contribution=said)
    counts = [voice.n for voice in voices_of(run, {idea.pk: [idea.pk]})[idea.pk]]
    assert sorted(n for n in counts if n is not None) == [9, 12]
    assert counts.count(None) == 2
