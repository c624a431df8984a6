"""The limited child: what it may not do, and what its parent believes."""

import pickle

import numpy as np
import pytest

from polyphonie.compute import ChildFailed, run_limited
from polyphonie.compute.results import UntrustedAnswerError, dumps, loads
from polyphonie.formats import FormatError, open_tables, read_file
from tests.compute import tasks
from tests.formats.files import POLIS_VOTES, hostile_xlsx, write_csv


def test_the_child_gives_what_the_function_returns():
    assert run_limited(tasks.double, 21) == 42


@pytest.mark.parametrize(
    ("function", "limits", "reason"),
    [
        (tasks.exhaust_memory, {}, "memory"),
        (tasks.exhaust_time, {"cpu_seconds": 1}, "time"),
        (tasks.sleep_long, {"wall_seconds": 2}, "time"),
        (tasks.die, {}, "crash"),
        (tasks.stumble, {}, "crash"),
    ],
)
def test_a_child_that_fails_says_why(function, limits, reason):
    with pytest.raises(ChildFailed) as caught:
        run_limited(function, **limits)
    assert caught.value.reason == reason


def test_an_error_of_ours_comes_back_whole():
    with pytest.raises(FormatError) as caught:
        run_limited(tasks.refuse)
    assert (caught.value.code, caught.value.file) == ("empty_file", "a.csv")


def test_the_child_can_write_no_file(tmp_path):
    with pytest.raises(ChildFailed):
        run_limited(tasks.write_something, str(tmp_path / "a"))
    assert not (tmp_path / "a").exists() or not (tmp_path / "a").read_text()


def test_the_child_can_open_few_files():
    with pytest.raises(ChildFailed):
        run_limited(tasks.open_many)


def test_the_child_knows_no_secret(monkeypatch):
    monkeypatch.setenv("POLYPHONIE_SECRET_KEY", "secret")
    monkeypatch.setenv("DATABASE_URL", "postgres://secret")
    assert "secret" not in repr(run_limited(tasks.environment))


def test_the_parent_builds_nothing_that_a_reader_does_not_return():
    with pytest.raises(ChildFailed):
        run_limited(tasks.set_a_trap)
    for value in (tasks.Trap(), exec, print):
        with pytest.raises(UntrustedAnswerError):
            loads(pickle.dumps(value))
    with pytest.raises(UntrustedAnswerError):
        loads(b"\x80\x04cpolyphonie.compute.limited\nsubprocess.run\n.")


def test_arrays_and_plain_values_pass():
    value = {"a": np.arange(3), "b": (1, "x", None, 2.5)}
    assert repr(loads(dumps(value))) == repr(value)


def test_a_file_is_read_by_the_child_as_it_is_here(tmp_path):
    path = write_csv(tmp_path / "votes.csv", POLIS_VOTES)
    there, here = run_limited(read_file, str(path)), read_file(path)
    assert (there.digest, there.n_rows, there.refused) == (here.digest, here.n_rows, here.refused)
    assert there.votes.value.tolist() == here.votes.value.tolist()


def test_a_hostile_workbook_costs_the_parent_nothing(tmp_path):
    sheet = '<worksheet><sheetData><row r="1048576"><c r="XFD1048576"><v>1</v></c></row></sheetData></worksheet>'
    with pytest.raises(FormatError) as caught:
        run_limited(open_tables, str(hostile_xlsx(tmp_path / "a.xlsx", sheet)))
    assert caught.value.code == "too_many_cells"
