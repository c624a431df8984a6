from django.utils.translation import gettext_lazy as _

from polyphonie.core.errors import DomainError


class UnknownFormat(DomainError):
    """There is no such format."""

    message = _("There is no such format. Choose one of those that are listed.")


class NoRoomLeft(DomainError):
    """The files of an export could not be written."""

    message = _("There is not enough room left to write these files. Make some, then try again.")
