"""Who may take away what a consultation holds."""

from django.contrib.auth.models import AnonymousUser

from polyphonie.accounts.models import User
from polyphonie.accounts.permissions import can_analyze
from polyphonie.consultations.models import Consultation
from polyphonie.exports.models import Export


def can_export(person: User | AnonymousUser, consultation: Consultation) -> bool:
    """The lead and the analysts of the territory, and the national team: all of it, what is hidden included."""
    return can_analyze(person, consultation.territory)


def can_take(person: User | AnonymousUser, export: Export) -> bool:
    """Only the person who asked for it, as long as they may export at all."""
    return isinstance(person, User) and export.asked_by_id == person.pk and can_export(person, export.consultation)
