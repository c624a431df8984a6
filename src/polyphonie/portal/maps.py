"""Maps of territories, as drawn by `polyphonie.drawing.france`."""

from __future__ import annotations

from collections.abc import Sequence

from polyphonie.territories.models import Territory


def campaign_map(territories: Sequence[Territory]) -> str:
    """Draw where the territories of a campaign are."""
    return ""


def locator_map(territory: Territory) -> str:
    """Draw where one territory is."""
    return ""
