"""Who may bring files to a consultation."""

from django.contrib.auth.models import AnonymousUser

from polyphonie.accounts.models import User
from polyphonie.accounts.permissions import can_analyze
from polyphonie.consultations.models import Consultation


def can_import(person: User | AnonymousUser, consultation: Consultation) -> bool:
    """The lead and the analysts of the territory, and the national team."""
    return can_analyze(person, consultation.territory)
