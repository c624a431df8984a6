import hashlib
import io
import re
import zlib

import pytest
from django.contrib.staticfiles import finders
from django.core.exceptions import SuspiciousFileOperation
from django.urls import reverse

from polyphonie.campaigns import signing_jobs, signing_pdf
from polyphonie.campaigns.models import Signature
from polyphonie.campaigns.queries.signing import signature_to_print
from polyphonie.campaigns.services.signing_files import keep_pdf
from polyphonie.core.files import path_of
from polyphonie.core.models import StoredFile
from tests.factories import (
    NOON,
    CharterFactory,
    CommitmentFactory,
    EngagementFactory,
    SignatureFactory,
    TerritoryFactory,
)

pytestmark = pytest.mark.django_db
NASTY = '<img src="http://example.org/x.png"><link rel="stylesheet" href="file:///etc/passwd">'
ADDRESS = "https://debate.example.org/charte/v1/"

needs_pango = pytest.mark.skipif(not signing_pdf.can_make_pdf(), reason="Pango is not on this machine")


@pytest.fixture
def signature():
    charter = CharterFactory(draft=True, preamble=f"We ask *before* we decide. {NASTY}")
    CommitmentFactory(charter=charter, title="Say what is negotiable", text=NASTY)
    charter.published_at, charter.digest = NOON, "7" * 64
    charter.save()
    territory = TerritoryFactory(name="مراكش – Sainte-Voix", slug="sainte-voix")
    engagement = EngagementFactory(campaign=charter.campaign, territory=territory)
    made = SignatureFactory(engagement=engagement, charter=charter, signatory_name=f"محمد {NASTY[:20]}")
    return signature_to_print(made.pk)


def drawn(signature):
    return signing_pdf.signed_charter_pdf(signature, address=ADDRESS)


def inside(pdf):
    """What the compressed parts of a PDF say."""
    parts = re.findall(rb"stream\r?\n(.*?)\r?\nendstream", pdf, flags=re.S)
    return pdf + b"\n".join(_opened(part) for part in parts)


def _opened(part):
    try:
        return zlib.decompress(part)
    except zlib.error:
        return part


@needs_pango
def test_the_pdf_is_tagged_and_says_its_language(signature):
    text = inside(drawn(signature))
    assert text.startswith(b"%PDF-")
    assert b"/StructTreeRoot" in text
    assert b"/Lang" in text
    assert b"pdfuaid" in text


@needs_pango
def test_the_same_signature_gives_the_same_document(signature):
    assert hashlib.sha256(drawn(signature)).digest() == hashlib.sha256(drawn(signature)).digest()


@needs_pango
def test_names_in_arabic_are_drawn_with_letters(signature):
    """A letter that no font holds is drawn as glyph 0, the empty box."""
    if b"NotoNaskhArabic" not in inside(drawn(signature)) and b"DejaVu" not in inside(drawn(signature)):
        pytest.skip("no font with Arabic letters is on this machine")
    maps = b"".join(re.findall(rb"beginbfchar(.*?)endbfchar", inside(drawn(signature)), flags=re.S))
    written = {int(code, 16) for code in re.findall(rb"<[0-9a-fA-F]{4}> <([0-9a-fA-F]{4})>", maps)}
    assert any(0x0600 <= letter <= 0x06FF or 0xFB50 <= letter <= 0xFEFF for letter in written)
    assert not re.search(rb"<0000> <06", maps)


@pytest.mark.parametrize(
    "address",
    [
        "http://example.org/x.png",
        "https://127.0.0.1/",
        "file:///etc/passwd",
        "polyphonie-static:///../settings.py",
        "polyphonie-static:////etc/passwd",
        "data:text/css,a{}",
        "ftp://example.org/",
        "",
    ],
)
def test_nothing_but_our_own_static_files_is_read(address):
    with pytest.raises((ValueError, SuspiciousFileOperation)):
        signing_pdf._our_file(address)


def test_our_style_sheet_is_read():
    assert b"@page" in signing_pdf._our_file(f"polyphonie-static:///{signing_pdf.STYLE_SHEET}")
    assert finders.find(signing_pdf.STYLE_SHEET)


@needs_pango
def test_html_in_every_field_loads_nothing_and_is_printed_as_text(signature):
    assert drawn(signature)
    page = signing_pdf.render_to_string(
        "campaigns/signing/print.html", signing_pdf.context_of(signature, address=ADDRESS)
    )
    assert "<img" not in page
    assert page.count("<link") == 1


@needs_pango
def test_the_pdf_is_made_once_and_kept_under_its_digest(signature):
    signing_jobs.make_signed_pdf.enqueue(signature.pk)
    first = Signature.objects.get().pdf
    assert hashlib.sha256(path_of(first).read_bytes()).hexdigest() == first.digest
    signing_jobs.make_signed_pdf.enqueue(signature.pk)
    assert (Signature.objects.get().pdf, StoredFile.objects.count()) == (first, 1)


def test_the_first_pdf_kept_stays(signature):
    first = keep_pdf(signature=signature, content=b"%PDF-1.7 one").pdf
    assert keep_pdf(signature=signature, content=b"%PDF-1.7 two").pdf == first


def addresses(signature):
    arguments = [signature.engagement.campaign.slug, signature.engagement.territory.slug]
    page = reverse("campaigns:signed_charter", args=arguments)
    return page, reverse("campaigns:signed_pdf", args=[*arguments, signature.charter.version])


@needs_pango
def test_the_page_gives_the_pdf_and_its_digest(client, signature):
    page, pdf = addresses(signature)
    given = io.BytesIO(b"".join(client.get(pdf).streaming_content)).getvalue()
    assert given.startswith(b"%PDF-")
    assert hashlib.sha256(given).hexdigest() in client.get(page).content.decode()


def test_without_pango_the_page_says_so_and_prints_the_same(client, signature, monkeypatch):
    for module in ("signing_pdf", "signing_jobs", "views.signing"):
        monkeypatch.setattr(f"polyphonie.campaigns.{module}.can_make_pdf", lambda: False)
    page, pdf = addresses(signature)
    assert "ne sait pas fabriquer de PDF" in client.get(page).content.decode()
    answer = client.get(pdf, follow=True)
    assert answer.status_code == 200
    assert "ne sait pas fabriquer de PDF" in answer.content.decode()
    signing_jobs.make_signed_pdf.enqueue(signature.pk)
    assert Signature.objects.get().pdf is None


def test_a_machine_without_pango_is_recognized(monkeypatch):
    import builtins

    load = builtins.__import__

    def without_pango(name, *arguments, **named):
        if name == "weasyprint":
            raise OSError("cannot load library 'libpango-1.0-0'")
        return load(name, *arguments, **named)

    signing_pdf.can_make_pdf.cache_clear()
    with monkeypatch.context() as changed:
        changed.setattr(builtins, "__import__", without_pango)
        assert not signing_pdf.can_make_pdf()
    signing_pdf.can_make_pdf.cache_clear()
