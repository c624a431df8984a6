"""Who may write a document. Nobody else learns that its draft exists."""

from django.contrib.auth.models import AnonymousUser

from polyphonie.accounts.models import User
from polyphonie.accounts.permissions import can_analyze, can_analyze_nationally, can_read_drafts
from polyphonie.syntheses.models import Document


def can_write(person: User | AnonymousUser, document: Document) -> bool:
    """May draft, edit and publish it: the analysts of its territory; of the whole campaign where it has none."""
    if document.territory is None:
        return can_analyze_nationally(person)
    return can_analyze(person, document.territory)


def can_read(person: User | AnonymousUser, document: Document) -> bool:
    """May read its versions: anyone, once campaign and consultation are public; before that, those who work there."""
    if document.campaign.is_public and (document.consultation is None or document.consultation.is_published):
        return True
    if document.territory is None:
        return can_analyze_nationally(person)
    return can_read_drafts(person, document.territory)
