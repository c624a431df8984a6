"""What cannot be done with ideas, said to the person concerned."""

from django.utils.translation import gettext_lazy as _

from polyphonie.core.errors import DomainError


class IdeaMergedIntoItself(DomainError):
    message = _("An idea can only be merged into another idea of the same list.")


class IdeaHoldsNothing(DomainError):
    message = _("This idea holds no contribution any more: there is nothing to decide of it.")


class CodebookRefused(DomainError):
    """A file that is a table, but not a codebook; its text is one sentence for people."""
