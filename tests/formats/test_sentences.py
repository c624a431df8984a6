"""Each sentence of the library is used, has its places, and has its French."""

import re
from pathlib import Path

import pytest
from django.utils.translation import gettext, override

from polyphonie import formats, imports
from polyphonie.formats import SENTENCES, FormatError
from polyphonie.formats.tools import readers
from polyphonie.imports.wording import KINDS, REASONS, name_of, say_reason

PLACES = (Path(formats.__file__).parent, Path(imports.__file__).parent)
SOURCES = "".join(path.read_text() for place in PLACES for path in place.rglob("*.py"))


@pytest.mark.parametrize("code", SENTENCES)
def test_each_sentence_is_said_in_french_with_the_same_places(code):
    with override("fr"):
        french = gettext(SENTENCES[code])
    assert french != SENTENCES[code]
    assert set(re.findall(r"%\((\w+)\)s", french)) == set(re.findall(r"%\((\w+)\)s", SENTENCES[code]))


@pytest.mark.parametrize("code", sorted(set(SENTENCES) - {"needs_memory", "takes_time", "reader_died"}))
def test_each_sentence_is_used(code):
    assert SOURCES.count(f'"{code}"') >= 2


def test_what_a_file_is_is_translated_too():
    with override("fr"):
        said = FormatError("not_a_table", file="a.csv", what="an image (PNG)").in_words(gettext)
    assert said.replace("\xa0", " ") == "« a.csv » n’est pas un tableau, mais une image (PNG)."


SAME_IN_BOTH = {"contributions"}


def all_names():
    return {say_reason(code, {}) for code in REASONS} | {str(name) for name in KINDS.values()}


def test_each_reason_and_each_kind_has_its_french():
    with override("fr"):
        french = all_names()
    with override("en"):
        assert french & all_names() <= SAME_IN_BOTH


def test_each_reader_that_is_offered_has_a_name():
    assert all(name_of(reader.tool, kind) for reader in readers() for kind in KINDS)
