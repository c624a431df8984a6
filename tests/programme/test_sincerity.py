from datetime import date, timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from polyphonie.campaigns.models import DeclaredEvidence
from polyphonie.consultations.enums import AudienceCategory, Reach
from polyphonie.consultations.models import ActivityDocument, SoughtPublic
from polyphonie.core.files import keep_file
from polyphonie.core.models import AuditEvent
from polyphonie.info_grids.models import GridVersion
from polyphonie.programme.enums import Showing
from polyphonie.programme.errors import CommitmentIsUnknown, EvidenceIsWithdrawn
from polyphonie.programme.queries.sincerity import board_of, boards_of
from polyphonie.programme.services.evidence import declare_evidence, withdraw_evidence
from tests.factories import (
    ActivityFactory,
    CharterFactory,
    CommitmentFactory,
    ConsultationFactory,
    ContributionFactory,
    InfoGridFactory,
    SignatureFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db
TODAY = date(2026, 6, 15)


@pytest.fixture
def arles(engage):
    return engage("Arles", declares=True)


@pytest.fixture
def consultation(arles):
    return arles.campaign.consultations.get(territory=arles.territory)


def shown(engagement, code):
    """What is shown of the commitment of a kind."""
    return next(one for one in board_of(engagement, today=TODAY).commitments if one.commitment.code == code)


def publish_grid(engagement, follow_up):
    grid = InfoGridFactory(engagement=engagement)
    content = {"answers": {"follow_up": {"value": follow_up, "origin": "typed", "note": ""}}}
    return GridVersion.objects.create(
        grid=grid, form=grid.form, number=1, published_at=timezone.now(), content=content, digest="6" * 64
    )


def test_who_has_not_signed_has_no_board(engage):
    board = board_of(engage("Arles", signs=False), today=TODAY)
    assert (board.charter, list(board.commitments)) == (None, [])


def test_everything_starts_with_nothing_shown(engage):
    assert {one.showing for one in board_of(engage("Brest"), today=TODAY).commitments} == {Showing.NOTHING_YET}


def test_the_board_is_that_of_the_version_that_was_signed_last(arles, campaign, charter):
    second = CharterFactory(campaign=campaign, version=2, draft=True)
    CommitmentFactory(charter=second, code="other", title="Autre promesse")
    assert board_of(arles, today=TODAY).charter == charter
    second.published_at, second.digest = timezone.now(), "7" * 64
    second.save()
    assert board_of(arles, today=TODAY).charter == charter
    SignatureFactory(engagement=arles, charter=second)
    assert [one.commitment.code for one in board_of(arles, today=TODAY).commitments] == ["other"]


def test_a_mandate_is_stated_when_both_halves_are(arles, consultation):
    assert shown(arles, "mandate-stated").showing == Showing.NOTHING_YET
    consultation.negotiable, consultation.decision = "Tout", "   "
    consultation.save()
    assert shown(arles, "mandate-stated").showing == Showing.NOTHING_YET
    consultation.decision = "La délibération de juin"
    consultation.save()
    assert shown(arles, "mandate-stated").showing == Showing.SHOWN


def test_one_consultation_of_two_shows_a_part(arles, consultation):
    consultation.negotiable = consultation.decision = "Oui"
    consultation.save()
    ConsultationFactory(campaign=arles.campaign, territory=arles.territory)
    found = shown(arles, "mandate-stated")
    assert (found.showing, found.computed.n_kept, found.computed.n_concerned) == (Showing.PARTLY, 1, 2)


def test_a_draft_consultation_shows_nothing(arles):
    ConsultationFactory(
        campaign=arles.campaign, territory=arles.territory, draft=True, negotiable="Oui", decision="Oui"
    )
    assert shown(arles, "mandate-stated").computed.n_concerned == 1


def test_an_activity_is_documented_with_a_public_document(arles, consultation):
    activity = ActivityFactory(consultation=consultation, held_on=date(2026, 5, 2), n_participants=12)
    assert shown(arles, "activities-documented").showing == Showing.NOTHING_YET
    file = keep_file(SimpleUploadedFile("minutes.txt", b"Compte rendu"))
    document = ActivityDocument.objects.create(activity=activity, file=file, title="Compte rendu", is_public=False)
    assert shown(arles, "activities-documented").showing == Showing.NOTHING_YET
    document.is_public = True
    document.save()
    found = shown(arles, "activities-documented")
    assert found.showing == Showing.SHOWN
    assert found.computed.facts[0].on == date(2026, 5, 2)


def test_a_cancelled_activity_is_not_expected(arles, consultation):
    ActivityFactory(consultation=consultation, is_cancelled=True)
    assert shown(arles, "activities-documented").computed.n_concerned == 0


def test_an_activity_to_come_is_not_expected_to_be_documented(arles, consultation):
    ActivityFactory(consultation=consultation, held_on=TODAY + timedelta(days=1))
    assert shown(arles, "activities-documented").computed.n_concerned == 0


def test_publics_are_described_when_the_absent_ones_say_why(arles, consultation):
    row = SoughtPublic.objects.create(
        consultation=consultation, category=AudienceCategory.YOUNG, reach=Reach.ABSENT, why_absent=""
    )
    assert shown(arles, "publics-described").showing == Showing.NOTHING_YET
    row.why_absent = "Les examens"
    row.save()
    assert shown(arles, "publics-described").showing == Showing.SHOWN


def test_replies_are_counted_in_the_published_grid(arles):
    publish_grid(arles, [{"proposal": "Un guichet", "answer": "kept"}, {"proposal": "Un débat"}, {"answer": "kept"}])
    found = shown(arles, "replies-given")
    assert (found.showing, found.computed.n_kept, found.computed.n_concerned) == (Showing.PARTLY, 1, 2)
    assert shown(arles, "grid-published").showing == Showing.SHOWN


@pytest.mark.parametrize("odd", [None, "a text", [1, None, "x"], [{"proposal": ""}]])
def test_a_grid_of_another_form_shows_no_reply(arles, odd):
    publish_grid(arles, odd)
    assert shown(arles, "replies-given").showing == Showing.NOTHING_YET


def test_data_are_opened_with_contributions_that_anyone_may_read(arles, consultation):
    ContributionFactory(consultation=consultation, hidden=True)
    assert shown(arles, "data-opened").showing == Showing.NOTHING_YET
    ContributionFactory(consultation=consultation)
    assert shown(arles, "data-opened").showing == Showing.SHOWN


def declare(engagement, code="declared"):
    return declare_evidence(
        engagement=engagement,
        commitment_code=code,
        text="Un livret remis à chacun",
        person=UserFactory(),
        on=date(2026, 5, 3),
        at=timezone.now(),
    )


def test_what_is_declared_is_shown_as_declared(arles):
    declare(arles)
    assert shown(arles, "declared").showing == Showing.DECLARED
    assert AuditEvent.objects.get(verb="evidence_declared").details["commitment"] == "declared"


def test_a_declaration_does_not_cover_what_is_computed(arles, consultation):
    consultation.negotiable = consultation.decision = "Oui"
    consultation.save()
    ConsultationFactory(campaign=arles.campaign, territory=arles.territory)
    declare(arles, "mandate-stated")
    assert shown(arles, "mandate-stated").showing == Showing.PARTLY


def test_what_is_withdrawn_is_kept_with_its_date(arles):
    evidence = declare(arles)
    withdraw_evidence(evidence=evidence, person=UserFactory(), at=timezone.now())
    found = shown(arles, "declared")
    assert (found.showing, len(found.withdrawn)) == (Showing.NOTHING_YET, 1)
    with pytest.raises(EvidenceIsWithdrawn):
        withdraw_evidence(evidence=evidence, person=UserFactory(), at=timezone.now())
    assert DeclaredEvidence.objects.exists()


def test_a_commitment_that_was_not_signed_is_refused(arles, engage):
    with pytest.raises(CommitmentIsUnknown):
        declare(arles, "unknown")
    with pytest.raises(CommitmentIsUnknown):
        declare(engage("Brest", signs=False))


def test_the_evidence_of_another_territory_stays_out(arles, engage):
    declare(engage("Brest"))
    assert shown(arles, "declared").showing == Showing.NOTHING_YET


def test_the_number_of_queries_does_not_depend_on_the_territories(campaign, engage, django_assert_num_queries):
    engagements = [engage(f"Commune {number}", declares=True, lead=False) for number in range(12)]
    with django_assert_num_queries(5):
        boards = boards_of(campaign, engagements, today=TODAY)
    assert len(boards) == 12


def test_dates_come_with_facts(arles, consultation):
    (fact,) = shown(arles, "mandate-stated").computed.facts
    assert fact.on == consultation.opens_at
    assert timezone.now() - fact.on > timedelta(days=1)
