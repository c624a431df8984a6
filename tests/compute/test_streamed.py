"""The limited child that gives its items one by one."""

import time

import pytest

from polyphonie.compute import ChildFailed, stream_limited
from polyphonie.compute.frames import Frames, frame
from polyphonie.compute.limited import _Child
from polyphonie.compute.results import UntrustedAnswerError
from polyphonie.formats import FormatError
from tests.compute import tasks


def test_the_items_come_in_their_order():
    assert [item["value"] for item in stream_limited(tasks.count, 500)] == list(range(500))


def test_a_stream_may_be_empty():
    assert list(stream_limited(tasks.count, 0)) == []


def test_pieces_larger_than_a_pipe_pass_whole():
    assert [len(piece) for piece in stream_limited(tasks.big_pieces, 3, 5_000_000)] == [5_000_000] * 3


def test_an_error_of_ours_comes_after_the_items_made_before_it():
    stream = stream_limited(tasks.count_then, 3, "refuse")
    assert [next(stream) for _ in range(3)] == [0, 1, 2]
    with pytest.raises(FormatError, match="empty"):
        next(stream)


@pytest.mark.parametrize(
    ("failure", "reason"), [("stumble", "crash"), ("die", "crash"), ("memory", "memory"), ("time", "time")]
)
def test_a_stream_that_fails_says_why(failure, reason):
    with pytest.raises(ChildFailed) as caught:
        list(stream_limited(tasks.count_then, 3, failure, cpu_seconds=1))
    assert caught.value.reason == reason


def test_a_child_that_sleeps_is_not_waited_for_longer_than_said():
    with pytest.raises(ChildFailed) as caught:
        list(stream_limited(tasks.sleep_long, wall_seconds=1))
    assert caught.value.reason == "time"


def test_the_time_of_who_takes_the_items_is_not_the_child_s():
    stream = stream_limited(tasks.big_pieces, 4, 3_000_000, wall_seconds=2)
    next(stream)
    time.sleep(2.2)
    assert len(list(stream)) == 3


def test_the_child_ends_when_nobody_listens(monkeypatch):
    children = []
    end = _Child.end
    monkeypatch.setattr(_Child, "end", lambda self: (children.append(self), end(self)))
    stream = stream_limited(tasks.big_pieces, 1000, 1_000_000)
    next(stream)
    stream.close()
    assert [child.process.poll() is not None for child in children] == [True]


def test_a_library_that_talks_much_blocks_nothing():
    assert list(stream_limited(tasks.talk_much)) == ["done"]


@pytest.mark.parametrize("size", [1, 3, 8, 9, 1000])
def test_frames_are_put_together_however_the_pipe_cuts_them(size):
    written = frame(b"") + frame(b"abc") + frame(b"x" * 300)
    frames = Frames()
    found = [item for start in range(0, len(written), size) for item in frames.feed(written[start : start + size])]
    assert found == [b"", b"abc", b"x" * 300]
    assert frames.is_empty


def test_a_frame_that_is_announced_beyond_measure_is_refused():
    with pytest.raises(UntrustedAnswerError):
        list(Frames(longest=10).feed(frame(b"x" * 11)))
