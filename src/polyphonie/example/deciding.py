"""What an analyst decides of ideas: the machine suggests, a person decides, and both are kept."""

from __future__ import annotations

import tomllib
from pathlib import Path

from django.utils.translation import gettext as _

from polyphonie.accounts.enums import Role
from polyphonie.accounts.models import User
from polyphonie.example.description import FILES
from polyphonie.example.progress import step
from polyphonie.ideas.models import Idea, IdeaRun
from polyphonie.ideas.services import hide_idea, rename_idea


def decide_ideas(run: IdeaRun, folder: Path = FILES) -> None:
    """Name ideas, and set aside groups that are none, unless somebody has decided already."""
    content = tomllib.loads((folder / "idea-decisions.toml").read_text(encoding="utf-8"))
    analyst = User.objects.filter(memberships__role=Role.ANALYST, memberships__territory=None).order_by("pk").get()
    with step(_("What an analyst decides of the ideas")):
        for entry in content["named"]:
            for idea in _undecided(run, entry["anchors"]):
                rename_idea(idea=idea, label=entry["name"], by=analyst)
        for entry in content["set_aside"]:
            for idea in _undecided(run, entry["anchors"]):
                hide_idea(idea=idea, hides=True, by=analyst)


def _undecided(run: IdeaRun, anchors: list[str]) -> list[Idea]:
    """Find the idea that holds every anchor; none where they are apart: the decision would lie."""
    found = run.ideas.filter(is_hidden=False, decisions__isnull=True)
    for anchor in anchors:
        found = found.filter(readings__contribution__text__contains=anchor)
    return list(found.distinct())
