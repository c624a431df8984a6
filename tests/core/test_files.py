import stat

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile, TemporaryUploadedFile
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from polyphonie.core.files import FileRefused, _plain_name, keep_file, path_of
from polyphonie.core.models import StoredFile
from polyphonie.core.views import file_response
from tests.formats.documents import docx

pytestmark = pytest.mark.django_db

PDF = b"%PDF-1.7 a few words"


def given_back(kept):
    """The headers with which a file is given back."""
    response = file_response(kept)
    response.file_to_stream.close()
    return response


def upload(name="minutes.pdf", content=PDF):
    return SimpleUploadedFile(name, content, content_type="text/html")


def test_a_file_is_kept_under_its_digest_with_the_type_of_its_content():
    kept = keep_file(upload())
    assert kept.media_type == "application/pdf"
    assert kept.size == len(PDF)
    assert path_of(kept).read_bytes() == PDF
    assert path_of(kept).name == kept.digest


def test_the_same_content_is_kept_once():
    first, second = keep_file(upload("a.pdf")), keep_file(upload("b.pdf"))
    assert path_of(first) == path_of(second)
    assert (first.name, second.name) == ("a.pdf", "b.pdf")


def test_only_the_site_reads_what_it_keeps():
    kept = path_of(keep_file(upload()))
    assert stat.S_IMODE(kept.stat().st_mode) == 0o600
    assert stat.S_IMODE(kept.parent.stat().st_mode) == 0o700


def test_a_large_upload_that_stands_on_the_disk_is_kept_too():
    large = TemporaryUploadedFile("minutes.docx", "text/html", 0, None)
    large.write(docx())
    large.size = len(docx())
    assert path_of(keep_file(large)).read_bytes() == docx()


@pytest.mark.parametrize(
    ("name", "content", "sentence"),
    [
        ("minutes.pdf", b"", "vide"),
        ("page.html", b"<script>alert(1)</script>", "sorte"),
        ("drawing.svg", b"<svg/>", "sorte"),
        ("minutes.pdf", b"<script>alert(1)</script>", "ce que dit son nom"),
        ("minutes.docx", docx(more={"word/vbaProject.bin": b""}), "macros"),
        ("../../etc/passwd", b"root", "sorte"),
    ],
)
def test_what_is_refused_is_told_in_the_reader_s_words_and_leaves_nothing(name, content, sentence, settings):
    with pytest.raises(FileRefused) as refused:
        keep_file(upload(name, content))
    assert sentence in str(refused.value)
    assert not StoredFile.objects.exists()
    assert not list(settings.MEDIA_ROOT.rglob("*")) if settings.MEDIA_ROOT.exists() else True


def test_a_file_that_is_too_large_is_refused_before_it_is_read(settings):
    settings.ATTACHMENT_MAX_BYTES = 2 * 1024 * 1024
    with pytest.raises(FileRefused, match="2 Mo"):
        keep_file(upload(content=PDF + bytes(3 * 1024 * 1024)))


def test_a_file_that_cannot_be_written_leaves_nothing_half_done(settings, monkeypatch):
    broken = upload()
    monkeypatch.setattr(broken, "chunks", lambda: iter([b"%PDF", 3]))
    with pytest.raises(TypeError):
        keep_file(broken)
    assert not [path for path in settings.MEDIA_ROOT.rglob("*") if path.is_file()]


@pytest.mark.parametrize(
    ("name", "plain"),
    [
        ("../../etc/minutes.pdf", "minutes.pdf"),
        ("C:\\Users\\moi\\minutes.pdf", "minutes.pdf"),
        ("minutes\u202efdp.exe.pdf", "minutesfdp.exe.pdf"),
        ("min\r\nSet-Cookie: a=b.pdf", "minSet-Cookie: a=b.pdf"),
        ('a"; filename="b.html".pdf', "a; filename=b.html.pdf"),
        ("a\0b.pdf", "ab.pdf"),
        ("محضر.pdf", "محضر.pdf"),
        ("compte-rendu d’été.pdf", "compte-rendu d’été.pdf"),
        ("x" * 5000 + ".pdf", "x" * 180 + ".pdf"),
        ("...", ""),
    ],
)
def test_names_are_kept_readable_and_harmless(name, plain):
    assert _plain_name(name) == plain


@given(st.text(max_size=500))
def test_no_name_can_leave_its_folder_or_break_a_header(name):
    plain = _plain_name(name)
    assert len(plain) <= 200
    assert not set(plain) & set('/\\"\r\n\0')
    assert plain not in {".", ".."}


def test_a_file_is_given_back_as_a_download_that_can_do_nothing():
    kept = keep_file(upload("notes.txt", b"<script>alert(1)</script>"))
    response = given_back(kept)
    assert response["Content-Type"] == "text/plain"
    assert response["Content-Disposition"].startswith("attachment")
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["Content-Security-Policy"] == "default-src 'none'; sandbox"


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=30)
@given(st.text(min_size=1, max_size=60))
def test_no_name_adds_a_header_to_a_download(name):
    kept = keep_file(upload(f"{name}.pdf")) if _plain_name(f"{name}.pdf").endswith(".pdf") else keep_file(upload())
    response = given_back(kept)
    assert "\n" not in response["Content-Disposition"]
    assert response["Content-Disposition"].startswith("attachment")


def test_a_picture_that_is_also_a_page_is_a_picture_for_every_browser():
    kept = keep_file(upload("wall.png", b"\x89PNG\r\n\x1a\n<script>alert(1)</script>"))
    response = given_back(kept)
    assert response["Content-Type"] == "image/png"
    assert response["X-Content-Type-Options"] == "nosniff"
