"""Counts of ideas once people have merged some of them."""

from __future__ import annotations

from collections.abc import Iterable

from polyphonie.ideas.enums import ReadingStatus
from polyphonie.ideas.models import Idea, Reading


def recount_idea(*, idea: Idea) -> Idea:
    """Count again what an idea holds, with the ideas that were merged into it."""
    readings = Reading.objects.filter(status=ReadingStatus.IDEA, idea__in=family_of(idea))
    idea.n_contributions = readings.count()
    idea.n_distinct = readings.filter(duplicate_of__isnull=True).count()
    idea.n_territories = readings.order_by().values("contribution__consultation__territory").distinct().count()
    idea.save(update_fields=["n_contributions", "n_distinct", "n_territories", "updated_at"])
    return idea


def family_of(idea: Idea) -> list[int]:
    """Return the keys of an idea and of all that was merged into it."""
    return families_of(idea.run_id, [idea.pk])[idea.pk]


def families_of(run_id: int, ideas: Iterable[int]) -> dict[int, list[int]]:
    """Return, for each of some ideas of a run, its key and those of all that was merged into it."""
    rows = dict(Idea.objects.filter(run=run_id, merged_into__isnull=False).values_list("pk", "merged_into"))
    families = {idea: [idea] for idea in ideas}
    for family in families.values():
        while more := [pk for pk, target in rows.items() if target in family and pk not in family]:
            family += more
    return families
