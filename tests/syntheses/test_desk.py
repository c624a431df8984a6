import pytest
from django.urls import reverse

from polyphonie.accounts.enums import Role
from polyphonie.syntheses.enums import DocumentKind, SentenceForm
from polyphonie.syntheses.models import Document, Sentence
from polyphonie.syntheses.services import draft_local_synthesis, draft_national_synthesis
from tests.factories import ContributionFactory, MembershipFactory, TerritoryFactory, UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def local(world):
    return draft_local_synthesis(world.consultation)


@pytest.fixture
def national(world):
    return draft_national_synthesis(world.campaign)


@pytest.fixture
def analyst(client, world):
    """A national analyst, logged in."""
    member = MembershipFactory(analyst=True, national=True)
    client.force_login(member.user)
    return member.user


def holder(role, territory):
    return MembershipFactory(role=role, territory=territory).user


def local_addresses(document):
    sentence = Sentence.objects.filter(section__document=document).first()
    return [
        ("get", reverse("syntheses:edit", args=[document.slug])),
        ("get", reverse("syntheses:sentence_edit", args=[sentence.pk])),
        ("get", reverse("syntheses:sentence_add", args=[sentence.section_id])),
        ("post", reverse("syntheses:section_add", args=[document.slug])),
        ("post", reverse("syntheses:section_edit", args=[sentence.section_id])),
        ("post", reverse("syntheses:section_move", args=[sentence.section_id])),
        ("post", reverse("syntheses:section_remove", args=[sentence.section_id])),
        ("post", reverse("syntheses:sentence_move", args=[sentence.pk])),
        ("post", reverse("syntheses:evidence_attach", args=[sentence.pk])),
        ("post", reverse("syntheses:evidence_change", args=[sentence.pk])),
        ("post", reverse("syntheses:publish", args=[document.slug])),
        ("post", reverse("syntheses:sentence_remove", args=[sentence.pk])),
    ]


def answers(client, addresses):
    return {getattr(client, method)(url).status_code for method, url in addresses}


@pytest.mark.parametrize("role", [Role.TERRITORY_LEAD, Role.ANALYST])
def test_those_who_analyze_a_territory_write_its_synthesis(client, local, world, role):
    client.force_login(holder(role, world.consultation.territory))
    assert answers(client, local_addresses(local)) <= {200, 302}


@pytest.mark.parametrize("role", [Role.TERRITORY_LEAD, Role.ANALYST, Role.READER])
def test_the_draft_of_a_territory_does_not_exist_for_another(client, local, role):
    client.force_login(holder(role, TerritoryFactory()))
    assert answers(client, local_addresses(local)) == {404}


def test_a_reader_of_the_territory_does_not_write(client, local, world):
    client.force_login(holder(Role.READER, world.consultation.territory))
    assert answers(client, local_addresses(local)) == {404}


def test_a_stranger_is_asked_to_log_in(client, local):
    for method, url in local_addresses(local):
        response = getattr(client, method)(url)
        assert response.status_code == 302
        assert "/account/" in response.url


@pytest.mark.parametrize("role", [Role.COORDINATOR, Role.ANALYST])
def test_the_national_team_writes_the_national_synthesis(client, national, role):
    client.force_login(holder(role, None))
    assert answers(client, local_addresses(national)) <= {200, 302}


@pytest.mark.parametrize("role", [Role.TERRITORY_LEAD, Role.ANALYST])
def test_a_territory_does_not_write_the_national_synthesis(client, national, world, role):
    client.force_login(holder(role, world.consultation.territory))
    assert answers(client, local_addresses(national)) == {404}


def test_a_person_without_a_role_has_no_desk(client, db):
    client.force_login(UserFactory())
    assert client.get(reverse("syntheses:desk")).status_code == 404


def test_the_desk_shows_only_what_one_may_write(client, local, national, world):
    client.force_login(holder(Role.ANALYST, world.consultation.territory))
    page = client.get(reverse("syntheses:desk")).content.decode()
    assert local.title in page
    assert national.title not in page


def test_a_button_drafts_a_synthesis(client, analyst, world):
    client.post(reverse("syntheses:draft_local", args=[world.consultation.slug]))
    client.post(reverse("syntheses:draft_national", args=[world.campaign.slug]))
    assert set(Document.objects.values_list("kind", flat=True)) == {
        DocumentKind.LOCAL_SYNTHESIS,
        DocumentKind.NATIONAL_SYNTHESIS,
    }


def test_a_territory_cannot_draft_for_another(client, world):
    client.force_login(holder(Role.ANALYST, world.consultations[1].territory))
    address = reverse("syntheses:draft_local", args=[world.consultation.slug])
    assert client.post(address).status_code == 404
    assert not Document.objects.exists()


def test_a_button_publishes(client, analyst, national):
    client.post(reverse("syntheses:publish", args=[national.slug]))
    assert national.versions.get().published_by == analyst


def test_the_words_of_a_sentence_are_edited_in_the_browser(client, analyst, national):
    sentence = Sentence.objects.filter(section__document=national).first()
    form = {"text": "As people said.", "form": SentenceForm.WRITTEN, "version": sentence.version}
    client.post(reverse("syntheses:sentence_edit", args=[sentence.pk]), form)
    sentence.refresh_from_db()
    assert (sentence.text, sentence.is_edited) == ("As people said.", True)


def test_the_second_of_two_people_is_told_and_loses_nothing(client, analyst, national):
    sentence = Sentence.objects.filter(section__document=national).first()
    address = reverse("syntheses:sentence_edit", args=[sentence.pk])
    seen = sentence.version
    client.post(address, {"text": "First.", "form": SentenceForm.WRITTEN, "version": seen})
    response = client.post(address, {"text": "Second words.", "form": SentenceForm.WRITTEN, "version": seen})
    page = response.content.decode()
    assert response.status_code == 409
    assert "First." in page
    assert "Second words." in page
    sentence.refresh_from_db()
    assert sentence.text == "First."


def test_a_form_without_evidence_says_what_is_missing(client, analyst, national):
    address = reverse("syntheses:sentence_add", args=[national.sections.first().pk])
    response = client.post(address, {"text": "All agree.", "form": "written", "stance": "carries", "save": ""})
    assert response.status_code == 200
    assert "doit reposer sur au moins une contribution" in response.content.decode()
    assert not Sentence.objects.filter(text="All agree.").exists()


def test_a_sentence_is_added_with_what_a_search_found(client, analyst, national, world):
    address = reverse("syntheses:sentence_add", args=[national.sections.first().pk])
    found = client.post(address, {"text": "Water.", "form": "written", "stance": "carries", "query": "eau", "find": ""})
    assert "centres de données, eau" in found.content.decode()
    chosen = {"ideas": [world.ideas["local"].pk], "text": "Water.", "form": "written", "stance": "carries", "save": ""}
    client.post(address, chosen)
    assert Sentence.objects.get(text="Water.").evidence.count() == 4


def test_what_was_ticked_is_kept_through_another_search(client, analyst, national, world):
    address = reverse("syntheses:sentence_add", args=[national.sections.first().pk])
    chosen = world.ideas["local"].readings.first().contribution_id
    form = {"contributions": [chosen], "query": "langue", "find": "", "form": "written", "stance": "carries"}
    assert f'name="contributions" value="{chosen}"' in client.post(address, form).content.decode()


def test_evidence_is_attached_and_detached_in_the_browser(client, analyst, national, world):
    sentence = Sentence.objects.get(section__document=national, idea=world.ideas["local"])
    more = ContributionFactory(consultation=world.consultation)
    attach = reverse("syntheses:evidence_attach", args=[sentence.pk])
    client.post(attach, {"contributions": [more.pk], "stance": "dissents"})
    row = sentence.evidence.get(contribution=more)
    assert row.stance == "dissents"
    client.post(reverse("syntheses:evidence_change", args=[sentence.pk]), {"evidence": [row.pk], "action": "detach"})
    assert not sentence.evidence.filter(contribution=more).exists()


def test_the_evidence_of_another_sentence_cannot_be_changed(client, analyst, national, world):
    ours = Sentence.objects.get(section__document=national, idea=world.ideas["local"])
    theirs = Sentence.objects.get(section__document=national, idea=world.ideas["minority"])
    row = theirs.evidence.first()
    client.post(reverse("syntheses:evidence_change", args=[ours.pk]), {"evidence": [row.pk], "action": "detach"})
    assert theirs.evidence.filter(pk=row.pk).exists()


def test_pages_of_the_desk_ask_few_questions(client, analyst, national, django_assert_max_num_queries):
    sentence = Sentence.objects.filter(section__document=national).first()
    for address in (
        reverse("syntheses:desk"),
        reverse("syntheses:edit", args=[national.slug]),
        reverse("syntheses:sentence_edit", args=[sentence.pk]) + "?q=guichet",
    ):
        with django_assert_max_num_queries(16):
            assert client.get(address).status_code == 200
