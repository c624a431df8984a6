"""The accent of a territory: one color that it chooses, refused where it could not be read."""

from __future__ import annotations

import re
from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from polyphonie.core.errors import DomainError

MINIMUM_CONTRAST = 4.5
"""WCAG 2.1, success criterion 1.4.3, for text of the ordinary size."""

LIGHT_GROUNDS = ("#faf7f0", "#fffdf8", "#f0ebe0")
DARK_GROUNDS = ("#17141b", "#201c26", "#29242f")
"""Paper, raised and sunk, as in tokens.css (a test compares them)."""

_LIGHT_PAPER, _DARK_PAPER = LIGHT_GROUNDS[1], "#1d1229"
_NIGHT_INK = "#ece5d8"
_BLACK = "#000000"
_STEPS = 40


class UnreadableAccentError(DomainError):
    """The color is too pale to be read on paper."""

    message = _("This color is too pale to be read on the page; choose a darker one.")


@dataclass(frozen=True)
class Accent:
    """A territory's accent in both schemes, each with its stronger shade and the ink that is laid over it."""

    light: str
    light_strong: str
    dark: str
    dark_strong: str


def contrast(one: str, other: str) -> float:
    """
    Measure the contrast of two colors written "#rrggbb": from 1 to 21, as WCAG defines it.

    Examples
    --------
    >>> contrast("#000000", "#ffffff")
    21.0
    """
    darker, lighter = sorted((_luminance(one), _luminance(other)))
    return round((lighter + 0.05) / (darker + 0.05), 2)


def accent_from(color: str) -> Accent:
    """
    Make an accent from one color: as it is on paper, drawn towards the ink of night for the dark scheme.

    Raises
    ------
    UnreadableAccentError
        If the color is not "#rrggbb", or stands below 4.5:1 on a ground of the light scheme.
    """
    if not re.fullmatch(r"#[0-9a-fA-F]{6}", color) or not _is_readable(color, LIGHT_GROUNDS):
        raise UnreadableAccentError
    dark = next(
        mixed for step in range(_STEPS + 1) if _is_readable(mixed := _mix(color, _NIGHT_INK, step), DARK_GROUNDS)
    )
    return Accent(
        light=color.lower(),
        light_strong=_mix(color, _BLACK, _STEPS // 4),
        dark=dark,
        dark_strong=_mix(dark, _NIGHT_INK, _STEPS // 4),
    )


def accent_css(accent: Accent) -> str:
    """Write the style sheet of an accent: the same three tokens as tokens.css, in both schemes."""
    light = f"--accent:{accent.light};--accent-strong:{accent.light_strong};--on-accent:{_LIGHT_PAPER}"
    dark = f"--accent:{accent.dark};--accent-strong:{accent.dark_strong};--on-accent:{_DARK_PAPER}"
    return f":root{{{light}}}@media screen and (prefers-color-scheme:dark){{:root{{{dark}}}}}"


def _is_readable(color: str, grounds: tuple[str, ...]) -> bool:
    return all(contrast(color, ground) >= MINIMUM_CONTRAST for ground in grounds)


def _luminance(color: str) -> float:
    red, green, blue = (_linear(channel / 255) for channel in _channels(color))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _linear(channel: float) -> float:
    return channel / 12.92 if channel <= 0.04045 else float(((channel + 0.055) / 1.055) ** 2.4)


def _mix(color: str, other: str, step: int) -> str:
    pairs = zip(_channels(color), _channels(other), strict=True)
    mixed = (round(mine + (theirs - mine) * step / _STEPS) for mine, theirs in pairs)
    return "#" + "".join(f"{channel:02x}" for channel in mixed)


def _channels(color: str) -> tuple[int, int, int]:
    return int(color[1:3], 16), int(color[3:5], 16), int(color[5:7], 16)
