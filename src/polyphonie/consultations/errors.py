"""What cannot be done with a consultation or an activity, said to the person concerned."""

from django.utils.translation import gettext_lazy as _

from polyphonie.core.errors import DomainError


class CharterIsNotSigned(DomainError):
    message = _("The charter is not signed yet: a consultation is created once the territory has signed it.")


class TerritoryIsNotEngaged(DomainError):
    message = _("This territory has not joined the campaign: a consultation is created once it has.")


class EngagementIsWithdrawn(DomainError):
    message = _("The territory has left the campaign: what it did stays readable, and is not changed any more.")


class CampaignIsNotOpen(DomainError):
    message = _("The campaign has not opened yet: consultations are created once it has.")


class SavedMeanwhile(DomainError):
    message = _(
        "Someone else saved this page while you were writing. Nothing of yours is lost: it is below. "
        "Look at what was saved, correct what must be, then save again: yours will take its place."
    )


class ActivityIsInUse(DomainError):
    """An activity cannot be removed: something hangs on it."""


class AnotherActivityHasThisTitle(DomainError):
    message = _("Another activity of this consultation already has this title. Choose another one.")
