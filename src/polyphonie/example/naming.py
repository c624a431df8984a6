"""The names that an analyst gives to ideas: the machine suggests, a person decides, and both are kept."""

from __future__ import annotations

import tomllib
from pathlib import Path

from django.utils.translation import gettext as _

from polyphonie.accounts.enums import Role
from polyphonie.accounts.models import User
from polyphonie.example.description import FILES
from polyphonie.example.progress import step
from polyphonie.ideas.models import Idea, IdeaRun
from polyphonie.ideas.services import rename_idea


def name_ideas(run: IdeaRun, folder: Path = FILES) -> int:
    """Name the ideas that still bear the suggested name; return how many were."""
    analyst = User.objects.filter(memberships__role=Role.ANALYST, memberships__territory=None).order_by("pk").get()
    content = tomllib.loads((folder / "idea-names.toml").read_text(encoding="utf-8"))
    n_named = 0
    with step(_("Names given to ideas")):
        for entry in content["ideas"]:
            idea = _common_idea(run, entry["anchors"])
            if idea is not None and idea.label == idea.suggested_label:
                rename_idea(idea=idea, label=entry["name"], by=analyst)
                n_named += 1
    return n_named


def _common_idea(run: IdeaRun, anchors: list[str]) -> Idea | None:
    """Find the idea that holds every anchor; none where they are apart: the name would lie."""
    found = [set(run.ideas.filter(readings__contribution__text__contains=anchor)) for anchor in anchors]
    common = set.intersection(*found)
    return common.pop() if len(common) == 1 else None
