"""A name that is written makes the finder read the names again."""

from typing import Any

from django.db.models.signals import post_delete, post_save
from django.dispatch import receiver

from polyphonie.territories.models import NamesStamp, Territory

_WHAT_THE_FINDER_READS = {"name", "name_search", "former_names", "population", "departement", "kind", "country"}


@receiver([post_save, post_delete], sender=Territory)
def names_may_have_changed(update_fields: frozenset[str] | None = None, **_: Any) -> None:
    """Renew the stamp, unless only other columns were written."""
    if update_fields is None or _WHAT_THE_FINDER_READS.intersection(update_fields):
        NamesStamp.renew()
