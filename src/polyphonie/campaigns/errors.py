"""What cannot be done with a campaign, said to the person concerned."""

from django.utils.translation import gettext_lazy as _

from polyphonie.core.errors import DomainError


class CampaignIsClosed(DomainError):
    message = _("This campaign is closed: it can be read for ever, and nothing in it changes any more.")


class CharterIsPublished(DomainError):
    message = _("This version of the charter is published: it never changes. Prepare a new version.")


class CharterIsIncomplete(DomainError):
    message = _("A charter needs a title and at least one commitment before it is published.")


class ChangeNoteIsMissing(DomainError):
    message = _("Say what changed since the version before: those who signed it will read this.")


class ChangedMeanwhile(DomainError):
    message = _(
        "Somebody else saved this page while you were writing. Nothing of yours is lost: it stands below, unsaved. "
        "Compare it with what is saved now, then save again."
    )


class CampaignNotReady(DomainError):
    message = _("This campaign cannot open yet: see what is missing below.")


class CampaignNotOpen(DomainError):
    message = _("Only an open campaign can be closed.")


class CampaignAlreadyOpened(DomainError):
    message = _("This campaign has opened already.")


class AddressIsFixed(DomainError):
    message = _("The address of a campaign no longer changes once it is public: people have kept it.")
