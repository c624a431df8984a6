"""Files that are not what their name says, gzip made to harm, and what is no file at all."""

from __future__ import annotations

import gzip
import os
import struct
import sys
from functools import partial
from pathlib import Path

from tests.formats.hostile.making import MEGABYTE, READ, HostileFile, lethal, odd, refused, truncated, zeros, zipped
from tests.formats.hostile.objects import parquet
from tests.formats.hostile.parts import workbook

TABLE = "id,texte\n1,Un guichet ouvert le samedi.\n2,Dire quand une machine répond.\n".encode()
DAMAGED, GROWS = ("damaged_archive",), ("inflates_too_much",)
WRONG = (
    "wrong_extension",
    "not_a_table",
    "damaged_workbook",
    "damaged_parquet",
    "not_text",
    "mixed_encodings",
    "damaged_document",
    "damaged_archive",
)
IMPOSTORS = {
    "an image (PNG)": b"\x89PNG\r\n\x1a\n" + bytes(400),
    "an image (JPEG)": b"\xff\xd8\xff\xe0\x00\x10JFIF" + bytes(400),
    "an image (GIF)": b"GIF89a" + bytes(400),
    "an image (WebP)": b"RIFF\x00\x00\x00\x00WEBPVP8 " + bytes(400),
    "an image (SVG)": b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>',
    "an image (TIFF)": b"II*\x00" + bytes(400),
    "an image (HEIC)": b"\x00\x00\x00\x18ftypheic" + bytes(400),
    "a PDF": b"%PDF-1.7\n1 0 obj\n<</JavaScript (app.alert(1))>>\nendobj\n",
    "a program of Linux": b"\x7fELF\x02\x01\x01" + bytes(400),
    "a program of Windows": b"MZ\x90\x00\x03" + bytes(400),
    "a program of the web": b"\x00asm\x01\x00\x00\x00" + bytes(400),
    "a database": b"SQLite format 3\x00" + bytes(400),
    "a sound": b"ID3\x04\x00" + bytes(400),
    "a film": b"\x00\x00\x00\x20ftypisom" + bytes(400),
    "a 7z archive": b"7z\xbc\xaf\x27\x1c" + bytes(400),
    "a RAR archive": b"Rar!\x1a\x07\x01\x00" + bytes(400),
    "an xz archive": b"\xfd7zXZ\x00" + bytes(400),
    "a bzip2 archive": b"BZh91AY&SY" + bytes(400),
    "a zstd archive": b"\x28\xb5\x2f\xfd" + bytes(400),
    "a tar archive": b"votes.csv".ljust(257, b"\x00") + b"ustar\x0000" + bytes(400),
    "a Python pickle": b"\x80\x05cos\nsystem\n(S'id'\ntR.",
    "an RTF document": b"{\\rtf1\\ansi Un guichet}",
    "a key": b"-----BEGIN OPENSSH PRIVATE KEY-----\nb3BlbnNzaA==\n",
    "a page of a site": b"<!DOCTYPE html>\n<html><head><title>Connexion</title></head><body>Qui ?</body></html>\n",
    "a letter": b"From: a@example.org\nTo: b@example.org\nSubject: Export\n\nBonjour, voici.\n",
}
GZIPS = (
    lethal(
        "a gzip bomb of half a gigabyte",
        "table.csv.gz",
        lambda: zeros(512 * MEGABYTE, before=b"id,texte\n1,"),
        *GROWS,
        "cell_too_big",
    ),
    lethal("a gzip bomb of blanks", "table.csv.gz", lambda: zeros(200 * MEGABYTE, of=b"\n"), *GROWS, "empty_file"),
    lethal(
        "a gzip bomb under the name of a table",
        "table.csv",
        lambda: zeros(200 * MEGABYTE, before=b"id,texte\n1,"),
        *GROWS,
        "cell_too_big",
    ),
    lethal(
        "a thousand gzip bombs in a row", "table.csv.gz", lambda: zeros(4 * MEGABYTE) * 1_000, *GROWS, "cell_too_big"
    ),
    lethal(
        "sixty thousand empty gzip members",
        "table.csv.gz",
        lambda: gzip.compress(b"", mtime=0) * 60_000,
        "empty_file",
        *DAMAGED,
        *GROWS,
        "takes_time",
    ),
    odd(
        "two tables gzipped one after the other",
        "table.csv.gz",
        lambda: gzip.compress(TABLE) + gzip.compress(b"3,Oui\n"),
    ),
    odd("a gzip followed by noise", "table.csv.gz", lambda: gzip.compress(TABLE) + b"oui" * 99, *DAMAGED),
    odd("a gzip followed by zeros", "table.csv.gz", lambda: gzip.compress(TABLE) + bytes(500), *DAMAGED),
    refused("a gzip whose sum is wrong", "table.csv.gz", lambda: gzip.compress(TABLE)[:-8] + bytes(8), *DAMAGED),
    refused(
        "a gzip whose length is wrong",
        "table.csv.gz",
        lambda: gzip.compress(TABLE)[:-4] + struct.pack("<L", 7),
        *DAMAGED,
    ),
    refused("the mark of a gzip and no more", "table.csv.gz", lambda: b"\x1f\x8b", *DAMAGED),
    refused(
        "a gzip of a method that nobody knows",
        "table.csv.gz",
        lambda: b"\x1f\x8b\x07" + gzip.compress(TABLE)[3:],
        *DAMAGED,
    ),
    refused("a gzip of nothing", "table.csv.gz", lambda: gzip.compress(b""), "empty_file"),
    refused(
        "a gzip in a gzip",
        "table.csv.gz",
        lambda: gzip.compress(gzip.compress(TABLE)),
        "not_text",
        "not_a_table",
        *DAMAGED,
        "nested_archive",
        READ,
    ),
    odd("a workbook that was gzipped", "notes.xlsx.gz", lambda: gzip.compress(workbook()), *WRONG),
    odd(
        "an archive that was gzipped",
        "export.zip.gz",
        lambda: gzip.compress(zipped({"a.csv": TABLE})),
        *WRONG,
        "nested_archive",
    ),
    odd(
        "a gzip whose name is a path",
        "table.csv.gz",
        lambda: b"\x1f\x8b\x08\x08\x00\x00\x00\x00\x00\x03../../../etc/passwd\x00" + gzip.compress(TABLE)[10:],
    ),
    odd(
        "a gzip with a name that never ends",
        "table.csv.gz",
        lambda: b"\x1f\x8b\x08\x08\x00\x00\x00\x00\x00\x03" + b"n" * 100_000,
        *DAMAGED,
    ),
    *(
        refused(
            f"a gzip cut after {tenths} tenths",
            "table.csv.gz",
            partial(lambda tenths: truncated(gzip.compress(TABLE * 50), tenths), tenths),
            *DAMAGED,
        )
        for tenths in range(1, 10)
    ),
)
TRUE_FILES = {
    "a table": TABLE,
    "a workbook": workbook(),
    "a Parquet file": parquet(),
    "an archive": zipped({"a.csv": TABLE}),
}
SUFFIXES = (
    ".csv",
    ".tsv",
    ".txt",
    ".json",
    ".jsonl",
    ".xlsx",
    ".parquet",
    ".zip",
    ".docx",
    ".odt",
    ".pdf",
    ".csv.gz",
    "",
)
NAMED = tuple(
    [
        HostileFile(f"{what} named as a table", "table.csv", partial(bytes, content), ("read", *WRONG))
        for what, content in IMPOSTORS.items()
    ]
    + [
        HostileFile(
            f"{what} named {suffix or 'without a suffix'}",
            f"a{suffix}",
            partial(bytes, content),
            ("read", "not_json_objects", *WRONG),
        )
        for what, content in TRUE_FILES.items()
        for suffix in SUFFIXES
    ]
    + [
        refused("nothing", "table.csv", bytes, "empty_file"),
        refused("nothing, named as a workbook", "notes.xlsx", bytes, "empty_file"),
        refused("one zero", "table.csv", lambda: b"\x00", "empty_file", "not_text"),
        refused("one line feed", "table.csv", lambda: b"\n", "empty_file"),
        refused("one byte of a mark", "table.csv", lambda: b"\xef", "empty_file", "not_text", READ),
    ]
)


def pipe(folder: Path) -> Path:
    """Make a pipe that nobody writes to."""
    os.mkfifo(folder / "table.csv")
    return folder / "table.csv"


def link(folder: Path, target: str) -> Path:
    """Make a symbolic link."""
    (folder / "table.csv").symlink_to(target)
    return folder / "table.csv"


def sparse(folder: Path) -> Path:
    """Make a file of two terabytes that takes no place on the disk."""
    with (folder / "table.csv").open("wb") as stream:
        stream.truncate(2 * 1024**4)
    return folder / "table.csv"


def full(folder: Path) -> Path:
    """Make a folder that holds a link to itself, a pipe, and a table that cannot be read."""
    (folder / "soi").symlink_to(folder)
    os.mkfifo(folder / "votes.csv")
    (folder / "contributions.csv").symlink_to("contributions.csv")
    return folder


UNREADABLE = ("unreadable_file", "missing_file", "not_a_file")
PLACES = tuple(
    HostileFile(what, "table.csv", place=place, expects=codes)
    for what, place, codes in (
        ("a folder", lambda folder: folder, ("folder_not_file", "empty_file", "not_votes", "no_votes_in_folder")),
        ("a folder of traps", full, ("folder_not_file", *UNREADABLE, "empty_file", "no_votes_in_folder")),
        ("nothing at all", lambda folder: folder / "table.csv", ("missing_file",)),
        ("a file below a file", lambda folder: Path(sys.executable) / "table.csv", ("missing_file",)),
        ("a link to nothing", partial(link, target="absent.csv"), ("missing_file",)),
        ("a link to itself", partial(link, target="table.csv"), UNREADABLE),
        ("a name of a thousand letters", lambda folder: folder / ("n" * 1_000), UNREADABLE),
        ("a name with a NUL", lambda folder: folder / "table\x00.csv", UNREADABLE),
        ("a path of a hundred thousand letters", lambda folder: Path("/" + "n/" * 50_000), UNREADABLE),
        ("a file of two terabytes of nothing", sparse, ("too_big",)),
        ("a pipe", pipe, UNREADABLE),
        ("zeros without end", lambda folder: Path("/dev/zero"), UNREADABLE),
        ("noise without end", partial(link, target="/dev/urandom"), UNREADABLE),
        ("the terminal", lambda folder: Path("/dev/tty"), UNREADABLE),
        ("a memory that cannot be read", lambda folder: Path("/proc/self/mem"), (*UNREADABLE, "empty_file")),
    )
)
FILES: tuple[HostileFile, ...] = GZIPS + NAMED + PLACES
