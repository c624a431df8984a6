import io

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from polyphonie.formats.attachments import (
    ATTACHMENT_SUFFIXES,
    HEAD_BYTES,
    AttachmentRefused,
    check_document,
    recognize_attachment,
)
from tests.formats.documents import OPEN_TEXT, WORD, archive, docx, odt, with_directory_of, with_newer_directory_of

PNG = b"\x89PNG\r\n\x1a\n"
TRUE_ONES = [
    ("minutes.pdf", b"%PDF-1.7 ...", "application/pdf"),
    ("COMPTE-RENDU.PDF", b"%PDF-1.4", "application/pdf"),
    ("wall.png", PNG, "image/png"),
    ("wall.jpeg", b"\xff\xd8\xff\xe0", "image/jpeg"),
    ("wall.webp", b"RIFF\0\0\0\0WEBP", "image/webp"),
    ("debate.m4a", b"\0\0\0\x20ftypM4A ", "audio/mp4"),
    ("debate.ogg", b"OggS", "audio/ogg"),
    ("notes.txt", b"Ce que les gens ont dit.", "text/plain"),
    ("table.csv", b"a;b\n1;2\n", "text/csv"),
    ("minutes.docx", docx(), WORD),
    ("minutes.odt", odt(), OPEN_TEXT),
]
REFUSED = [
    ("minutes.pdf", b"", "empty"),
    ("page.html", b"<!doctype html><script>alert(1)</script>", "kind"),
    ("page.xhtml", b"<html/>", "kind"),
    ("drawing.svg", b"<svg onload='alert(1)'/>", "kind"),
    ("program.exe", b"MZ", "kind"),
    ("archive.zip", b"PK\x03\x04", "kind"),
    ("minutes.docm", docx(), "kind"),
    ("table.xlsm", docx(), "kind"),
    ("minutes.pdf.html", b"%PDF-1.7", "kind"),
    ("no-suffix", b"%PDF-1.7", "kind"),
    (".pdf", b"%PDF-1.7", "kind"),
    ("", b"%PDF-1.7", "kind"),
    ("minutes.pdf", b"<!doctype html><script>alert(1)</script>", "content"),
    ("minutes.pdf", b" %PDF-1.7", "content"),
    ("wall.png", b"<svg xmlns='http://www.w3.org/2000/svg'/>", "content"),
    ("wall.png", b"GIF89a", "content"),
    ("wall.jpg", PNG, "content"),
    ("notes.txt", b"MZ\0\0", "content"),
    ("minutes.docx", b"%PDF-1.7", "content"),
    ("minutes.docx", b"PK\x05\x06" + bytes(18), "content"),
]


def checked(name, content):
    """What both looks say of a file: its beginning, then its inside."""
    media_type = recognize_attachment(name, content[:HEAD_BYTES])
    check_document(io.BytesIO(content), media_type)
    return media_type


def what_is_said(name, content):
    try:
        return checked(name, content)
    except AttachmentRefused as refused:
        return refused.reason


@pytest.mark.parametrize(("name", "content", "media_type"), TRUE_ONES)
def test_a_file_that_is_what_its_name_says_is_taken(name, content, media_type):
    assert checked(name, content) == media_type


@pytest.mark.parametrize(("name", "content", "reason"), REFUSED)
def test_a_file_that_is_not_is_refused(name, content, reason):
    with pytest.raises(AttachmentRefused) as refused:
        checked(name, content)
    assert refused.value.reason == reason


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("minutes.docx", docx(more={"word/vbaProject.bin": b"..."})),
        ("minutes.docx", docx(more={"WORD/VBAPROJECT.BIN": b"..."})),
        ("minutes.docx", docx(main="application/vnd.ms-word.document.macroEnabled.main+xml")),
        ("minutes.odt", odt(more={"Basic/Standard/Module1.xml": "<script/>"})),
        ("minutes.odt", odt(more={"Scripts/python/do.py": "import os"})),
    ],
)
def test_a_document_that_holds_programs_is_refused(name, content):
    with pytest.raises(AttachmentRefused) as refused:
        checked(name, content)
    assert refused.value.reason == "macros"


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("minutes.docx", archive({"anything.txt": "an archive, not a document"})),
        ("minutes.docx", odt()),
        ("minutes.odt", docx()),
        ("minutes.docx", docx(main="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml")),
        ("minutes.odt", odt(kind="application/vnd.oasis.opendocument.spreadsheet")),
        ("minutes.docx", docx()[:-40]),
        ("minutes.docx", docx() + b"<script>alert(1)</script>"),
        ("minutes.docx", with_directory_of(2**31)),
        ("minutes.docx", with_directory_of(2**32 - 1)),
        ("minutes.docx", with_newer_directory_of(2**31)),
        ("minutes.odt", odt(more={f"member-{n}": "" for n in range(20_000)})),
        ("minutes.docx", docx(main="x" * 2_000_000)),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_an_archive_that_is_not_the_document_it_says_is_refused(name, content):
    with pytest.raises(AttachmentRefused) as refused:
        checked(name, content)
    assert refused.value.reason == "content"


def test_a_bomb_costs_nothing():
    """Its large member is never opened: only the table of contents and one small member are."""
    assert checked("minutes.docx", docx(more={"word/huge.xml": b"0" * 30_000_000})) == WORD


def test_an_archive_may_tell_the_length_of_its_contents_twice():
    assert checked("minutes.docx", with_newer_directory_of(0)) == WORD


def test_a_comment_at_the_end_of_an_archive_is_allowed():
    content = archive({"mimetype": OPEN_TEXT, "content.xml": ""}, comment=b"written by a program")
    assert checked("minutes.odt", content) == OPEN_TEXT


@given(st.sampled_from([".docx", ".odt"]), st.binary(max_size=300), st.integers(0, 400))
@example(".docx", b"", 5)
def test_damaged_archives_are_refused_in_one_way(suffix, noise, place):
    whole = docx() if suffix.endswith("x") else odt()
    damaged = whole[:place] + noise + whole[place:]
    assert what_is_said(f"minutes{suffix}", damaged) in {WORD, OPEN_TEXT, "content", "macros"}


@given(st.text(max_size=40), st.binary(max_size=200))
def test_whatever_is_sent_gets_a_type_or_a_reason(name, content):
    for suffix in ("", *ATTACHMENT_SUFFIXES):
        said = what_is_said(name + suffix, content)
        assert "/" in said or said in {"empty", "kind", "content", "macros"}
