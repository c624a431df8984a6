"""Who takes part: territories, people and their roles."""

import factory
from factory.django import DjangoModelFactory

from polyphonie.accounts.enums import Role
from polyphonie.accounts.models import Membership, User
from polyphonie.territories.enums import Scheme, TerritoryKind
from polyphonie.territories.models import Territory


class TerritoryFactory(DjangoModelFactory):
    class Meta:
        model = Territory

    class Params:
        epci_kind = factory.Trait(kind=TerritoryKind.EPCI, scheme=Scheme.SIREN, category="CA")
        foreign = factory.Trait(kind=TerritoryKind.FOREIGN_CITY, scheme=Scheme.GEONAMES, country="CM")

    scheme = Scheme.INSEE_COMMUNE
    identifier = factory.Sequence(lambda n: f"{n:05d}")
    kind = TerritoryKind.COMMUNE
    name = factory.Sequence(lambda n: f"Sainte-Voix-{n}")
    name_search = factory.LazyAttribute(lambda row: row.name.lower())
    slug = factory.LazyAttribute(lambda row: f"{row.name.lower()}-{row.identifier}")
    population = 12_000


class UserFactory(DjangoModelFactory):
    class Meta:
        model = User
        skip_postgeneration_save = True

    email = factory.Sequence(lambda n: f"person-{n}@example.org")
    name = factory.Sequence(lambda n: f"Person {n}")
    password = factory.django.Password("a long enough sentence")


class MembershipFactory(DjangoModelFactory):
    class Meta:
        model = Membership

    class Params:
        national = factory.Trait(territory=None)
        coordinator = factory.Trait(role=Role.COORDINATOR, territory=None)
        analyst = factory.Trait(role=Role.ANALYST)
        reader = factory.Trait(role=Role.READER)

    user = factory.SubFactory(UserFactory)
    role = Role.TERRITORY_LEAD
    territory = factory.SubFactory(TerritoryFactory)
