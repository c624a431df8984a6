"""Keeping the PDF of a signature."""

from __future__ import annotations

from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction

from polyphonie.campaigns.models import Signature
from polyphonie.core.files import keep_file


@transaction.atomic
def keep_pdf(*, signature: Signature, content: bytes) -> Signature:
    """Keep the PDF of a signature under its digest; the first one made stays, whoever makes another."""
    locked = Signature.objects.select_for_update(of=("self",)).select_related("charter", "pdf").get(pk=signature.pk)
    if locked.pdf is None:
        name = f"charte-{signature.engagement.territory.slug}-v{locked.charter.version}.pdf"
        locked.pdf = keep_file(SimpleUploadedFile(name, content, "application/pdf"))
        locked.save(update_fields=["pdf"])
    return locked
