"""What can go wrong with an import, in words for the person who brought the file."""

from collections.abc import Sequence

from django.utils.translation import gettext_lazy as _

from polyphonie.core.errors import DomainError
from polyphonie.core.obstacles import Obstacle


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


class DiskIsFull(DomainError):
    message = _(
        "There is no room left on the disk of this site. What was taken is kept; once there is room again, go on with "
        "this import."
    )


class FileWasDeleted(DomainError):
    message = _("This file is no longer kept: its retention date has passed. Bring it again.")


class ImportCannotBeUndone(DomainError):
    """`obstacles` say what rests on what this import brought."""

    message = _("This import cannot be undone: what it brought is used elsewhere.")

    def __init__(self, obstacles: Sequence[Obstacle] = ()) -> None:
        super().__init__()
        self.obstacles = tuple(obstacles)


class NothingToUndo(DomainError):
    message = _("This import brought nothing, or is still under way: there is nothing to undo.")


class ImportTakenOver(RuntimeError):
    """Another worker goes on with this import: this one stops, and changes nothing."""
