"""Keys of another territory in what a form sends: the address is mine, what is inside is not."""

import pytest
from django.urls import reverse

from polyphonie.imports.models import Import
from polyphonie.info_grids.models import GridAnswer
from polyphonie.syntheses.models import Evidence
from tests.permissions.world import PUBLISHED

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("kept_files")]


@pytest.fixture
def ours(visitors):
    return visitors.world.places[PUBLISHED, "ours"]


@pytest.fixture
def theirs(visitors):
    return visitors.world.places[PUBLISHED, "theirs"]


@pytest.fixture
def lead(visitors):
    client = visitors.clients["ours:territory_lead"]

    def post(name, args, **data):
        return client.post(reverse(name, args=args), data, HTTP_HOST="localhost")

    return post


def test_a_file_is_not_brought_to_the_activity_of_another(lead, ours, theirs):
    from django.core.files.base import ContentFile

    n_before = Import.objects.count()
    file = ContentFile(b"id;texte\n1;Un guichet\n", name="a.csv")
    answer = lead("imports:upload", [ours.consultation.slug], file=file, activity=theirs.activity.pk)
    assert answer.status_code == 200, "the form is shown again, with an error"
    assert Import.objects.count() == n_before


def test_a_sentence_does_not_rest_on_the_contribution_of_another(lead, ours, theirs):
    before = set(Evidence.objects.filter(sentence=ours.sentence).values_list("pk", flat=True))
    lead(
        "syntheses:evidence_attach",
        [ours.sentence.pk],
        contributions=[theirs.contribution.pk],
        statements=[theirs.statement.pk],
        ideas=[theirs.idea.pk],
        stance="carries",
    )
    assert set(Evidence.objects.filter(sentence=ours.sentence).values_list("pk", flat=True)) == before


def test_the_evidence_of_another_is_not_changed_from_a_sentence_of_ours(lead, ours, theirs):
    lead("syntheses:evidence_change", [ours.sentence.pk], evidence=[theirs.evidence.pk], action="detach")
    assert Evidence.objects.filter(pk=theirs.evidence.pk).exists()


def test_an_idea_is_not_merged_into_the_idea_of_another(lead, ours, theirs):
    lead("ideas:merge", [ours.idea.pk], into=theirs.idea.pk)
    ours.idea.refresh_from_db()
    assert ours.idea.merged_into_id is None


def test_a_grid_does_not_hold_the_file_of_another(lead, ours, theirs):
    args = [ours.campaign.slug, ours.territory.slug, "a"]
    lead("info_grids:block", args, minutes=theirs.grid_file.pk, **{"revision-minutes": 1})
    answer = GridAnswer.objects.get(grid=ours.grid, field_key="minutes")
    assert answer.value == ours.grid_file.pk


def test_a_comment_of_the_grid_of_another_is_not_settled_from_ours(lead, ours, theirs):
    answer = lead("info_grids:settle", [ours.campaign.slug, ours.territory.slug, theirs.comment.pk])
    assert answer.status_code == 404
    theirs.comment.refresh_from_db()
    assert theirs.comment.settled_at is None


def test_a_request_of_another_campaign_is_not_accepted_from_this_one(visitors):
    client = visitors.clients["national:coordinator"]
    here, elsewhere = visitors.world.places[PUBLISHED, "nation"], visitors.world.places["draft", "nation"]
    address = reverse("campaigns:request_accept", args=[here.campaign.slug, elsewhere.request.pk])
    assert client.post(address, HTTP_HOST="localhost").status_code == 404


def test_the_sentence_of_another_document_is_not_shown_under_this_one(visitors, ours, theirs):
    client = visitors.clients["anonymous"]
    address = reverse("syntheses:sentence", args=[ours.document.slug, theirs.sentence.pk])
    answer = client.get(address, HTTP_HOST="localhost")
    assert answer.status_code in (404, 410)


def test_a_lead_invites_nobody_to_another_territory_nor_to_the_nation(visitors, ours, theirs):
    from polyphonie.accounts.models import Invitation

    client = visitors.clients["ours:territory_lead"]
    written = {"email": "friend@example.org", "role": "coordinator", "territory": theirs.territory.pk}
    for name, args in (("territory_invite", [ours.territory.slug]), ("territory_invite", [theirs.territory.slug])):
        client.post(reverse(name, args=args), written, HTTP_HOST="localhost")
    client.post(reverse("invite"), written, HTTP_HOST="localhost")
    assert not Invitation.objects.filter(email="friend@example.org").exists()
