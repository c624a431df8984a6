"""Submit, review, publish, correct: each step is somebody's, and what is published is frozen."""

import re

import pytest
from django.core import mail
from django.db import DatabaseError, transaction
from django.urls import reverse
from django.utils import translation

from polyphonie.campaigns.errors import CampaignIsClosed
from polyphonie.core.models import AuditEvent
from polyphonie.info_grids.enums import GridStatus
from polyphonie.info_grids.errors import CommentIsNeeded, GridIsIncomplete, GridIsNotSubmitted, NothingHasChanged
from polyphonie.info_grids.models import GridComment, GridVersion, InfoGrid
from polyphonie.info_grids.services.opening import take_known
from polyphonie.info_grids.services.reviewing import comment_on, publish_grid, return_grid
from polyphonie.info_grids.services.submitting import start_correction, submit_grid, take_back
from tests.factories import NOON, InfoGridFactory, MembershipFactory, TerritoryFactory
from tests.info_grids.worlds import world

pytestmark = pytest.mark.django_db


def submitted():
    here = world()
    here.save("summary", "We asked.")
    submit_grid(grid=here.grid, person=here.lead, at=NOON)
    return here


def published():
    here = submitted()
    publish_grid(grid=here.grid, person=here.coordinator, at=NOON)
    return here


def url(name, here):
    return reverse(f"info_grids:{name}", args=here.slugs)


def test_a_grid_is_not_submitted_before_what_is_required_is_there():
    here = world()
    with pytest.raises(GridIsIncomplete) as refused:
        submit_grid(grid=here.grid, person=here.lead, at=NOON)
    assert [one.field.key for one in refused.value.missing] == ["summary"]


def test_a_note_explains_what_is_not_known():
    here = world()
    here.save("summary", "", note="Nobody wrote anything down.")
    assert submit_grid(grid=here.grid, person=here.lead, at=NOON).status == GridStatus.SUBMITTED


def test_a_correction_says_why_before_it_is_submitted():
    here = world()
    here.save("summary", "We asked.")
    take_known(grid=here.grid, keys=["name"], person=None, at=NOON)
    here.save("name", "Another name", base=1)
    with pytest.raises(GridIsIncomplete):
        submit_grid(grid=here.grid, person=here.lead, at=NOON)
    here.save("name", "Another name", base=2, note="It was renamed.")
    submit_grid(grid=here.grid, person=here.lead, at=NOON)


def test_coordinators_are_told_of_a_submission(django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        here = submitted()
    assert [one.to for one in mail.outbox] == [[here.coordinator.email]]
    assert here.territory.name in mail.outbox[0].body
    assert url("review", here) in mail.outbox[0].body


def test_the_territory_is_told_of_a_return_and_of_the_publication(django_capture_on_commit_callbacks):
    here = submitted()
    comment_on(grid=here.grid, field_key="summary", text="Say more.", person=here.coordinator)
    with django_capture_on_commit_callbacks(execute=True):
        return_grid(grid=here.grid, person=here.coordinator, at=NOON)
    assert {one.to[0] for one in mail.outbox} == {here.lead.email, here.contributor.email}
    submit_grid(grid=here.grid, person=here.lead, at=NOON)
    mail.outbox.clear()
    with django_capture_on_commit_callbacks(execute=True):
        publish_grid(grid=here.grid, person=here.coordinator, at=NOON)
    assert {one.to[0] for one in mail.outbox} == {here.lead.email, here.contributor.email}


def test_a_grid_is_returned_with_a_comment_only():
    here = submitted()
    with pytest.raises(CommentIsNeeded):
        return_grid(grid=here.grid, person=here.coordinator, at=NOON)


def test_only_a_grid_under_review_is_published_or_commented():
    here = world()
    with pytest.raises(GridIsNotSubmitted):
        publish_grid(grid=here.grid, person=here.coordinator, at=NOON)
    with pytest.raises(GridIsNotSubmitted):
        comment_on(grid=here.grid, field_key="", text="?", person=here.coordinator)
    with pytest.raises(GridIsNotSubmitted):
        take_back(grid=here.grid, person=here.lead, at=NOON)


def test_a_closed_campaign_publishes_nothing():
    here = submitted()
    here.campaign.status = "closed"
    here.campaign.save()
    with pytest.raises(CampaignIsClosed):
        publish_grid(grid=here.grid, person=here.coordinator, at=NOON)


def test_a_version_holds_public_answers_only():
    here = world()
    here.save("summary", "We asked.")
    here.save("secret", "Not for everyone")
    here.save("which_ai", "Not asked")
    here.save("sessions", [{"title": "One", "n": 30, "cost": 900}])
    submit_grid(grid=here.grid, person=here.lead, at=NOON)
    version = publish_grid(grid=here.grid, person=here.coordinator, at=NOON)
    assert set(version.content["answers"]) == {"summary", "sessions", "total"}
    assert version.content["answers"]["sessions"]["value"] == [{"title": "One", "n": 30}]
    assert version.content["answers"]["total"]["value"] == 30
    assert len(version.digest) == 64


def test_a_version_is_neither_changed_nor_deleted():
    published()
    with pytest.raises(DatabaseError), transaction.atomic():
        GridVersion.objects.update(content={})
    with pytest.raises(DatabaseError), transaction.atomic():
        GridVersion.objects.all().delete()


def test_a_correction_makes_a_second_version_and_the_first_stays():
    here = published()
    start_correction(grid=here.grid, person=here.lead, at=NOON)
    submit_grid(grid=here.grid, person=here.lead, at=NOON)
    with pytest.raises(NothingHasChanged):
        publish_grid(grid=here.grid, person=here.coordinator, at=NOON)
    take_back(grid=here.grid, person=here.lead, at=NOON)
    here.save("summary", "We asked twice.", base=1)
    submit_grid(grid=here.grid, person=here.lead, at=NOON)
    publish_grid(grid=here.grid, person=here.coordinator, at=NOON)
    said = GridVersion.objects.order_by("number").values_list("content__answers__summary__value", flat=True)
    assert list(said) == ["We asked.", "We asked twice."]


def test_every_step_is_in_the_audit_trail():
    published()
    assert list(AuditEvent.objects.order_by("number").values_list("verb", flat=True)) == [
        "grid_submitted",
        "grid_published",
    ]


def test_the_whole_way_is_walked_through_the_pages(client):
    here = world()
    here.save("summary", "We asked.")
    client.force_login(here.lead)
    assert "Déposer la grille" in client.get(url("fill", here)).content.decode()
    client.post(url("submit", here))
    client.force_login(here.coordinator)
    listed = client.get(reverse("info_grids:review", args=[here.campaign.slug])).content.decode()
    assert here.territory.name in listed
    client.post(url("review", here), {"do": "comment", "field_key": "summary", "text": "Say more."})
    assert "Say more." in client.get(url("review", here)).content.decode()
    client.post(url("review", here), {"do": "return"})
    client.force_login(here.lead)
    assert "1" in client.get(url("fill", here)).content.decode()
    client.post(reverse("info_grids:settle", args=[*here.slugs, GridComment.objects.get().pk]))
    client.post(url("submit", here))
    client.force_login(here.coordinator)
    client.post(url("review", here), {"do": "publish"})
    client.logout()
    page = client.get(url("detail", here)).content.decode()
    assert "We asked." in page
    here.grid.refresh_from_db()
    assert here.grid.status == GridStatus.PUBLISHED


def test_small_counts_and_restricted_answers_stay_out_of_the_public_page(client):
    here = world()
    here.save("summary", "We asked.")
    here.save("secret", "Not for everyone")
    here.save("n_people", 3)
    rows = [{"title": "Small", "n": 2}, {"title": "Large", "n": 87}, {"title": "Larger", "n": 910}]
    here.save("sessions", rows)
    submit_grid(grid=here.grid, person=here.lead, at=NOON)
    publish_grid(grid=here.grid, person=here.coordinator, at=NOON)
    page = client.get(url("detail", here)).content.decode()
    assert re.findall(r'<td class="number">(.*?)</td>', page) == ["moins de 5", "masqué", "910"]
    assert "999" in page
    assert "Not for everyone" not in page


def test_the_grid_of_a_territory_that_merged_says_what_it_is_part_of(client, django_assert_max_num_queries):
    here = published()
    here.territory.merged_into, here.territory.merged_on = TerritoryFactory(name="Grand-Val"), NOON.date()
    here.territory.save()
    with django_assert_max_num_queries(12):
        page = client.get(url("detail", here)).content.decode()
    assert "Grand-Val" in page
    assert "We asked." in page


def test_earlier_versions_stay_readable(client):
    here = published()
    start_correction(grid=here.grid, person=here.lead, at=NOON)
    here.save("summary", "We asked twice.", base=1)
    submit_grid(grid=here.grid, person=here.lead, at=NOON)
    publish_grid(grid=here.grid, person=here.coordinator, at=NOON)
    assert "We asked twice." in client.get(url("detail", here)).content.decode()
    earlier = client.get(reverse("info_grids:version", args=[*here.slugs, 1])).content.decode()
    assert "We asked." in earlier
    assert client.get(reverse("info_grids:version", args=[*here.slugs, 9])).status_code == 404


@pytest.mark.parametrize("language", ["fr", "en"])
def test_the_public_page_asks_little_of_the_database(client, language, django_assert_max_num_queries):
    here = published()
    with translation.override(language):
        address = url("detail", here)
    with django_assert_max_num_queries(12):
        page = client.get(address).content.decode()
    assert ("Summary (en)" if language == "en" else "Summary") in page


def test_nothing_is_public_before_it_is_published(client):
    here = submitted()
    assert client.get(url("detail", here)).status_code == 404
    campaign = published().campaign
    campaign.status = "draft"
    campaign.save()
    assert client.get(reverse("portal:campaign", args=[campaign.slug])).status_code == 404


def test_only_the_coordinator_reviews(client):
    here = submitted()
    for person in (here.lead, here.contributor, here.stranger, MembershipFactory(role="analyst", national=True).user):
        client.force_login(person)
        assert client.get(url("review", here)).status_code == 403
        assert client.post(url("review", here), {"do": "publish"}).status_code == 403
        assert client.get(reverse("info_grids:review", args=[here.campaign.slug])).status_code == 403
    assert not GridVersion.objects.exists()


@pytest.mark.parametrize("name", ["submit", "take_back", "correct", "move"])
def test_only_the_lead_hands_the_grid_over(client, name):
    here = world()
    here.save("summary", "We asked.")
    for person in (here.contributor, here.stranger, MembershipFactory().user):
        client.force_login(person)
        assert client.post(url(name, here)).status_code == 404
    assert InfoGrid.objects.get().status == GridStatus.DRAFT


def test_the_list_asks_little_of_the_database(client, django_assert_max_num_queries):
    here = submitted()
    for _ in range(30):
        InfoGridFactory(engagement__campaign=here.campaign, form=here.form, status="submitted")
    client.force_login(here.coordinator)
    with django_assert_max_num_queries(12):
        page = client.get(reverse("info_grids:review", args=[here.campaign.slug])).content.decode()
    assert page.count('scope="row"') == 25
    with django_assert_max_num_queries(12):
        client.get(url("review", here))
