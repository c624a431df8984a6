"""The form that comes with the software: an editable first version, which says so."""

from __future__ import annotations

import json
from functools import cache
from importlib import resources
from typing import Any, cast


@cache
def _text() -> str:
    return (resources.files("polyphonie.info_grids") / "data" / "grid.json").read_text(encoding="utf-8")


def shipped_form() -> dict[str, Any]:
    """Give the plain data of the shipped form; each caller gets its own."""
    return cast(dict[str, Any], json.loads(_text()))
