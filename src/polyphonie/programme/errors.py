"""What cannot be done in the programme, said to the person concerned."""

from django.utils.translation import gettext_lazy as _

from polyphonie.core.errors import DomainError


class CommitmentIsUnknown(DomainError):
    message = _("This commitment is not in the charter that the territory signed.")


class EvidenceIsWithdrawn(DomainError):
    message = _("This was already withdrawn.")


class MailingIsConfirmed(DomainError):
    message = _("This reminder was already confirmed: it is not sent twice.")


class RecipientsHaveChanged(DomainError):
    message = _("The list of those who will receive it has changed since you read it. Read it again, then confirm.")


class NobodyToWriteTo(DomainError):
    message = _("Nobody would receive this reminder: no active lead stands at these stages.")


class MailIsSettled(DomainError):
    message = _("This mail needs no decision: it has left, or is about to.")


class TokenIsUnreadable(DomainError):
    message = _("This link could not be read. Copy it whole from the mail.")
