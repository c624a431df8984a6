"""What can go wrong with an import, in words for the person who brought the file."""

from django.utils.translation import gettext_lazy as _

from polyphonie.core.errors import DomainError


class ImportAlreadyConfirmed(DomainError):
    message = _("This import was already confirmed.")


class ImportCannotBeConfirmed(DomainError):
    message = _("This file cannot be imported yet: say first which columns hold what.")


class NothingToResume(DomainError):
    message = _("This import was not interrupted: there is nothing to go on with.")


class SignIsUnknown(DomainError):
    message = _("This file does not say which value means “agree”: say whether it is 1 or -1.")


class AnotherConversation(DomainError):
    message = _(
        "The statements of this file have the numbers of others that were already imported here: it is another "
        "conversation. Choose the activity it belongs to."
    )


class StatementsAreMissing(DomainError):
    message = _("None of the statements of this file was imported here: import the file of statements first.")


class ImportTakenOver(RuntimeError):
    """Another worker goes on with this import: this one stops, and changes nothing."""
