"""Imports read in this process in most tests, which is quicker."""

import pytest


def _here(function, *args, memory_bytes, **limits):
    assert memory_bytes >= 1024**3
    return function(*args)


@pytest.fixture(autouse=True)
def in_this_process(monkeypatch, request):
    """Read in this process, unless the test is about the limited child."""
    if "limited_child" not in request.node.name:
        monkeypatch.setattr("polyphonie.imports.services.reading.run_limited", _here)
        monkeypatch.setattr("polyphonie.imports.services.reading.stream_limited", _here)
