"""
What the kernel itself refuses to a reader of files: sockets and other programs, whatever code asks for them.

The libraries that cut files are not written in Python, which cannot watch them. Linux lets a process give up system
calls for good (`seccomp`); elsewhere nothing is done here, and the audit hook of `confinement` stands alone.
"""

import ctypes
import platform
import struct
import sys

SET_NO_NEW_PRIVILEGES, SET_SECCOMP, FILTER_MODE = 38, 22, 2
LOAD, JUMP_IF_EQUAL, ANSWER = 0x20, 0x15, 0x06
ALLOWED, REFUSED = 0x7FFF0000, 0x00050000 | 1  # "operation not permitted"
CALL_NUMBER, ARCHITECTURE = 0, 4
# The name of the architecture in the kernel; then socket, socketpair, execve, execveat, ptrace.
CALLS = {
    "x86_64": (0xC000003E, (41, 53, 59, 322, 101)),
    "aarch64": (0xC00000B7, (198, 199, 221, 281, 117)),
}


class _Program(ctypes.Structure):
    _fields_ = [("length", ctypes.c_ushort), ("instructions", ctypes.c_char_p)]


def refuse_system_calls() -> bool:
    """Give up sockets and other programs; tell whether the kernel agreed."""
    if sys.platform != "linux" or platform.machine() not in CALLS:
        return False
    instructions = _instructions(*CALLS[platform.machine()])
    program = _Program(len(instructions) // 8, instructions)
    control = ctypes.CDLL(None).prctl
    control.argtypes = [ctypes.c_int, ctypes.c_ulong, ctypes.c_void_p, ctypes.c_ulong, ctypes.c_ulong]
    if control(SET_NO_NEW_PRIVILEGES, 1, None, 0, 0) != 0:
        return False
    return bool(control(SET_SECCOMP, FILTER_MODE, ctypes.byref(program), 0, 0) == 0)


def _instructions(architecture: int, calls: tuple[int, ...]) -> bytes:
    """Write the filter: another architecture is left alone, the calls that are named are refused, others pass."""
    n_calls = len(calls)
    lines = [
        (LOAD, 0, 0, ARCHITECTURE),
        (JUMP_IF_EQUAL, 0, n_calls + 1, architecture),
        (LOAD, 0, 0, CALL_NUMBER),
        *((JUMP_IF_EQUAL, n_calls - place, 0, call) for place, call in enumerate(calls)),
        (ANSWER, 0, 0, ALLOWED),
        (ANSWER, 0, 0, REFUSED),
    ]
    return b"".join(struct.pack("HBBI", *line) for line in lines)
