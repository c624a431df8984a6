"""The stave beside a sentence: `{% stave voices %}`, or `{% stave_details voices %}` with its table one key away."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import template
from django.utils.functional import Promise
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext, gettext_noop
from django.utils.translation import gettext_lazy as _

from polyphonie.drawing.stave import Stance, StaveDescription, StaveVoice, Texture, describe_stave, draw_stave

register = template.Library()

TEXTURE_LABELS: dict[Texture, Promise] = {
    Texture.UNISON: _("unison"),
    Texture.COUNTERPOINT: _("counterpoint"),
    Texture.SOLO: _("solo"),
    Texture.SILENCE: _("silence"),
}

STANCE_LABELS: dict[Stance, Promise] = {
    Stance.CARRIES: _("carries it"),
    Stance.DISSENTS: _("dissents"),
    Stance.DIVIDED: _("is divided"),
    Stance.SILENT: _("says nothing of it"),
}


@register.simple_tag
def stave(voices: Sequence[StaveVoice]) -> SafeString:
    """Draw the stave alone, for a page that has no room for its table beside it."""
    title = stave_sentence(describe_stave(voices))
    return mark_safe(draw_stave(voices, title=title))  # noqa: S308 - draw_stave escapes all that it is given


@register.simple_tag
def stave_texture(voices: Sequence[StaveVoice]) -> str:
    """Name what the stave shows: unison, counterpoint, solo, silence."""
    return str(TEXTURE_LABELS[describe_stave(voices).texture])


@register.inclusion_tag("core/_stave.html")
def stave_details(voices: Sequence[StaveVoice]) -> dict[str, Any]:
    """Draw the stave as a summary that opens its table."""
    description = describe_stave(voices)
    return {
        "voices": voices,
        "texture": TEXTURE_LABELS[description.texture],
        "rows": [(row.label, STANCE_LABELS[row.stance], row.n) for row in description.rows],
    }


def stave_sentence(description: StaveDescription) -> str:
    """Say a stave in one sentence, with its denominator."""
    counts = {
        "n_carrying": description.n_carrying,
        "n_dissenting": description.n_dissenting,
        "n_voices": description.n_voices,
    }
    return gettext(_SENTENCES[description.texture]) % counts


_SENTENCES: dict[Texture, str] = {
    Texture.UNISON: gettext_noop(
        "Unison: carried by %(n_carrying)s of %(n_voices)s kinds of voices, disputed by none."
    ),
    Texture.COUNTERPOINT: gettext_noop(
        "Counterpoint: carried by %(n_carrying)s of %(n_voices)s kinds of voices, disputed by %(n_dissenting)s."
    ),
    Texture.SOLO: gettext_noop("Solo: carried by only one of %(n_voices)s kinds of voices, disputed by none."),
    Texture.SILENCE: gettext_noop("Silence: carried by none of %(n_voices)s kinds of voices."),
}
