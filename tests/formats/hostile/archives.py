"""Archives: bombs, names that leave the folder, encryption, lies in headers, damage."""

from __future__ import annotations

import io
import stat
import struct
import warnings
import zipfile
from functools import cache, partial

from tests.formats.hostile.making import (
    MEGABYTE,
    HostileFile,
    lethal,
    odd,
    refused,
    truncated,
    with_flag,
    with_sizes,
    zipped,
)
from tests.formats.hostile.parts import workbook, workbook_parts

TABLE = "id,texte\n1,Un guichet ouvert le samedi.\n2,Dire quand une machine répond.\n"
DAMAGED = ("damaged_archive", "damaged_workbook", "unsafe_archive")
GROWS = ("inflates_too_much",)
UNSAFE = ("damaged_archive", "damaged_workbook", "not_a_table", "unsafe_archive", "unsafe_archive")


def links(target: str) -> bytes:
    """An archive whose only member is a symbolic link."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        member = zipfile.ZipInfo("votes.csv")
        member.create_system = 3
        member.external_attr = (stat.S_IFLNK | 0o777) << 16
        archive.writestr(member, target)
    return stream.getvalue()


def device() -> bytes:
    """An archive whose only member says that it is a device."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        member = zipfile.ZipInfo("votes.csv")
        member.create_system = 3
        member.external_attr = (stat.S_IFCHR | 0o666) << 16
        archive.writestr(member, TABLE)
    return stream.getvalue()


def doubled(base: dict[str, bytes | str], name: str, *contents: str) -> bytes:
    """An archive with several members of one name."""
    stream = io.BytesIO()
    with warnings.catch_warnings(), zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        warnings.simplefilter("ignore")
        for member, content in base.items():
            archive.writestr(member, content)
        for content in contents:
            archive.writestr(name, content)
    return stream.getvalue()


@cache
def flat_bomb(n_megabytes: int) -> bytes:
    """One member of zeros."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive, archive.open("votes.csv", "w") as member:
        member.write(b"id,texte\n")
        for _ in range(n_megabytes):
            member.write(b"0" * MEGABYTE)
    return stream.getvalue()


def overlapping(n_members: int) -> bytes:
    """One compressed kernel that every entry of the directory points to: no ratio of one member tells it."""
    kernel = flat_bomb(8)
    local = kernel[: kernel.find(b"PK\x01\x02")]
    entry = kernel[kernel.find(b"PK\x01\x02") : kernel.find(b"PK\x05\x06")]
    (length,) = struct.unpack_from("<H", entry, 28)
    entries = b"".join(
        entry[:46] + f"votes{n:04}.csv".encode()[:length].ljust(length, b"_") + entry[46 + length :]
        for n in range(n_members)
    )
    end = struct.pack("<4s4H2LH", b"PK\x05\x06", 0, 0, n_members, n_members, len(entries), len(local), 0)
    return local + entries + end


def names_by_the_million(n_members: int) -> bytes:
    """A table of contents of a hundred megabytes, once read, that names one member again and again."""
    whole = one()
    local, entry = whole[: whole.find(b"PK\x01\x02")], whole[whole.find(b"PK\x01\x02") : whole.find(b"PK\x05\x06")]
    end = struct.pack("<4s4H2LH", b"PK\x05\x06", 0, 0, 0xFFFF, 0xFFFF, len(entry) * n_members, len(local), 0)
    return local + entry * n_members + end


def nested(depth: int) -> bytes:
    """Archives in an archive, ten in each."""
    content = flat_bomb(16)
    for _ in range(depth):
        content = zipped({f"votes{n}.zip": content for n in range(10)})
    return content


def looped() -> bytes:
    """An archive whose member is the archive itself, as far as its header goes."""
    outer = zipped({"moi.zip": b""})
    return zipped({"moi.zip": outer, "encore.zip": outer * 3}, method=zipfile.ZIP_STORED)


def patched(archive: bytes, signature: bytes, offset: int, form: str, value: int) -> bytes:
    """Change a field of the first header of a kind."""
    changed = bytearray(archive)
    struct.pack_into(form, changed, changed.find(signature) + offset, value)
    return bytes(changed)


def nameless() -> bytes:
    """An archive whose only member has no name: it stands where a comment would."""
    return patched(patched(one(), b"PK\x01\x02", 28, "<H", 0), b"PK\x01\x02", 32, "<H", len("contributions.csv"))


def corrupted(archive: bytes) -> bytes:
    """Turn over the bits of the middle of the first member."""
    changed = bytearray(archive)
    for place in range(60, 80):
        changed[place] ^= 0xFF
    return bytes(changed)


def one() -> bytes:
    """A small archive that holds a table."""
    return zipped({"contributions.csv": TABLE})


def crowd(n_members: int) -> bytes:
    """An archive of very many small files."""
    return zipped({f"{n}.csv": "id,texte\n" for n in range(n_members)}, method=zipfile.ZIP_STORED)


BAD_NAMES = {
    "that climbs": "../../../tmp/contributions.csv",
    "that climbs from within": "a/b/../../../contributions.csv",
    "from the root": "/etc/cron.d/contributions.csv",
    "with backslashes": "..\\..\\contributions.csv",
    "of a drive": "C:\\Windows\\contributions.csv",
    "of a share": "\\\\127.0.0.1\\share\\contributions.csv",
}
ODD_NAMES = {
    "with a terminal escape": "\x1b[2Jcontributions.csv",
    "with a line feed": "a\ncontributions.csv",
    "that turns the text round": "\u202evsc.snoitubirtnoc.csv",
    "that is a script": "<script>alert(1)</script>.csv",
    "of four hundred letters": "n" * 400 + ".csv",
    "of sixty thousand letters": "n" * 60_000 + ".csv",
    "that begins with a dot": ".csv",
    "of one hundred folders": "a/" * 100 + "contributions.csv",
}
BOMBS = (
    refused("hundreds of thousands of names", "votes.zip", partial(names_by_the_million, 300_000), "too_many_files"),
    refused(
        "hundreds of thousands of names in a workbook",
        "notes.xlsx",
        partial(names_by_the_million, 300_000),
        "inflates_too_much",
        "damaged_workbook",
        "needs_memory",
    ),
    refused("a flat bomb of a hundred megabytes", "votes.zip", partial(flat_bomb, 100), *GROWS),
    refused(
        "a flat bomb that says it is small", "votes.zip", lambda: with_sizes(flat_bomb(100), 100), *GROWS, *DAMAGED
    ),
    refused(
        "a flat bomb that says it is empty",
        "votes.zip",
        lambda: with_sizes(flat_bomb(100), 0),
        *GROWS,
        *DAMAGED,
        "empty_file",
        "not_a_table",
    ),
    odd("a small file that says it is huge", "votes.zip", lambda: with_sizes(one(), 0xFFFFFFF0), *GROWS, *DAMAGED),
    lethal("a bomb of overlapping members", "votes.zip", lambda: overlapping(900), *GROWS, *DAMAGED),
    refused(
        "bombs within archives within archives",
        "votes.zip",
        partial(nested, 3),
        *GROWS,
        "not_a_table",
        "nested_archive",
        "several_files",
    ),
    refused(
        "an archive that holds itself",
        "votes.zip",
        looped,
        *GROWS,
        "not_a_table",
        *DAMAGED,
        "several_files",
    ),
    refused(
        "five thousand members",
        "votes.zip",
        partial(crowd, 5_000),
        *GROWS,
        "too_many_files",
    ),
    refused(
        "a workbook with a bomb for an image",
        "notes.xlsx",
        lambda: workbook({"xl/media/image1.png": b"\0" * 100 * MEGABYTE}),
        *GROWS,
    ),
    refused(
        "a workbook with a bomb for a style",
        "notes.xlsx",
        lambda: workbook({"xl/styles.xml": b"<a>" + b" " * 100 * MEGABYTE + b"</a>"}),
        *GROWS,
    ),
    refused(
        "a workbook with two thousand images",
        "notes.xlsx",
        lambda: workbook({f"xl/media/{n}.png": b"" for n in range(2_000)}),
        *GROWS,
    ),
)
NAMES = tuple(
    [
        refused(f"a member {what}", "export.zip", partial(zipped, {name: TABLE}), *UNSAFE)
        for what, name in BAD_NAMES.items()
    ]
    + [
        refused(f"a workbook with a member {what}", "notes.xlsx", partial(workbook, {name: "<a/>"}), *DAMAGED)
        for what, name in BAD_NAMES.items()
    ]
    + [
        odd(f"a member {what}", "export.zip", partial(zipped, {name: TABLE}), *UNSAFE, "empty_file")
        for what, name in ODD_NAMES.items()
    ]
)
LIES = (
    refused("a member without a name", "export.zip", nameless, *UNSAFE),
    refused("a link to a password file", "export.zip", partial(links, "/etc/passwd"), *UNSAFE),
    refused("a link to its own folder", "export.zip", partial(links, "."), *UNSAFE),
    refused("a device", "export.zip", device, *UNSAFE, "read"),
    refused(
        "an archive protected by a password",
        "export.zip",
        lambda: with_flag(one(), 1),
        "encrypted_archive",
        "encrypted_workbook",
        *UNSAFE,
    ),
    refused(
        "a workbook protected as an archive is", "notes.xlsx", lambda: with_flag(workbook(), 1), "encrypted_workbook"
    ),
    odd(
        "two tables of one name", "export.zip", lambda: doubled({}, "votes.csv", TABLE, "id,texte\n3,Autre\n"), *UNSAFE
    ),
    refused(
        "two sheets in one place",
        "notes.xlsx",
        lambda: doubled(dict(workbook_parts()), "xl/worksheets/sheet1.xml", "<a/>"),
        *DAMAGED,
    ),
    refused(
        "two workbooks in one place",
        "notes.xlsx",
        lambda: doubled(dict(workbook_parts()), "xl/workbook.xml", "<a/>"),
        *DAMAGED,
    ),
    refused(
        "a sum that is wrong", "export.zip", lambda: patched(one(), b"PK\x01\x02", 16, "<L", 1), *DAMAGED, "not_a_table"
    ),
    refused(
        "a workbook whose sum is wrong", "notes.xlsx", lambda: patched(workbook(), b"PK\x01\x02", 16, "<L", 1), *DAMAGED
    ),
    refused("bits turned over", "export.zip", lambda: corrupted(one()), *DAMAGED, "not_a_table"),
    refused("a workbook whose bits were turned over", "notes.xlsx", lambda: corrupted(workbook()), *DAMAGED),
    refused(
        "a method of compression that nobody knows",
        "export.zip",
        lambda: patched(one(), b"PK\x01\x02", 10, "<H", 77),
        *DAMAGED,
        "not_a_table",
    ),
    refused(
        "a workbook of an unknown compression",
        "notes.xlsx",
        lambda: patched(workbook(), b"PK\x01\x02", 10, "<H", 77),
        *DAMAGED,
    ),
    refused(
        "a directory that says it is elsewhere",
        "export.zip",
        lambda: patched(one(), b"PK\x05\x06", 16, "<L", 0xFFFFFFF0),
        *DAMAGED,
    ),
    refused(
        "a directory that says it is huge",
        "export.zip",
        lambda: patched(one(), b"PK\x05\x06", 12, "<L", 0xFFFFFFF0),
        *DAMAGED,
        "too_many_files",
    ),
    odd(
        "a directory that says it has no member",
        "export.zip",
        lambda: patched(patched(one(), b"PK\x05\x06", 8, "<H", 0), b"PK\x05\x06", 10, "<H", 0),
        *DAMAGED,
        "empty_file",
        "not_a_table",
    ),
    refused(
        "a member that begins beyond the end",
        "export.zip",
        lambda: patched(one(), b"PK\x01\x02", 42, "<L", 0x7FFFFFFF),
        *DAMAGED,
        "not_a_table",
    ),
    refused("an archive without a directory", "export.zip", lambda: one()[: one().find(b"PK\x01\x02")], *DAMAGED),
    refused(
        "an archive of nothing", "export.zip", lambda: zipped({}), "empty_file", "not_a_table", "not_text", *DAMAGED
    ),
    refused(
        "an archive of empty folders",
        "export.zip",
        lambda: zipped({"a/": "", "b/": ""}),
        "empty_file",
        "not_a_table",
        *DAMAGED,
    ),
    refused(
        "an archive of programs",
        "export.zip",
        lambda: zipped({"a.exe": b"MZ\x90" + bytes(99), "b.sh": "#!/bin/sh\nrm -rf /\n"}),
        "empty_file",
        "not_a_table",
        *DAMAGED,
        "several_files",
    ),
    odd("bytes before an archive", "export.zip", lambda: b"#!/bin/sh\n" + one(), "not_text", "not_a_table", *DAMAGED),
    odd("bytes after an archive", "export.zip", lambda: one() + bytes(4_000), *DAMAGED, "not_a_table"),
    odd(
        "a table and an archive at once",
        "export.csv",
        lambda: TABLE.encode() + one(),
        "not_text",
        "mixed_encodings",
        *DAMAGED,
    ),
    odd("an archive named as a table", "export.csv", one, "wrong_extension", "not_a_table"),
    odd(
        "a file of zip with a comment that is one",
        "export.zip",
        lambda: one()[:-2] + struct.pack("<H", len(one())) + one(),
        *DAMAGED,
        "not_a_table",
    ),
    refused("the mark of an archive and no more", "export.zip", lambda: b"PK\x03\x04", *DAMAGED),
    refused(
        "the end of an archive and no more",
        "export.zip",
        lambda: b"PK\x05\x06" + bytes(18),
        *DAMAGED,
        "not_text",
        "empty_file",
        "not_a_table",
    ),
)
CUTS = tuple(
    [
        refused(
            f"a workbook cut after {tenths} tenths",
            "notes.xlsx",
            lambda tenths=tenths: truncated(workbook(), tenths),
            *DAMAGED,
        )
        for tenths in range(1, 10)
    ]
    + [
        refused(
            f"an archive cut after {tenths} tenths",
            "export.zip",
            lambda tenths=tenths: truncated(one(), tenths),
            *DAMAGED,
        )
        for tenths in range(1, 10)
    ]
)
FILES: tuple[HostileFile, ...] = BOMBS + NAMES + LIES + CUTS
