"""What cannot be done with a territory, said to the person concerned."""

from django.utils.translation import gettext_lazy as _

from polyphonie.core.errors import DomainError


class MergesIntoItself(DomainError):
    message = _("A territory cannot merge into itself.")


class AlreadyMerged(DomainError):
    message = _("This territory is already part of another one.")


class SuccessorIsMerged(DomainError):
    message = _("The territory that should take it in is itself part of another one: name that one.")


class NameIsMissing(DomainError):
    message = _("Write the new name.")


class CityIsKnown(DomainError):
    message = _("This city is already among the territories: choose it there.")
