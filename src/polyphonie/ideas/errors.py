"""What cannot be done with ideas, said to the person concerned."""

from django.utils.translation import gettext_lazy as _

from polyphonie.core.errors import DomainError


class IdeaMergedIntoItself(DomainError):
    message = _("An idea can only be merged into another idea of the same list.")


class IdeaHoldsNothing(DomainError):
    message = _("This idea holds no contribution any more: there is nothing to decide of it.")


class CodebookRefused(DomainError):
    """A file that is a table, but not a codebook; its text is one sentence for people."""


class CodebookIsPublished(DomainError):
    message = _("This version of the themes is published: it no longer changes. Prepare a new version.")


class CodebookIsEmpty(DomainError):
    message = _("A list of themes needs one theme at least before it is published.")


class CodebookChangeNoteIsMissing(DomainError):
    message = _("Say what changed since the version before: analysts will read this.")


class CodebookIsMissing(DomainError):
    message = _("This campaign has no themes yet: the coordination prepares them first.")


class ThemeHasOthersUnderIt(DomainError):
    message = _("Other themes stand under this one: move or remove them first.")


class ThemeIsUsed(DomainError):
    message = _("Ideas were gathered under this theme: publish this version, then remove the theme from the next one.")


class ThemeCannotStandThere(DomainError):
    message = _("A theme stands under a theme of the first level, of everyone, in the same list.")


class ThemeIsOfEveryone(DomainError):
    message = _("This theme is one of everyone already.")


class TerritoryTakesNoPart(DomainError):
    message = _("Only a territory that takes part in the campaign adds themes of its own.")


class TooManyLocalThemes(DomainError):
    message = _("A territory adds thirty themes of its own at most. Remove one first.")
