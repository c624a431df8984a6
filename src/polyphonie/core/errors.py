"""Errors of the domain: they say what happened and what to do, in the reader's language."""

from django.utils.functional import Promise


class DomainError(Exception):
    """A rule of the domain was broken. `str(error)` is a sentence fit for the person concerned."""

    message: str | Promise = ""

    def __init__(self, message: str | Promise | None = None) -> None:
        super().__init__(message if message is not None else self.message)

    def __str__(self) -> str:
        return str(self.args[0])
