"""A campaign with its form, a territory with its grid, the people around them."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from polyphonie.accounts.models import User
from polyphonie.campaigns.models import Campaign, Engagement
from polyphonie.info_grids.models import GridForm, InfoGrid
from polyphonie.info_grids.records import AnswerChangeAsked, SaveReport
from polyphonie.info_grids.services.saving import save_answers
from polyphonie.territories.models import Territory
from tests.factories import (
    NOON,
    CampaignFactory,
    EngagementFactory,
    GridFormFactory,
    InfoGridFactory,
    MembershipFactory,
    TerritoryFactory,
    UserFactory,
)


def words(text: str) -> dict[str, str]:
    return {"fr": text, "en": f"{text} (en)"}


YES_NO = [{"key": "yes", "label": words("Oui")}, {"key": "no", "label": words("Non")}]


def one_field(key: str, kind: str = "text", **more: Any) -> dict[str, Any]:
    return {"key": key, "kind": kind, "label": words(key.capitalize()), **more}


def small_form() -> dict[str, Any]:
    """Two blocks with a field of every kind."""
    columns = [
        one_field("title", is_required=True),
        one_field("n", "number", counts_people=True),
        one_field("cost", "number", visibility="restricted"),
    ]
    first = [
        one_field("summary", is_required=True),
        one_field("name", source="territory_name"),
        one_field("uses_ai", "choice", choices=YES_NO),
        one_field("which_ai", condition={"field": "uses_ai", "is_one_of": ["yes"]}, is_required=True),
        one_field("n_people", "number", counts_people=True),
        one_field("held_on", "date"),
        one_field("secret", "long_text", visibility="restricted"),
    ]
    second = [
        one_field("sessions", "rows", columns=columns),
        one_field("total", "computed", formula={"operation": "sum", "of": "sessions.n"}, counts_people=True),
        one_field("themes", "choices", choices=YES_NO),
        one_field("minutes", "file"),
    ]
    return {
        "blocks": [
            {"key": "a", "title": words("Territoire"), "help": words("Aide"), "fields": first},
            {"key": "b", "title": words("Séances"), "fields": second},
        ]
    }


@dataclass
class World:
    """Everything that a test of the grid needs."""

    form: GridForm
    grid: InfoGrid
    lead: User
    contributor: User
    coordinator: User
    stranger: User = field(default_factory=UserFactory)

    @property
    def engagement(self) -> Engagement:
        return self.grid.engagement

    @property
    def territory(self) -> Territory:
        return self.grid.engagement.territory

    @property
    def campaign(self) -> Campaign:
        return self.grid.engagement.campaign

    @property
    def slugs(self) -> list[str]:
        return [self.campaign.slug, self.territory.slug]

    def save(self, key: str, value: Any, *, base: int = 0, note: str = "", person: User | None = None) -> SaveReport:
        asked = [AnswerChangeAsked(key, value, base, note)]
        return save_answers(grid=self.grid, changes=asked, person=person or self.lead, at=NOON)


def world(definition: dict[str, Any] | None = None) -> World:
    """Make a grid on a small form, with a lead, a contributor, a coordinator and a stranger."""
    campaign, territory = CampaignFactory(), TerritoryFactory()
    form = GridFormFactory(campaign=campaign, definition=definition or small_form())
    grid = InfoGridFactory(engagement=EngagementFactory(campaign=campaign, territory=territory), form=form)
    return World(
        form=form,
        grid=grid,
        lead=MembershipFactory(territory=territory).user,
        contributor=MembershipFactory(role="contributor", territory=territory).user,
        coordinator=MembershipFactory(coordinator=True).user,
    )
