"""What campaigns do when something in them is published."""

from __future__ import annotations

from typing import Any

from django.dispatch import receiver

from polyphonie.campaigns.charter_jobs import tell_leads_of
from polyphonie.campaigns.models import Charter
from polyphonie.core.signals import charter_published


@receiver(charter_published)
def ask_to_sign_again(sender: Any, *, charter: Charter, **kwargs: Any) -> None:
    """Tell the leads of those who signed an earlier version."""
    tell_leads_of(charter)
