"""Which encoding a text is in, decided on all of its bytes as they pass."""

import codecs

from polyphonie.formats.errors import FormatError

BYTE_ORDER_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
ASCII = bytes(range(128))
# Bytes that are no letter of Windows-1252.
NOT_WINDOWS = b"\x81\x8d\x8f\x90\x9d"
SAMPLE_BYTES = 2000


def byte_order_mark(beginning: bytes) -> tuple[bytes, str]:
    """Give the byte order mark and the encoding that it tells, or nothing."""
    return next((pair for pair in BYTE_ORDER_MARKS if beginning.startswith(pair[0])), (b"", ""))


def wide_encoding(beginning: bytes) -> str:
    """Tell UTF-16 without a mark: every second byte of a table in a European language is zero."""
    sample = beginning[:SAMPLE_BYTES]
    if len(sample) < 4:
        return ""
    half = len(sample) // 2
    zeros_even, zeros_odd = sample[0::2].count(0), sample[1::2].count(0)
    if zeros_odd > 0.7 * half and zeros_even < 0.1 * half:
        return "utf-16-le"
    if zeros_even > 0.7 * half and zeros_odd < 0.1 * half:
        return "utf-16-be"
    return ""


class Wide:
    """A text of two or four bytes a letter: it is that, or nothing."""

    def __init__(self, encoding: str, *, file: str) -> None:
        self.file = file
        self._encoding = encoding
        self._decoder = codecs.getincrementaldecoder(encoding)()

    def add(self, piece: bytes, *, is_end: bool = False) -> None:
        """Take the next piece; refuse what is no text."""
        try:
            text = self._decoder.decode(piece, is_end)
        except UnicodeDecodeError:
            raise FormatError("not_text", file=self.file) from None
        if "\x00" in text:
            raise FormatError("not_text", file=self.file)

    def encoding(self, *, is_cut: bool) -> str:
        """Close the text."""
        if not is_cut:
            self.add(b"", is_end=True)
        return self._encoding


class Encoded:
    """
    UTF-8, unless a byte says that it is not; then Windows-1252, unless other letters are those of UTF-8.

    Half a repair of a file that mixes both would falsify what people wrote: it is refused, with the line where
    the other encoding begins.
    """

    def __init__(self, *, file: str) -> None:
        self.file = file
        self.first_fault = 0
        self.is_windows = True
        self._utf8 = codecs.getincrementaldecoder("utf-8")()
        self._lenient: codecs.IncrementalDecoder | None = None
        self._n_lines = 0
        self._n_high_bytes = 0
        self._n_letters = 0

    def add(self, piece: bytes, *, is_end: bool = False) -> None:
        """Take the next piece; refuse NUL bytes."""
        if b"\x00" in piece:
            raise FormatError("not_text", file=self.file)
        if piece.isascii() and not is_end and not self._utf8.getstate()[0]:
            self._n_lines += piece.count(b"\n")
            return
        n_low = len(piece) - len(piece.translate(None, ASCII))
        self._n_high_bytes += len(piece) - n_low
        self.is_windows = self.is_windows and not any(byte in piece for byte in NOT_WINDOWS)
        self._n_letters += len(self._decoded(piece, is_end=is_end)) - n_low
        self._n_lines += piece.count(b"\n")

    def _decoded(self, piece: bytes, *, is_end: bool) -> str:
        if self._lenient is None:
            pending = self._utf8.getstate()[0]
            try:
                return self._utf8.decode(piece, is_end)
            except UnicodeDecodeError as error:
                self.first_fault = self._n_lines + 1 + (pending + piece).count(b"\n", 0, error.start)
                self._lenient = codecs.getincrementaldecoder("utf-8")(errors="ignore")
                self._utf8.reset()
                piece = pending + piece
        return self._lenient.decode(piece, is_end)

    def encoding(self, *, is_cut: bool) -> str:
        """
        Close the text, and decide.

        A few pairs of Windows-1252 letters, such as "É…", happen to be valid UTF-8: they are few among many.
        """
        if not is_cut:
            self.add(b"", is_end=True)
        if self._lenient is None:
            return "utf-8"
        n_foreign = self._n_high_bytes - 2 * self._n_letters
        if self._n_letters >= 2 and 10 * self._n_letters >= n_foreign:
            raise FormatError("mixed_encodings", file=self.file, row=self.first_fault)
        if not self.is_windows:
            raise FormatError("not_text", file=self.file)
        return "cp1252"
