import re
from xml.etree import ElementTree

import pytest

from polyphonie.drawing.stave import Stance, StaveVoice, Texture, describe_stave, draw_stave

CARRIES, DISSENTS, DIVIDED, SILENT = Stance.CARRIES, Stance.DISSENTS, Stance.DIVIDED, Stance.SILENT


def _voices(*stances):
    return [StaveVoice(f"Voice {position}", stance, position) for position, stance in enumerate(stances)]


def _paths(svg):
    return [element for element in ElementTree.fromstring(svg).iter() if element.tag == "path"]


@pytest.mark.parametrize(
    ("stances", "texture"),
    [
        ((CARRIES, CARRIES, SILENT), Texture.UNISON),
        ((CARRIES, SILENT, SILENT), Texture.SOLO),
        ((CARRIES, CARRIES, DISSENTS), Texture.COUNTERPOINT),
        ((DIVIDED, SILENT), Texture.COUNTERPOINT),
        ((DISSENTS,), Texture.COUNTERPOINT),
        ((SILENT, SILENT), Texture.SILENCE),
        ((), Texture.SILENCE),
    ],
)
def test_the_texture_says_what_the_notes_show(stances, texture):
    assert describe_stave(_voices(*stances)).texture is texture


def test_the_description_keeps_every_voice_in_its_order():
    description = describe_stave(_voices(CARRIES, SILENT, DISSENTS))
    assert [row.label for row in description.rows] == ["Voice 0", "Voice 1", "Voice 2"]
    assert (description.n_carrying, description.n_dissenting, description.n_voices) == (1, 1, 3)


def test_the_drawing_is_a_titled_image_of_a_few_hundred_bytes():
    svg = draw_stave(_voices(CARRIES, CARRIES, DISSENTS, SILENT, DIVIDED), title="Counterpoint")
    root = ElementTree.fromstring(svg)
    assert root.get("role") == "img"
    assert root[0].tag == "title"
    assert root[0].text == "Counterpoint"
    assert len(svg.encode()) < 800


def test_each_carrying_voice_has_a_filled_note_and_each_dissenting_one_a_hollow_note():
    lines, filled, hollow = _paths(draw_stave(_voices(CARRIES, SILENT, DIVIDED, DISSENTS), title="x"))
    assert lines.get("d").count("h56") == 4
    assert filled.get("fill") == "currentColor"
    assert filled.get("d").count("M") == 2
    assert hollow.get("fill") == "none"
    assert hollow.get("d").count("M") == 2


def test_a_silent_stave_has_lines_and_no_note():
    assert len(_paths(draw_stave(_voices(SILENT, SILENT), title="x"))) == 1


def test_words_given_to_the_drawing_are_escaped():
    assert "<script>" not in draw_stave(_voices(CARRIES), title="<script>alert(1)</script>")


def test_a_strict_content_policy_lets_the_drawing_through():
    assert not re.search(r"style=|<style|<script|href=", draw_stave(_voices(CARRIES, DISSENTS), title="x"))


def test_an_unknown_stance_is_refused():
    with pytest.raises(ValueError, match="shouts"):
        describe_stave([StaveVoice("Voice", "shouts")])
