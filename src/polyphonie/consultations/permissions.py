"""Who may see a consultation, and who may publish it."""

from django.contrib.auth.models import AnonymousUser

from polyphonie.accounts.models import User
from polyphonie.accounts.permissions import can_manage, can_read_drafts
from polyphonie.consultations.models import Consultation


def can_see(person: User | AnonymousUser, consultation: Consultation) -> bool:
    """Anyone, once it is published; before that, whoever has a role in its territory, and the national team."""
    is_public = consultation.is_published and consultation.campaign.is_public
    return is_public or can_read_drafts(person, consultation.territory)


def can_publish(person: User | AnonymousUser, consultation: Consultation) -> bool:
    """May show a consultation to everyone, or withdraw it: the lead of its territory, or the coordinator."""
    return can_manage(person, consultation.territory)
