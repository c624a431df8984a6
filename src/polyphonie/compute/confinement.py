"""
What a reader of files never needs: the network, other programs, writing. Given up for good.

An audit hook of Python cannot be taken back: whatever a hostile file makes a reader do, it neither calls
anybody, nor starts a program, nor touches another file.
"""

import os
import sys

REFUSED_EVENTS = frozenset(
    {
        "subprocess.Popen", "os.system", "os.exec", "os.fork", "os.forkpty", "os.posix_spawn", "os.spawn", "pty.spawn",
        "os.kill", "os.killpg", "os.remove", "os.rename", "os.rmdir", "os.mkdir", "os.link", "os.symlink",
        "os.truncate", "os.chmod", "os.chown", "os.lchown", "os.chflags", "os.utime", "os.setxattr", "os.removexattr",
        "ctypes.dlopen", "sqlite3.connect",
    }
)  # fmt: skip
REFUSED_FAMILIES = ("socket.", "shutil.", "tempfile.", "ftplib.", "http.", "urllib.", "smtplib.", "webbrowser.")
WRITING_FLAGS = os.O_WRONLY | os.O_RDWR | os.O_APPEND | os.O_CREAT | os.O_TRUNC
WRITING_MODES = frozenset("wax+")


class Confined(PermissionError):
    """A reader tried what no reader needs."""


def confine() -> None:
    """Refuse the network, other programs and writing, from now on and until the process ends."""
    sys.dont_write_bytecode = True
    sys.addaudithook(_refuse)


def _refuse(event: str, args: tuple[object, ...]) -> None:
    if event in REFUSED_EVENTS or event.startswith(REFUSED_FAMILIES) or (event == "open" and _writes(args)):
        raise Confined(event)


def _writes(args: tuple[object, ...]) -> bool:
    """Tell whether a file is opened to be written: the second argument is a mode, or the third holds flags."""
    _, mode, flags = args
    if isinstance(mode, str):
        return not WRITING_MODES.isdisjoint(mode)
    return isinstance(flags, int) and bool(flags & WRITING_FLAGS)
