"""What the limited child is asked to do in tests: it can only import functions by their names."""

import os
import sys
import time
from pathlib import Path

from polyphonie.formats import FormatError


def double(value):
    print("a library that talks must not spoil the answer")
    return value * 2


def exhaust_memory():
    return len(bytearray(4 * 1024**3))


def exhaust_time():
    while True:
        pass


def sleep_long():
    time.sleep(30)


def die():
    os.abort()


def refuse():
    raise FormatError("empty_file", file="a.csv")


def stumble():
    raise ValueError("not ours")


def write_something(path):
    Path(path).write_text("written")


def open_many():
    return [Path(sys.executable).open("rb") for _ in range(200)]


def environment():
    return dict(os.environ)


class Trap:
    """Its pickle would call something in the parent."""

    def __reduce__(self):
        return os.getcwd, ()


def set_a_trap():
    return Trap()
