"""Frames on a pipe: a length, then that many bytes, so that a child can answer more than once."""

from collections.abc import Iterator

from polyphonie.compute.results import UntrustedAnswerError

LENGTH_BYTES = 8
LONGEST_FRAME = 1024**3


def frame(payload: bytes) -> bytes:
    """Write what `Frames` reads."""
    return len(payload).to_bytes(LENGTH_BYTES, "big") + payload


class Frames:
    """Frames put together again from what a pipe gives, however it cuts them."""

    def __init__(self, *, longest: int = LONGEST_FRAME) -> None:
        self.longest = longest
        self._kept = bytearray()

    def feed(self, piece: bytes) -> Iterator[bytes]:
        """
        Take a piece of the pipe, and give each frame that it completes.

        Raises
        ------
        UntrustedAnswerError
            If the child announces a frame that is longer than anything it may send.
        """
        self._kept += piece
        while len(self._kept) >= LENGTH_BYTES:
            length = int.from_bytes(self._kept[:LENGTH_BYTES], "big")
            if length > self.longest:
                raise UntrustedAnswerError(f"a frame of {length} bytes")
            if len(self._kept) < LENGTH_BYTES + length:
                return
            payload = bytes(memoryview(self._kept)[LENGTH_BYTES : LENGTH_BYTES + length])
            del self._kept[: LENGTH_BYTES + length]
            yield payload

    @property
    def is_empty(self) -> bool:
        """Whether nothing is left of a frame that was cut."""
        return not self._kept
