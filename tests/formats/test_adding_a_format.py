"""The page that shows how to add a format shows a reader that exists, and its test."""

import re
from pathlib import Path

import pytest

from polyphonie.formats import tools

ROOT = Path(__file__).resolve().parents[2]
READER = Path(tools.__file__).with_name("jigsaw.py")
TEST = ROOT / "tests" / "formats" / "tools" / "test_jigsaw.py"
PAGES = sorted((ROOT / "docs" / "howto").glob("add-a-format.*.md"))


@pytest.fixture(params=PAGES, ids=lambda path: path.name)
def page(request):
    return request.param.read_text(encoding="utf-8")


def test_the_page_is_in_both_languages():
    assert [path.name for path in PAGES] == ["add-a-format.en.md", "add-a-format.fr.md"]


def test_the_page_shows_a_whole_reader_and_its_test_as_they_are(page):
    """Where it does not: copy them again into both pages."""
    reader, test = re.findall(r"```python\n(.*?)```", page, re.DOTALL)
    assert reader == READER.read_text(encoding="utf-8")
    assert test in TEST.read_text(encoding="utf-8")


def test_no_reader_is_smaller():
    readers = [path for path in READER.parent.glob("*.py") if "READERS = " in path.read_text(encoding="utf-8")]
    assert min(readers, key=lambda path: len(path.read_text(encoding="utf-8").splitlines())) == READER


def test_each_file_that_the_page_names_exists(page):
    package = READER.parents[2]
    folders = [ROOT, ROOT / "docs" / "howto", package, package / "formats", READER.parent]
    named = [link or name for link, name in re.findall(r"\]\(([^)#]+)\)|`([\w/.-]+\.(?:py|po))`", page)]
    assert [name for name in named if not any((folder / name).exists() for folder in folders)] == []
