"""Staves made up to teach how to read one."""

from django.utils.text import capfirst

from polyphonie.drawing.stave import Stance, StaveVoice
from polyphonie.territories.enums import TerritoryKind

_EXAMPLES = (
    (Stance.CARRIES, Stance.CARRIES, Stance.SILENT, Stance.CARRIES, Stance.CARRIES),
    (Stance.CARRIES, Stance.DIVIDED, Stance.SILENT, Stance.DISSENTS, Stance.CARRIES),
    (Stance.SILENT, Stance.SILENT, Stance.CARRIES, Stance.SILENT, Stance.SILENT),
)


def stave_examples() -> list[list[StaveVoice]]:
    """One stave for each texture: unison, counterpoint, solo."""
    labels = [capfirst(str(kind.label)) for kind in TerritoryKind]
    return [[StaveVoice(label, stance) for label, stance in zip(labels, stances, strict=True)] for stances in _EXAMPLES]
