"""The themes that come with Polyphonie, in each language of the site: a first version, to be edited."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib import resources

from polyphonie.ideas.theme_records import WrittenTheme

LANGUAGES = ("fr", "en")


@cache
def shipped_themes(language: str) -> tuple[WrittenTheme, ...]:
    """Read the themes in that language; in French where there are none."""
    known = language if language in LANGUAGES else LANGUAGES[0]
    path = resources.files("polyphonie.ideas") / "data" / f"themes.{known}.toml"
    content = tomllib.loads(path.read_text(encoding="utf-8"))
    return tuple(WrittenTheme(**entry) for entry in content["themes"])
