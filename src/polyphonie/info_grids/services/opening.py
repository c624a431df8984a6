"""Opening the grid of a territory, filled at once with what is known; taking what is known later."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction

from polyphonie.accounts.models import User
from polyphonie.campaigns.models import Engagement
from polyphonie.campaigns.permissions import refuse_if_closed
from polyphonie.core import audit
from polyphonie.info_grids.enums import AnswerOrigin
from polyphonie.info_grids.errors import NoFormInForce, TerritoryHasLeft
from polyphonie.info_grids.knowledge import known_values
from polyphonie.info_grids.knowledge.merging import taken
from polyphonie.info_grids.models import InfoGrid
from polyphonie.info_grids.queries.filling import answers_of, definition_of
from polyphonie.info_grids.queries.forms import form_in_force
from polyphonie.info_grids.records import AnswerChangeAsked, SaveReport
from polyphonie.info_grids.services.locking import lock_grid
from polyphonie.info_grids.services.saving import save_answers


@transaction.atomic
def open_grid(*, engagement: Engagement, person: User | None, at: datetime) -> InfoGrid:
    """
    Give the grid of a territory, opened on the form in force the first time.

    Raises
    ------
    NoFormInForce, TerritoryHasLeft, CampaignIsClosed
    """
    locked = Engagement.objects.select_for_update(of=("self",)).select_related("campaign", "territory")
    engagement = locked.get(pk=engagement.pk)
    grid = InfoGrid.objects.filter(engagement=engagement).select_related("form").first()
    if grid is not None:
        return grid
    form = form_in_force(engagement.campaign)
    if form is None:
        raise NoFormInForce
    refuse_if_closed(engagement.campaign)
    if not engagement.is_active:
        raise TerritoryHasLeft
    grid = InfoGrid.objects.create(engagement=engagement, form=form)
    take_known(grid=grid, keys=definition_of(form).fields, person=None, at=at)
    audit.record(
        "grid_opened",
        grid,
        at=at,
        actor_id=person.pk if person else None,
        campaign_id=engagement.campaign_id,
        territory_id=engagement.territory_id,
        form_version=form.version,
    )
    return grid


@transaction.atomic
def take_known(*, grid: InfoGrid, keys: Iterable[str], person: User | None, at: datetime) -> SaveReport:
    """Fill fields with what is known now; of repeated rows, what people added to them stays. Notes are dropped."""
    locked = lock_grid(grid)
    definition, answers = definition_of(locked.form), answers_of(locked)
    fields = [definition.fields[key] for key in keys if key in definition.fields]
    changes = []
    for key, known in known_values(locked.engagement, fields).items():
        answer = answers.get(key)
        if answer is None:
            changes.append(AnswerChangeAsked(key, known.value, 0))
        else:
            value = taken(definition.fields[key], answer.value, known.value, answer.known_value)
            changes.append(AnswerChangeAsked(key, value, answer.revision))
    return save_answers(grid=locked, changes=changes, person=person, at=at, origin=AnswerOrigin.KNOWN)
