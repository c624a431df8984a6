"""The corpus of hostile files: none stops its reader's parent, and each is answered by a sentence that says why."""

import resource
import time

import pytest

from polyphonie.compute import ChildFailed, run_limited
from polyphonie.formats import FormatError, ReadOptions, is_bundle
from polyphonie.imports.services.reading import look_into
from tests.formats.hostile import archives, disguises, documents, markup, objects, separated, workbook_cells, workbooks
from tests.formats.hostile.judging import STEMS, complaints, look_at_each

CLASSES = (workbooks, workbook_cells, archives, markup, documents, separated, objects, disguises)
CORPUS = [file for module in CLASSES for file in module.FILES]
NAMES = {file.id: f"{STEMS[place % len(STEMS)]}{file.name}" for place, file in enumerate(CORPUS)}
LETHAL = [file for file in CORPUS if file.is_lethal]
MOST_KILOBYTES = 1_300_000
MOST_SECONDS = 60


def test_the_corpus_is_large_and_each_file_has_a_name_of_its_own():
    assert len({file.id for file in CORPUS}) == len(CORPUS) >= 500


def looked_into(path, name):
    try:
        return look_into(path, ReadOptions(file_name=name))
    except FormatError as error:
        return error


def looked_into_together(asked):
    """Look at several files in one child; where one of them kills it, at each in a child of its own."""
    try:
        return run_limited(look_at_each, [(str(path), ReadOptions(file_name=name)) for path, name in asked])
    except ChildFailed:
        return [looked_into(path, name) for path, name in asked]


@pytest.mark.parametrize("module", CLASSES, ids=lambda module: module.__name__.rpartition(".")[2])
def test_each_file_of_a_class_is_answered_by_one_clear_sentence(tmp_path, module):
    files = [file for file in module.FILES if not file.is_lethal]
    asked = [(file.made_in(tmp_path), NAMES[file.id]) for file in files]
    outcomes = looked_into_together(asked)
    found = {
        file.id: wrong
        for file, outcome in zip(files, outcomes, strict=True)
        if (wrong := complaints(file, NAMES[file.id], outcome))
    }
    assert found == {}


@pytest.mark.parametrize("file", LETHAL, ids=lambda file: file.id)
def test_a_file_that_kills_its_reader_is_answered_in_time_and_within_memory(tmp_path, file):
    path = file.made_in(tmp_path)
    before, start = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss, time.monotonic()
    outcome = looked_into(path, NAMES[file.id])
    assert complaints(file, NAMES[file.id], outcome) == []
    assert time.monotonic() - start < MOST_SECONDS
    assert resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss <= max(before, MOST_KILOBYTES)


@pytest.mark.parametrize("file", [file for file in CORPUS if file.place], ids=lambda file: file.id)
def test_what_is_no_file_is_never_waited_for_by_whoever_asks_whether_it_is_a_bundle(tmp_path, file):
    path = file.made_in(tmp_path)
    assert is_bundle(path) == ("folder" in file.id)
