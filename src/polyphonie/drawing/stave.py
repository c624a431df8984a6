"""
The stave: which kinds of voices carry a sentence, drawn as music.

One line for each kind of voice, always in the same order: a filled note where that voice carries
the sentence, a hollow one, further right, where it dissents, nothing where it is silent.
Filled notes stand in one column, so that agreement reads as a chord and dissent as a second part.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from html import escape

_GAP = 9
"""Distance between two lines, in pixels."""
_MARGIN = 7
_WIDTH = 56
_CARRIES_X = 19
_DISSENTS_X = 39
_RADII = "5 3.6"


class Stance(StrEnum):
    """What one kind of voice does with a sentence."""

    CARRIES = "carries"
    DISSENTS = "dissents"
    DIVIDED = "divided"
    SILENT = "silent"


class Texture(StrEnum):
    """What the stave shows at a glance."""

    UNISON = "unison"
    COUNTERPOINT = "counterpoint"
    SOLO = "solo"
    SILENCE = "silence"


@dataclass(frozen=True)
class StaveVoice:
    """
    One line of the stave.

    Attributes
    ----------
    label : str
        The kind of voice, as the reader will see it ("Métropoles", "Agents", "Groupe A").
    stance : Stance or str
        "carries", "dissents", "divided" (some carry, some dissent) or "silent".
    n : int or None
        How many voices of this kind took that stance; None where it is withheld or unknown.
    """

    label: str
    stance: Stance | str
    n: int | None = None

    @property
    def carries(self) -> bool:
        """Whether at least one voice of this kind carries the sentence."""
        return self.stance in (Stance.CARRIES, Stance.DIVIDED)

    @property
    def dissents(self) -> bool:
        """Whether at least one voice of this kind dissents."""
        return self.stance in (Stance.DISSENTS, Stance.DIVIDED)


@dataclass(frozen=True)
class StaveRow:
    """One row of the table that says the same as the drawing."""

    label: str
    stance: Stance
    n: int | None


@dataclass(frozen=True)
class StaveDescription:
    """The same as the drawing, for a table and for a sentence."""

    texture: Texture
    rows: tuple[StaveRow, ...]
    n_carrying: int
    n_dissenting: int

    @property
    def n_voices(self) -> int:
        """Number of kinds of voices, silent ones included: the denominator."""
        return len(self.rows)


def describe_stave(voices: Sequence[StaveVoice]) -> StaveDescription:
    """
    Say what a stave shows: its texture and one row for each voice.

    Counterpoint as soon as one kind of voice dissents; otherwise unison where two or more carry the
    sentence, solo where one does, silence where none does. Unison never means that all spoke: the
    number of silent voices stands in the description.

    Examples
    --------
    >>> describe_stave([StaveVoice("Communes", "carries", 3), StaveVoice("Régions", "silent", 0)]).texture.value
    'solo'
    """
    rows = tuple(StaveRow(voice.label, Stance(voice.stance), voice.n) for voice in voices)
    n_carrying = sum(voice.carries for voice in voices)
    n_dissenting = sum(voice.dissents for voice in voices)
    return StaveDescription(_texture(n_carrying, n_dissenting), rows, n_carrying, n_dissenting)


def draw_stave(voices: Sequence[StaveVoice], *, title: str) -> str:
    """
    Draw the stave of one sentence as a small SVG that stands alone.

    Colors come from the page (`currentColor`, and the class `stave-lines`), so the same drawing serves
    the light and dark schemes, paper and the self-contained reports.

    Parameters
    ----------
    voices : sequence of StaveVoice
        One for each kind of voice, in the order of the campaign; the first is the top line.
    title : str
        The sentence that a screen reader says in place of the drawing.

    Returns
    -------
    str
        An `svg` element, escaped, without style or script.
    """
    height = _GAP * max(len(voices) - 1, 0) + 2 * _MARGIN
    carried = "".join(_note(_CARRIES_X, row) for row, voice in enumerate(voices) if voice.carries)
    dissented = "".join(_note(_DISSENTS_X, row) for row, voice in enumerate(voices) if voice.dissents)
    parts = [
        f'<svg class="stave" role="img" width="{_WIDTH}" height="{height}" viewBox="0 0 {_WIDTH} {height}">',
        f"<title>{escape(title)}</title>",
        f'<path class="stave-lines" stroke="#857c70" fill="none" d="{_lines(len(voices))}"/>',
        f'<path fill="currentColor" d="{carried}"/>' if carried else "",
        f'<path fill="none" stroke="currentColor" stroke-width="1.8" d="{dissented}"/>' if dissented else "",
        "</svg>",
    ]
    return "".join(parts)


def _texture(n_carrying: int, n_dissenting: int) -> Texture:
    if n_dissenting:
        return Texture.COUNTERPOINT
    if n_carrying > 1:
        return Texture.UNISON
    return Texture.SOLO if n_carrying else Texture.SILENCE


def _lines(n_voices: int) -> str:
    """Draw the lines, tied at their start by a bar as the parts of a score are."""
    bar = f"M.5 {_MARGIN}v{_GAP * max(n_voices - 1, 0)}"
    return bar + "".join(f"M0 {_height(row)}.5h{_WIDTH}" for row in range(n_voices))


def _note(x: int, row: int) -> str:
    """Draw one note head, leaning as engravers lean it."""
    y = _height(row) + 0.5
    arc = f"a{_RADII} -20 1 0"
    return f"M{x - 5} {y}{arc} 10 0{arc}-10 0z"


def _height(row: int) -> int:
    return _MARGIN + _GAP * row
