"""What a consultation still lacks before it is shown to everyone: a list to go through, never a score."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from polyphonie.consultations.enums import Reach
from polyphonie.consultations.models import Consultation

_SAID = (
    ("question", _("The question put to people")),
    ("negotiable", _("What can change, and what cannot")),
    ("decision", _("The decision that it feeds")),
    ("organizer", _("Who organizes it")),
    ("methods", _("How people take part")),
    ("opens_at", _("When it opens")),
    ("closes_at", _("When it closes")),
)


@dataclass(frozen=True)
class Check:
    """One thing that readers look for; `where` is the page that says it: "describe" or "activities"."""

    label: str | Promise
    is_there: bool
    where: str = "describe"


def checks_of(consultation: Consultation) -> list[Check]:
    """List what readers look for in a consultation, and whether it is there."""
    sought = list(consultation.sought_publics.all())
    unexplained = [public for public in sought if public.reach == Reach.ABSENT and not public.why_absent]
    return [
        *(Check(label, bool(getattr(consultation, name))) for name, label in _SAID),
        Check(_("Which publics are sought"), bool(sought or consultation.publics_sought)),
        Check(_("Why those who are absent did not come"), not unexplained),
        Check(_("At least one activity"), consultation.activities.exists(), where="activities"),
    ]
