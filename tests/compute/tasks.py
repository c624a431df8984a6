"""What the limited child is asked to do in tests: it can only import functions by their names."""

import ctypes
import os
import sys
import time
from pathlib import Path

from polyphonie.formats import FormatError

# As a library written in another language would have it: before the child binds itself.
LIBC = ctypes.CDLL(None)


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


def count(number):
    for value in range(number):
        yield {"value": value, "bytes": b"\x00" * 10}


def count_then(number, failure):
    yield from range(number)
    {"refuse": refuse, "stumble": stumble, "die": die, "memory": exhaust_memory, "time": exhaust_time}[failure]()


def big_pieces(number, size):
    for _ in range(number):
        yield b"x" * size


def talk_much():
    for _ in range(1000):
        print("a library that talks " * 20, flush=True)
    yield "done"


def call(name, *args):
    """Call what its name says, such as `socket.create_connection`."""
    module, _, function = name.rpartition(".")
    return repr(getattr(__import__(module, fromlist=[function]), function)(*args))


def open_to_write(path, mode):
    with Path(path).open(mode):
        return "opened"


def ask_the_kernel_for_a_socket():
    return LIBC.socket(2, 1, 0)


def ask_the_kernel_for_a_program():
    return LIBC.execv(b"/bin/true", (ctypes.c_char_p * 2)(b"true", None))
