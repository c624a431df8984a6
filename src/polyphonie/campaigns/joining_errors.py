"""What cannot be done when a territory joins, signs or leaves, said to the person concerned."""

from django.utils.translation import gettext_lazy as _

from polyphonie.core.errors import DomainError


class JoiningIsClosed(DomainError):
    message = _("This campaign takes no new territory today.")


class TerritoryIsEngaged(DomainError):
    message = _("This territory already takes part in the campaign.")


class TooManyRequests(DomainError):
    message = _("Many requests came in the last hour. Nothing was recorded: please try again in an hour.")


class LinkDoesNotWork(DomainError):
    message = _("This link does not work. Check that it was copied whole, or ask for a new one.")


class LinkExpired(DomainError):
    message = _("This link has expired: it works for 72 hours. Ask for a new one, your request is kept.")


class RequestIsSettled(DomainError):
    message = _("This request was settled meanwhile by another coordinator: nothing was changed.")


class RequestNotConfirmed(DomainError):
    message = _("The person has not confirmed the e-mail address yet.")


class CityIsIncomplete(DomainError):
    message = _("Check the name and the country of this city first.")


class NoCharterYet(DomainError):
    message = _("The charter of this campaign is not published yet: there is nothing to sign.")


class CharterChanged(DomainError):
    message = _(
        "A new version of the charter was published while you were reading: nothing was signed. Read it, then sign it."
    )


class AlreadySigned(DomainError):
    message = _("This version of the charter is already signed by your territory.")


class SignedTooLate(DomainError):
    message = _("The date of signature is in the future.")


class SignedTooEarly(DomainError):
    message = _("The date of signature is before the charter was published.")


class DeliberationTooLate(DomainError):
    message = _("The date of the deliberation is in the future.")


class HasWithdrawn(DomainError):
    message = _("This territory has left the campaign. The coordinator can open its place again.")


class HasMerged(DomainError):
    message = _("This territory is now part of another one: that one joins and signs.")


class HasNotWithdrawn(DomainError):
    message = _("This territory takes part in the campaign: there is nothing to open again.")
