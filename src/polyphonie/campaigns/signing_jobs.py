"""Tasks of the worker: the signed charter as a PDF."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.urls import reverse
from django.utils import translation
from django_tasks import task

from polyphonie.accounts.models import User
from polyphonie.campaigns.models import Engagement, Signature
from polyphonie.campaigns.queries.signing import signature_to_print
from polyphonie.campaigns.services.signing import Signing, sign_charter
from polyphonie.campaigns.services.signing_files import keep_pdf
from polyphonie.campaigns.signing_pdf import can_make_pdf, signed_charter_pdf
from polyphonie.core.addresses import public_url


@task
def make_signed_pdf(signature_id: int) -> None:
    """Make the PDF of a signature, once; nothing where this machine cannot."""
    if can_make_pdf():
        pdf_of(signature_to_print(signature_id))


def pdf_of(signature: Signature) -> Signature:
    """
    Give a signature with its PDF, made now if it was not yet.

    Raises
    ------
    PdfNotMade
    """
    if signature.pdf is not None:
        return signature
    engagement = signature.engagement
    with translation.override(engagement.campaign.language):
        arguments = (engagement.campaign.slug, engagement.territory.slug, signature.charter.version)
        address = public_url(reverse("campaigns:signed_version", args=arguments))
    content = signed_charter_pdf(signature, address=address)
    return keep_pdf(signature=signature, content=content)


def sign_and_queue(*, engagement: Engagement, signing: Signing, person: User | None, at: datetime) -> Signature:
    """Sign, and have the worker make the PDF once that is committed."""
    with transaction.atomic():
        signature = sign_charter(engagement=engagement, signing=signing, person=person, at=at)
        transaction.on_commit(lambda: make_signed_pdf.enqueue(signature.pk))
    return signature
