"""Figures as typographers set them, in the reader's language."""

from __future__ import annotations

from datetime import date, datetime
from decimal import ROUND_HALF_UP, Decimal

from django import template
from django.utils import timezone
from django.utils.formats import date_format, number_format
from django.utils.translation import get_language, gettext

from polyphonie.analysis.disclosure import is_small

register = template.Library()

_THIN_SPACE = "\u202f"
"""Narrow no-break space: between thousands and before the percent sign, in French."""


@register.filter
def number(value: float | Decimal | str | None, decimals: int = 0) -> str:
    """Write a number: 2300 is "2 300" in French, "2,300" in English. Nothing for what is unknown."""
    if value is None or value == "":
        return ""
    written = number_format(_rounded(value, decimals), decimal_pos=decimals, use_l10n=True, force_grouping=True)
    return written.replace("\xa0", _THIN_SPACE).replace(" ", _THIN_SPACE)


@register.filter
def share(value: float | str | None, decimals: int = 0) -> str:
    """Write a share of [0, 1] as a percentage: 0.87 is "87 %" in French, "87%" in English."""
    if value is None or value == "":
        return ""
    space = "" if (get_language() or "fr").startswith("en") else _THIN_SPACE
    return f"{number(Decimal(str(value)) * 100, decimals)}{space}%"


@register.filter
def full_date(day: date | None) -> str:
    """Write a date in full, as it is read aloud: "1er avril 2026", "April 1, 2026". Nothing for what is unknown."""
    if not day:
        return ""
    local = timezone.localtime(day) if isinstance(day, datetime) and timezone.is_aware(day) else day
    is_french = (get_language() or "fr").startswith("fr")
    written = date_format(local, "j F Y" if is_french else "F j, Y")
    return f"1er{written[1:]}" if is_french and written.startswith("1 ") else written


@register.simple_tag
def public_count(value: int, threshold: int) -> str:
    """Write a count of people by category, or say that it is withheld because it is small."""
    if is_small(value, threshold):
        return gettext("fewer than %(threshold)s") % {"threshold": number(threshold)}
    return number(value)


def _rounded(value: float | Decimal | str, decimals: int) -> Decimal:
    return Decimal(str(value)).quantize(Decimal(1).scaleb(-decimals), rounding=ROUND_HALF_UP)
