"""Nobody overwrites another, and every value is kept."""

import threading

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import DatabaseError, connection, connections, transaction

from polyphonie.campaigns.errors import CampaignIsClosed
from polyphonie.core.files import FileRefused
from polyphonie.info_grids.enums import AnswerOrigin, GridStatus
from polyphonie.info_grids.errors import GridIsBeingReviewed, GridIsPublished, TerritoryHasLeft
from polyphonie.info_grids.models import AnswerChange, GridAnswer, InfoGrid
from polyphonie.info_grids.queries.filling import values_of
from polyphonie.info_grids.records import AnswerChangeAsked
from polyphonie.info_grids.services import saving
from polyphonie.info_grids.services.opening import open_grid, take_known
from polyphonie.info_grids.services.saving import attach_file, save_answers
from tests.factories import NOON, EngagementFactory, GridFormFactory
from tests.info_grids.worlds import one_field, small_form, words, world

pytestmark = pytest.mark.django_db


def test_an_answer_is_saved_with_its_journal():
    here = world()
    report = here.save("summary", "We asked.")
    assert (report.saved, report.revisions) == (["summary"], {"summary": 1})
    change = AnswerChange.objects.get()
    assert (change.value, change.revision, change.changed_by) == ("We asked.", 1, here.lead)


def test_an_answer_that_did_not_change_makes_no_revision():
    here = world()
    here.save("summary", "We asked.")
    report = here.save("summary", " We asked. ", base=1)
    assert report.unchanged == ["summary"]
    assert AnswerChange.objects.count() == 1


def test_two_people_on_one_field_keep_both_values_to_choose_from():
    here = world()
    here.save("summary", "Ours")
    here.save("summary", "Theirs", base=1, person=here.contributor)
    report = here.save("summary", "Mine", base=1)
    conflict = report.conflicts[0]
    assert (conflict.asked, conflict.present, conflict.present_revision) == ("Mine", "Theirs", 2)
    assert conflict.changed_by == here.contributor.name
    assert values_of(here.grid)["summary"] == "Theirs"


def test_a_conflict_on_one_field_does_not_keep_the_others_back():
    here = world()
    here.save("summary", "Theirs", person=here.contributor)
    asked = [AnswerChangeAsked("summary", "Mine", 0), AnswerChangeAsked("n_people", "80", 0)]
    report = save_answers(grid=here.grid, changes=asked, person=here.lead, at=NOON)
    assert (report.saved, [one.field_key for one in report.conflicts]) == (["n_people"], ["summary"])


def test_a_field_that_a_person_did_not_touch_is_no_conflict():
    here = world()
    here.save("summary", "Old")
    here.save("summary", "New", base=1, person=here.contributor)
    report = here.save("summary", "Old", base=1)
    assert report.unchanged == ["summary"]
    assert values_of(here.grid)["summary"] == "New"


def test_two_people_who_write_the_same_agree():
    here = world()
    here.save("summary", "The same", person=here.contributor)
    assert here.save("summary", "The same").unchanged == ["summary"]


def test_a_bad_value_is_refused_with_a_sentence_and_the_others_are_saved():
    here = world()
    asked = [AnswerChangeAsked("n_people", "many", 0), AnswerChangeAsked("summary", "Good", 0)]
    report = save_answers(grid=here.grid, changes=asked, person=here.lead, at=NOON)
    assert report.saved == ["summary"]
    assert "nombre" in report.refused["n_people"]


@pytest.mark.parametrize("key", ["absent", "total", "minutes"])
def test_what_no_form_takes_is_refused(key):
    here = world()
    assert key in here.save(key, "12").refused


@pytest.mark.parametrize("text", ["<script>alert(1)</script>", "كيف نقرر معا؟", "a" * 400 + "\n'; DROP TABLE --"])
def test_any_words_are_kept_as_they_are(text):
    here = world()
    here.save("secret", text)
    assert GridAnswer.objects.get().value == text


def test_a_computed_figure_follows_its_rows():
    here = world()
    here.save("sessions", [{"title": "One", "n": "30"}, {"title": "Two", "n": "12"}])
    assert values_of(here.grid)["total"] == 42


@pytest.mark.parametrize(
    ("status", "error"), [(GridStatus.SUBMITTED, GridIsBeingReviewed), (GridStatus.PUBLISHED, GridIsPublished)]
)
def test_a_grid_that_left_its_territory_takes_nothing(status, error):
    here = world()
    InfoGrid.objects.update(status=status)
    with pytest.raises(error):
        here.save("summary", "Late")


def test_a_closed_campaign_takes_nothing():
    here = world()
    here.campaign.status = "closed"
    here.campaign.save()
    with pytest.raises(CampaignIsClosed):
        here.save("summary", "Late")


def test_a_territory_that_has_left_writes_nothing():
    here = world()
    here.engagement.status, here.engagement.withdrawn_at = "withdrawn", NOON
    here.engagement.save()
    with pytest.raises(TerritoryHasLeft):
        here.save("summary", "Late")


def test_the_journal_is_neither_changed_nor_deleted():
    world().save("summary", "We asked.")
    with pytest.raises(DatabaseError), transaction.atomic():
        AnswerChange.objects.update(value="Another")
    with pytest.raises(DatabaseError), transaction.atomic():
        AnswerChange.objects.all().delete()


def test_a_save_that_is_killed_in_the_middle_leaves_nothing_half_done(monkeypatch):
    here = world()
    here.save("summary", "Before")
    write = saving._write

    def die_at_the_second(of_saving, one, *rest):
        if one.key == "n_people":
            raise KeyboardInterrupt
        write(of_saving, one, *rest)

    monkeypatch.setattr(saving, "_write", die_at_the_second)
    asked = [AnswerChangeAsked("summary", "After", 1), AnswerChangeAsked("n_people", "3", 0)]
    with pytest.raises(KeyboardInterrupt):
        save_answers(grid=here.grid, changes=asked, person=here.lead, at=NOON)
    assert values_of(here.grid) == {"summary": "Before"}
    assert AnswerChange.objects.count() == 1


def test_what_is_known_is_filled_in_and_a_correction_keeps_it():
    here = world()
    take_known(grid=here.grid, keys=["name"], person=None, at=NOON)
    assert GridAnswer.objects.get().origin == AnswerOrigin.KNOWN
    here.save("name", "Another name", base=1, note="It was renamed.")
    answer = GridAnswer.objects.get()
    assert (answer.origin, answer.known_value) == (AnswerOrigin.CORRECTED, here.territory.name)
    here.save("name", here.territory.name, base=2)
    assert GridAnswer.objects.get().origin == AnswerOrigin.KNOWN


def test_a_grid_is_opened_once_on_the_form_in_force():
    form = GridFormFactory(definition=small_form())
    engagement = EngagementFactory(campaign=form.campaign)
    first = open_grid(engagement=engagement, person=None, at=NOON)
    second = open_grid(engagement=engagement, person=None, at=NOON)
    assert (first, first.form) == (second, form)
    assert values_of(first) == {"name": engagement.territory.name}


def test_a_file_is_attached_to_its_field_only():
    here = world()
    pdf = SimpleUploadedFile("minutes.pdf", b"%PDF-1.7 minutes")
    file = attach_file(grid=here.grid, field_key="minutes", upload=pdf, person=here.lead)
    assert here.save("minutes", file.pk).saved == ["minutes"]
    other = world()
    assert "minutes" in other.save("minutes", file.pk).refused


def test_a_page_is_not_taken_as_a_file():
    here = world()
    page = SimpleUploadedFile("minutes.pdf", b"<html><script>alert(1)</script>")
    with pytest.raises(FileRefused):
        attach_file(grid=here.grid, field_key="minutes", upload=page, person=here.lead)


@pytest.mark.django_db(transaction=True)
def test_two_saves_at_once_lose_nothing():
    if connection.vendor != "postgresql":
        pytest.skip("the journal refuses the deletions with which SQLite empties its tables between such tests")
    here = world({"blocks": [{"key": "a", "title": words("A"), "fields": [one_field("x"), one_field("y")]}]})
    reports, start = [], threading.Barrier(8)

    def save(number):
        start.wait()
        try:
            asked = [AnswerChangeAsked("x", f"said by {number}", 0), AnswerChangeAsked("y", "the same", 0)]
            reports.append(save_answers(grid=here.grid, changes=asked, person=here.lead, at=NOON))
        finally:
            connections.close_all()

    threads = [threading.Thread(target=save, args=[number]) for number in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(len(report.conflicts) for report in reports) == [0] + [1] * 7
    assert AnswerChange.objects.filter(field_key="x").count() == 1
    assert AnswerChange.objects.filter(field_key="y").count() == 1
