"""What cannot be done with forms and grids, said to the person concerned."""

from __future__ import annotations

from collections.abc import Sequence

from django.utils.translation import gettext_lazy as _

from polyphonie.core.errors import DomainError
from polyphonie.info_grids.values import Missing


class NoFormInForce(DomainError):
    message = _("The form of the grid is not published yet: the national team is preparing it.")


class TerritoryHasLeft(DomainError):
    message = _("This territory has withdrawn from the campaign: its grid can be read, and no longer changes.")


class GridIsBeingReviewed(DomainError):
    message = _("This grid is submitted and being reviewed. To change it, take it back first.")


class GridIsPublished(DomainError):
    message = _("This grid is published. To change it, start a correction first: what is published stays as it is.")


class GridIsNotSubmitted(DomainError):
    message = _("This grid is not under review: the territory is still filling it, or it is already published.")


class GridIsIncomplete(DomainError):
    """Required fields have neither an answer nor a note; `missing` lists them."""

    message = _("This grid cannot be submitted yet: see what is missing below.")

    def __init__(self, missing: Sequence[Missing]) -> None:
        super().__init__()
        self.missing = list(missing)


class CommentIsNeeded(DomainError):
    message = _("Say what is to be changed: write a comment on a field or on the whole grid before returning it.")


class NothingHasChanged(DomainError):
    message = _("Nothing has changed since the version that is published: there is no new version to publish.")


class FormIsPublished(DomainError):
    message = _("This version of the form is published and no longer changes. Prepare a new version.")


class FormChangedMeanwhile(DomainError):
    message = _("Somebody else changed this meanwhile. Here is how it is now; make your change again.")


class FormPartIsGone(DomainError):
    message = _("Somebody else removed this meanwhile.")


class ChangeNoteIsNeeded(DomainError):
    message = _("Say what changed since the version before: territories that fill the grid will read it.")


class NoDraft(DomainError):
    message = _("No version of the form is being prepared. Start one.")


class AlreadyOnThisForm(DomainError):
    message = _("This grid already follows the form in force.")
