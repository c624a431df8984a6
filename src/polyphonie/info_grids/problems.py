"""What is wrong in a form: everything at once, each problem with its place."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from polyphonie.core.errors import DomainError

MAX_PROBLEMS = 100
UNWRITABLE = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff]")
"""Characters that no database keeps, or that mean nothing in a text."""


@dataclass(frozen=True)
class Problem:
    """What is wrong in a form, and where: "a / population" is the field `population` of block `a`."""

    place: str
    sentence: str

    def __str__(self) -> str:
        return f"{self.place}: {self.sentence}" if self.place else self.sentence


class DefinitionRefused(DomainError):
    """A form that cannot be used; `problems` lists everything that is wrong in it."""

    message = _("This form cannot be used as it is.")

    def __init__(self, problems: list[Problem]) -> None:
        super().__init__("\n".join(str(problem) for problem in problems) or self.message)
        self.problems = problems


@dataclass
class Found:
    """Problems found on the way."""

    problems: list[Problem] = field(default_factory=list)

    def say(self, place: str, sentence: str | Promise, **names: object) -> None:
        """Note a problem; past a hundred, nobody reads on."""
        if len(self.problems) < MAX_PROBLEMS:
            self.problems.append(Problem(place, str(sentence) % names if names else str(sentence)))


def cut(value: object) -> str:
    """Write the beginning of anything, so that it may be named in a sentence."""
    return UNWRITABLE.sub("?", str(value))[:80]
