"""Who may see an opinion map, and who may compute or publish one."""

from django.contrib.auth.models import AnonymousUser

from polyphonie.accounts.models import User
from polyphonie.accounts.permissions import can_analyze, can_read_drafts
from polyphonie.consultations.models import Consultation
from polyphonie.opinion_maps.models import OpinionMap


def can_see(person: User | AnonymousUser, opinion_map: OpinionMap) -> bool:
    """Anyone, once it is published; before that, whoever has a role in the territory."""
    is_public = OpinionMap.objects.published().filter(pk=opinion_map.pk).exists()
    return is_public or can_read_drafts(person, opinion_map.consultation.territory)


def can_compute(person: User | AnonymousUser, consultation: Consultation) -> bool:
    """May compute a map, publish and withdraw it."""
    return can_analyze(person, consultation.territory)
