"""Every sentence is in French, compiled, and set as French is set."""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.architecture.catalogues import expected_compiled, read_catalogue, read_compiled

PACKAGE = Path(__file__).resolve().parents[2] / "src" / "polyphonie"
CATALOGUES = sorted(PACKAGE.glob("*/locale/fr/LC_MESSAGES/django.po"))
each_catalogue = pytest.mark.parametrize("path", CATALOGUES, ids=lambda path: path.parents[3].name)

# A space that does not break stands before these, and inside guillemets.
_BREAKING = re.compile(
    r"(?<![\s\xa0\u202f])[?!;](?=\s|$)|[^\S\xa0\u202f][?!;:»]|(?<=[A-Za-zé)»]):(?=\s)|«[^\xa0\u202f]"
)
_CODE = re.compile(r"<[^>]*>|&\w+;|%\(\w+\)[sd]|https?:\S+|\b[\w.]+\(\)")


@each_catalogue
def test_every_sentence_is_translated(path):
    assert [entry.msgid for entry in read_catalogue(path) if not entry.is_translated] == []


@each_catalogue
def test_the_compiled_catalogue_is_up_to_date(path):
    assert read_compiled(path.with_suffix(".mo")) == expected_compiled(read_catalogue(path))


@each_catalogue
def test_french_is_set_as_french_is(path):
    wrong = []
    for entry in read_catalogue(path):
        for text in entry.translations:
            bare = _CODE.sub("x", text)
            if "'" in bare or '"' in bare or "..." in bare or _BREAKING.search(bare):
                wrong.append(text)
    assert wrong == []


@each_catalogue
def test_names_inside_sentences_are_kept(path):
    names = re.compile(r"%\((\w+)\)")
    changed = [
        entry.msgid
        for entry in read_catalogue(path)
        if not entry.plural and set(names.findall(entry.msgid)) != set(names.findall(entry.translations[0]))
    ]
    assert changed == []


def test_every_sentence_of_the_code_is_in_a_catalogue(tmp_path):
    if shutil.which("xgettext") is None:
        pytest.skip("gettext is not installed: the sentences of the code cannot be gathered")
    copy = tmp_path / "polyphonie"
    shutil.copytree(PACKAGE, copy, ignore=shutil.ignore_patterns("__pycache__", "static", "files", "data"))
    (copy / "locale").mkdir()
    environment = {**os.environ, "DJANGO_SETTINGS_MODULE": "tests.settings", "PYTHONPATH": str(PACKAGE.parents[1])}
    command = [sys.executable, "-m", "django", "makemessages", "-l", "fr", "--no-location", "--no-obsolete"]
    subprocess.run(command, cwd=copy, env=environment, check=True, capture_output=True, timeout=120)
    missing = {}
    for gathered in copy.glob("**/locale/fr/LC_MESSAGES/django.po"):
        app = gathered.relative_to(copy).parts[0]
        kept = PACKAGE / gathered.relative_to(copy)
        known = {(entry.context, entry.msgid) for entry in read_catalogue(kept)} if kept.exists() else set()
        found = [one.msgid for one in read_catalogue(gathered) if (one.context, one.msgid) not in known]
        if found:
            missing[app] = found
    assert missing == {}
