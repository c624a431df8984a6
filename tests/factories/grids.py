"""The form of the grid, and grids."""

import factory
from factory.django import DjangoModelFactory

from polyphonie.info_grids.models import GridAnswer, GridForm, InfoGrid
from tests.factories.campaigns import CampaignFactory, EngagementFactory
from tests.factories.moment import NOON


class GridFormFactory(DjangoModelFactory):
    class Meta:
        model = GridForm

    class Params:
        draft = factory.Trait(published_at=None, digest="")

    campaign = factory.SubFactory(CampaignFactory)
    version = 1
    published_at = NOON
    digest = "5" * 64
    definition = factory.LazyFunction(
        lambda: {
            "blocks": [
                {
                    "key": "a",
                    "title": {"fr": "Territoire", "en": "Territory"},
                    "fields": [
                        {"key": "summary", "kind": "text", "label": {"fr": "Résumé", "en": "Summary"}},
                        {
                            "key": "n_people",
                            "kind": "number",
                            "label": {"fr": "Participants", "en": "Participants"},
                            "counts_people": True,
                        },
                    ],
                }
            ]
        }
    )


class InfoGridFactory(DjangoModelFactory):
    class Meta:
        model = InfoGrid

    engagement = factory.SubFactory(EngagementFactory)
    form = factory.SubFactory(GridFormFactory, campaign=factory.SelfAttribute("..engagement.campaign"))


class GridAnswerFactory(DjangoModelFactory):
    class Meta:
        model = GridAnswer

    grid = factory.SubFactory(InfoGridFactory)
    field_key = "summary"
    value = "We asked before we decided."
    changed_at = NOON
