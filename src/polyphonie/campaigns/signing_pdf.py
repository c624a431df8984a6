"""The charter as signed, as a tagged PDF. It asks nothing of the network nor of the disk but our own style sheet."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from django.contrib.staticfiles import finders
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.translation import gettext_lazy as _

from polyphonie.campaigns.models import Signature
from polyphonie.core.errors import DomainError

STYLE_SHEET = "campaigns/signed-charter.css"
_OURS = "polyphonie-static"


class PdfNotMade(DomainError):
    message = _("This machine cannot make PDF files. Print this page instead: it says the same.")


@lru_cache(maxsize=1)
def can_make_pdf() -> bool:
    """Tell whether the libraries that draw PDF files (Pango) are on this machine."""
    try:
        import weasyprint  # noqa: F401 - loading it loads Pango, which may be absent
    except OSError:
        return False
    return True


def signed_charter_pdf(signature: Signature, *, address: str) -> bytes:
    """
    Draw the charter as signed. The same signature gives the same document; `address` is printed at its foot.

    Raises
    ------
    PdfNotMade
        If Pango is not on this machine.
    """
    if not can_make_pdf():
        raise PdfNotMade
    import weasyprint

    with translation.override(signature.engagement.campaign.language):
        html = render_to_string("campaigns/signing/print.html", context_of(signature, address=address))
    document = weasyprint.HTML(string=html, base_url=f"{_OURS}:///", url_fetcher=our_files_only())
    written: bytes = document.write_pdf(
        pdf_variant="pdf/ua-1", pdf_tags=True, pdf_identifier=signature.charter_digest[:32].encode()
    )
    return written


def context_of(signature: Signature, *, address: str) -> dict[str, Any]:
    """Give the template of the signed charter what it needs, on the page as on paper."""
    return {
        "signature": signature,
        "charter": signature.charter,
        "commitments": list(signature.charter.commitments.all()),
        "territory": signature.engagement.territory,
        "campaign": signature.engagement.campaign,
        "address": address,
        "style_sheet": f"{_OURS}:///{STYLE_SHEET}",
    }


def our_files_only() -> Any:
    """Make a fetcher that gives our own static files, and refuses everything else with a ValueError."""
    from weasyprint import urls  # here, for it loads Pango

    class OurFilesOnly(urls.URLFetcher):  # type: ignore[misc]  # WeasyPrint has no types
        def fetch(self, url: str, headers: dict[str, str] | None = None) -> Any:
            return urls.URLFetcherResponse(url, body=_our_file(url), headers={"Content-Type": "text/css"})

    return OurFilesOnly(fail_on_errors=True)


def _our_file(url: str) -> bytes:
    parts = urlsplit(url)
    path = finders.find(parts.path.lstrip("/")) if parts.scheme == _OURS else None
    if not isinstance(path, str):
        raise ValueError("only our own static files are read")
    return Path(path).read_bytes()
