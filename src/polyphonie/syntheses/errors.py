"""What may go wrong with a document, in words for the person who writes it."""

from django.utils.translation import gettext_lazy as _

from polyphonie.core.errors import DomainError


class NoEvidenceError(DomainError):
    message = _("A sentence needs at least one contribution or vote that it rests on, or must be marked as a position.")


class SentenceChangedError(DomainError):
    message = _("Somebody changed this sentence while you were writing. Both texts are below: nothing is lost.")


class NotVerbatimError(DomainError):
    message = _("A quote repeats the words of a contribution exactly. These words are in none of those attached.")


class OutOfScopeError(DomainError):
    message = _("This contribution does not belong to what the document covers.")


class SectionNotEmptyError(DomainError):
    message = _("A section can be removed once it holds no sentence.")


class NothingToDraftError(DomainError):
    message = _("There is nothing to draft yet: import contributions and gather their ideas first.")


class NothingToPublishError(DomainError):
    message = _("This document has no sentence yet: there is nothing to publish.")


class NothingChangedError(DomainError):
    message = _("Nothing has changed since the last published version.")
