"""Who may gather, see and decide on ideas."""

from django.contrib.auth.models import AnonymousUser

from polyphonie.accounts.models import User
from polyphonie.accounts.permissions import can_analyze, can_analyze_nationally, can_read_drafts
from polyphonie.consultations.models import Consultation
from polyphonie.ideas.models import IdeaRun


def can_gather(person: User | AnonymousUser, consultation: Consultation | None) -> bool:
    """May gather the ideas of a consultation, or, where there is none, of the whole campaign."""
    return can_analyze(person, consultation.territory) if consultation else can_analyze_nationally(person)


def can_decide(person: User | AnonymousUser, run: IdeaRun) -> bool:
    """May publish a run, rename its ideas, merge them or set them aside."""
    return can_gather(person, run.consultation)


def can_see(person: User | AnonymousUser, run: IdeaRun) -> bool:
    """Anyone, once it is published; before that, those who work on it."""
    if run.is_published and run.campaign.is_public and (run.consultation is None or run.consultation.is_published):
        return True
    return can_read_drafts(person, run.consultation.territory) if run.consultation else can_analyze_nationally(person)
