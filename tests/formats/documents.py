"""Office documents made by hand: true ones, and ones that lie."""

import io
import struct
import zipfile

WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
OPEN_TEXT = "application/vnd.oasis.opendocument.text"


def archive(members, *, comment=b""):
    """A zip of these members, in this order."""
    kept = io.BytesIO()
    with zipfile.ZipFile(kept, "w", zipfile.ZIP_DEFLATED) as written:
        for name, content in members.items():
            written.writestr(name, content)
        written.comment = comment
    return kept.getvalue()


def docx(*, main=f"{WORD}.main+xml", more=None):
    types = f'<Types><Override PartName="/word/document.xml" ContentType="{main}"/></Types>'
    return archive({"[Content_Types].xml": types, "word/document.xml": "<document/>", **(more or {})})


def odt(*, kind=OPEN_TEXT, more=None):
    return archive({"mimetype": kind, "content.xml": "<document/>", **(more or {})})


def with_directory_of(size):
    """An archive that says that its table of contents is that long."""
    content = bytearray(docx())
    struct.pack_into("<L", content, content.rfind(b"PK\x05\x06") + 12, size)
    return bytes(content)


def with_newer_directory_of(size):
    """An archive whose old record is honest, and whose newer one, which wins, tells another length."""
    content = docx()
    end = content.rfind(b"PK\x05\x06")
    n_members, length, start = struct.unpack_from("<HLL", content, end + 10)
    newer = struct.pack("<4sQ2H2L4Q", b"PK\x06\x06", 44, 45, 45, 0, 0, n_members, n_members, size or length, start)
    return content[:end] + newer + struct.pack("<4sLQL", b"PK\x06\x07", 0, end, 1) + content[end:]
