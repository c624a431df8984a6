"""From bytes to text, where a file is small enough to be held whole."""

import codecs

from polyphonie.formats.tables.encodings import Encoded, Wide, byte_order_mark, wide_encoding
from polyphonie.formats.tables.sources import Source


def decode(source: Source) -> tuple[str, str]:
    """
    Decode a text file.

    Returns
    -------
    tuple of str
        The text without its byte order mark, and the name of the encoding.

    Raises
    ------
    FormatError
        If the bytes are not text, or mix encodings: half a repair would falsify what people wrote.
    """
    mark, marked = byte_order_mark(source.content)
    wide = marked if marked not in ("", "utf-8") else wide_encoding(source.content)
    decision = Wide(wide, file=source.file) if wide else Encoded(file=source.file)
    content = source.content[len(mark) :]
    decision.add(content)
    encoding = decision.encoding(is_cut=False)
    return codecs.decode(content, encoding), encoding
