"""
An import, undone as a whole.

It is first marked as undone, unless something rests on what it brought. Then its rows go, some thousands at a time,
so that nobody waits: whoever is interrupted goes on, until nothing is left.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import Exists, OuterRef
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from polyphonie.accounts.models import User
from polyphonie.campaigns.permissions import refuse_if_closed
from polyphonie.consultations.models import Consultation, Contribution, Participant, Statement, Vote, VoteEvent
from polyphonie.core.audit import record
from polyphonie.core.obstacles import Obstacle
from polyphonie.core.signals import rows_asked_to_go, rows_going
from polyphonie.imports.enums import ImportStatus
from polyphonie.imports.errors import ImportCannotBeUndone, NothingToUndo
from polyphonie.imports.models import Import
from polyphonie.imports.services.lookups import rows_of_pairs

ROWS_AT_ONCE = 2_000
ENDED = (ImportStatus.DONE, ImportStatus.FAILED)


def obstacles_to_undoing(of_import: Import) -> list[Obstacle]:
    """List what rests on what an import brought, published things first; nothing where it can be undone."""
    answers: Sequence[tuple[Any, Any]] = rows_asked_to_go.send(sender=Import, **_removal(of_import))
    obstacles: list[Obstacle] = [obstacle for _receiver, found in answers for obstacle in found or ()]
    obstacles += _later_versions(of_import) + _votes_of_others(of_import)
    return sorted(obstacles, key=lambda obstacle: not obstacle.is_published)


def _removal(of_import: Import) -> dict[str, object]:
    since = of_import.started_at or of_import.created_at
    return {"consultation": of_import.consultation, "batch": of_import.pk, "since": since}


def _later_versions(of_import: Import) -> list[Obstacle]:
    later = Contribution.objects.filter(earlier_version__batch=of_import.pk).exclude(batch=of_import.pk)
    imports = Import.objects.filter(pk__in=later.values("batch").distinct()).order_by("pk")
    sentence = _("The import of “%(file)s” brought later versions of it: undo that one first.")
    return [
        Obstacle(sentence % {"file": each.source_name}, reverse("imports:detail", args=[each.pk])) for each in imports
    ]


def _votes_of_others(of_import: Import) -> list[Obstacle]:
    cast = VoteEvent.objects.filter(statement__batch=of_import.pk).exclude(batch=of_import.pk)
    imports = Import.objects.filter(pk__in=cast.values("batch").distinct()).order_by("pk")
    sentence = _("The import of “%(file)s” brought votes on its statements: undo that one first.")
    found = [
        Obstacle(sentence % {"file": each.source_name}, reverse("imports:detail", args=[each.pk])) for each in imports
    ]
    if not found and cast.exists():
        found.append(Obstacle(_("People voted on its statements.")))
    return found


def undo_import(*, of_import: Import, by: User | None, at: datetime) -> Import:
    """
    Remove all that an import brought; its report stays. Interrupted, it is gone on with by asking again.

    Raises
    ------
    ImportCannotBeUndone
        If something rests on it: `obstacles` say what.
    NothingToUndo
        If it never ended, or was only previewed.
    """
    marked = mark_as_undone(of_import=of_import, by=by, at=at)
    remove_what_was_brought(of_import=marked)
    return marked


@transaction.atomic
def mark_as_undone(*, of_import: Import, by: User | None, at: datetime) -> Import:
    """Decide that an import is undone, and have what was computed of it forgotten; its rows go next."""
    Consultation.objects.select_for_update(of=("self",), no_key=True).get(pk=of_import.consultation_id)
    locked = (
        Import.objects.select_for_update(of=("self",)).select_related("consultation__campaign").get(pk=of_import.pk)
    )
    refuse_if_closed(locked.consultation.campaign)
    if locked.status == ImportStatus.UNDONE:
        return locked
    if locked.status not in ENDED:
        raise NothingToUndo
    if obstacles := obstacles_to_undoing(locked):
        raise ImportCannotBeUndone(obstacles)
    rows_going.send(sender=Import, **_removal(locked))
    locked.status, locked.undone_at, locked.undone_by = ImportStatus.UNDONE, at, by
    locked.save(update_fields=["status", "undone_at", "undone_by", "updated_at"])
    record(
        "import_undone",
        locked,
        at=at,
        actor_id=by.pk if by else None,
        campaign_id=locked.consultation.campaign_id,
        territory_id=locked.consultation.territory_id,
        n_taken=locked.n_taken,
        n_updated=locked.n_updated,
    )
    return locked


def remove_what_was_brought(*, of_import: Import) -> None:
    """Remove the rows of an import that was undone, some thousands at a time: votes, then texts, then statements."""
    for remove in (_remove_votes, _remove_contributions, _remove_statements):
        while _in_one_go(of_import, remove):
            pass


def _in_one_go(of_import: Import, remove: Callable[[int], int]) -> int:
    with transaction.atomic():
        Consultation.objects.select_for_update(of=("self",), no_key=True).get(pk=of_import.consultation_id)
        marked = Import.objects.filter(pk=of_import.pk, status=ImportStatus.UNDONE)
        if not marked.update(updated_at=timezone.now()):
            return 0
        return remove(of_import.pk)


def _remove_votes(batch: int) -> int:
    """Take events out of the journal, and make the present votes again of what is left in it."""
    fields = ("pk", "participant_id", "statement_id")
    rows = list(VoteEvent.objects.filter(batch=batch).order_by("pk").values_list(*fields)[:ROWS_AT_ONCE])
    VoteEvent.objects.filter(pk__in=[row[0] for row in rows]).delete()
    _vote_again({(participant, statement) for _pk, participant, statement in rows})
    touched = Participant.objects.filter(pk__in={row[1] for row in rows})
    events, votes = (model.objects.filter(participant=OuterRef("pk")) for model in (VoteEvent, Vote))
    touched.exclude(Exists(events)).exclude(Exists(votes)).delete()
    return len(rows)


def _vote_again(pairs: set[tuple[int, int]]) -> None:
    """Give each person the last vote that the journal still tells, or none."""
    last: dict[tuple[int, int], VoteEvent] = {}
    for event in VoteEvent.objects.filter(pk__in=rows_of_pairs(VoteEvent, pairs)).order_by("pk"):
        pair = (event.participant_id, event.statement_id)
        before = last.get(pair)
        is_older = before and before.cast_at and event.cast_at and event.cast_at < before.cast_at
        if not is_older:
            last[pair] = event
    kept, gone = [], []
    for vote in Vote.objects.filter(pk__in=rows_of_pairs(Vote, pairs)):
        found = last.get((vote.participant_id, vote.statement_id))
        if found is None:
            gone.append(vote.pk)
        elif (vote.value, vote.cast_at) != (found.value, found.cast_at):
            vote.value, vote.cast_at = found.value, found.cast_at
            kept.append(vote)
    Vote.objects.bulk_update(kept, ["value", "cast_at"])
    Vote.objects.filter(pk__in=gone).delete()


def _remove_contributions(batch: int) -> int:
    """Remove texts; the version that each replaced counts again."""
    rows = list(
        Contribution.objects.filter(batch=batch).order_by("-pk").values_list("pk", "earlier_version_id")[:ROWS_AT_ONCE]
    )
    Contribution.objects.filter(pk__in=[pk for pk, _earlier in rows]).only("pk").delete()
    earlier = [earlier for _pk, earlier in rows if earlier]
    Contribution.objects.filter(pk__in=earlier).update(superseded_at=None, updated_at=timezone.now())
    return len(rows)


def _remove_statements(batch: int) -> int:
    keys = list(Statement.objects.filter(batch=batch).order_by("pk").values_list("pk", flat=True)[:ROWS_AT_ONCE])
    Statement.objects.filter(pk__in=keys).delete()
    return len(keys)
