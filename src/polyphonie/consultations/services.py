"""Showing a consultation to everyone, and withdrawing it."""

from polyphonie.consultations.models import Consultation


def publish_consultation(*, consultation: Consultation) -> Consultation:
    """Show a consultation, and all that was said in it, to everyone."""
    return _set_publication(consultation, is_published=True)


def withdraw_consultation(*, consultation: Consultation) -> Consultation:
    """Take a consultation back from public view; nothing of it is lost."""
    return _set_publication(consultation, is_published=False)


def _set_publication(consultation: Consultation, *, is_published: bool) -> Consultation:
    consultation.is_published = is_published
    consultation.save(update_fields=["is_published", "updated_at"])
    return consultation
