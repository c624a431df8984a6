"""What the person who waits is told."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager

import typer
from django.utils.formats import localize

WIDTH = 58


@contextmanager
def step(label: str) -> Iterator[None]:
    """Say what begins, and when it ends how many seconds it took."""
    typer.echo(f"  · {label} ".ljust(WIDTH, "."), nl=False)
    begun = time.perf_counter()
    try:
        yield
    except BaseException:
        typer.echo()
        raise
    typer.echo(f" {localize(round(time.perf_counter() - begun, 1)):>5} s")
