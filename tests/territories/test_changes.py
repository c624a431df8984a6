from datetime import UTC, date, datetime

import pytest
from django.core.management import CommandError, call_command

from polyphonie.core.models import AuditEvent
from polyphonie.territories.errors import AlreadyMerged, CityIsKnown, MergesIntoItself, NameIsMissing, SuccessorIsMerged
from polyphonie.territories.models import Territory
from polyphonie.territories.queries import search_territories, shown
from polyphonie.territories.services import (
    CityDeclared,
    declare_city,
    load_reference,
    merge_territory,
    rename_territory,
)
from tests.factories import NOON, TerritoryFactory, UserFactory

pytestmark = pytest.mark.django_db
DAY = date(2027, 1, 1)


def merge(former, into, person=None):
    return merge_territory(former=former, into=into, on=DAY, person=person, at=NOON)


def test_a_merged_commune_leads_to_its_successor():
    former, into = TerritoryFactory(name="Vieux-Bourg"), TerritoryFactory(name="Bourg-Neuf")
    merge(former, into)
    found = shown(search_territories("vieux bourg"))[0]
    assert (found.territory, found.merged, found.merged.merged_on) == (into, former, DAY)


def test_a_merger_is_in_the_audit_trail():
    person, former = UserFactory(), TerritoryFactory()
    merge(former, TerritoryFactory(), person)
    event = AuditEvent.objects.get(verb="territory_merged")
    assert (event.actor_id, event.territory_id) == (person.pk, former.pk)


def test_a_chain_of_mergers_leads_to_the_last():
    first, second, third = TerritoryFactory(), TerritoryFactory(), TerritoryFactory()
    merge(first, second)
    merge(Territory.objects.get(pk=second.pk), third)
    assert Territory.objects.get(pk=first.pk).successor == third


def test_a_territory_merges_once():
    former = merge(TerritoryFactory(), TerritoryFactory())
    with pytest.raises(AlreadyMerged):
        merge(former, TerritoryFactory())


def test_a_territory_cannot_merge_into_itself():
    alone = TerritoryFactory()
    with pytest.raises(MergesIntoItself):
        merge(alone, alone)


def test_a_territory_merges_only_into_one_that_stands():
    gone = merge(TerritoryFactory(), TerritoryFactory())
    with pytest.raises(SuccessorIsMerged):
        merge(TerritoryFactory(), gone)


def test_a_renamed_territory_keeps_its_address_and_its_old_name_finds_it():
    town = TerritoryFactory(name="Ville-Ancienne")
    slug = town.slug
    renamed = rename_territory(territory=town, name=" Ville  Nouvelle ", person=None, at=NOON)
    assert (renamed.name, renamed.slug, renamed.former_names) == ("Ville Nouvelle", slug, "Ville-Ancienne")
    found = shown(search_territories("ville ancienne"))[0]
    assert (found.territory, found.former_name) == (town, "Ville-Ancienne")


def test_a_name_is_not_emptied():
    with pytest.raises(NameIsMissing):
        rename_territory(territory=TerritoryFactory(), name="  ", person=None, at=NOON)


ROW = {
    "country": "FR", "scheme": "insee", "identifier": "99999", "kind": "commune", "category": "", "name": "Bourg",
    "siren": "", "population": "10", "postal_codes": "99000", "epci": "", "departement": "", "region": "",
    "latitude": "", "longitude": "",
}  # fmt: skip


@pytest.fixture
def load(monkeypatch):
    def load_rows(*rows):
        monkeypatch.setattr("polyphonie.territories.services.read_rows", lambda: iter(rows))
        return load_reference().n_written

    return load_rows


def test_a_name_that_the_reference_changes_goes_to_the_former_names(load):
    load(ROW)
    slug = Territory.objects.get().slug
    assert load(ROW | {"name": "Bourg-sur-Voix"}) == 1
    town = Territory.objects.get()
    assert (town.name, town.former_names, town.slug) == ("Bourg-sur-Voix", "Bourg", slug)
    assert load(ROW | {"name": "Bourg-sur-Voix"}) == 0


def test_what_was_renamed_here_is_not_named_back_by_an_old_reference(load):
    load(ROW)
    rename_territory(territory=Territory.objects.get(), name="Bourg-Neuf", person=None, at=NOON)
    assert load(ROW) == 0
    assert load(ROW | {"population": "11"}) == 1
    assert Territory.objects.get().name == "Bourg-Neuf"


def test_loading_the_reference_leaves_merged_territories_alone(load):
    load(ROW)
    merge(Territory.objects.get(), TerritoryFactory())
    assert load(ROW | {"name": "Other", "population": "3"}) == 0
    assert Territory.objects.get(identifier="99999").is_merged


def test_a_city_abroad_is_declared_once():
    city = CityDeclared(name="Saint-Louis", country="SN", population=250_000, time_zone="Africa/Dakar")
    declared = declare_city(city=city, person=None, at=NOON)
    assert (declared.slug, declared.scheme, declared.zone.key) == ("saint-louis-sn", "declared", "Africa/Dakar")
    with pytest.raises(CityIsKnown):
        declare_city(city=CityDeclared(name="saint louis", country="SN"), person=None, at=NOON)


def test_a_city_in_another_script_has_an_address():
    city = declare_city(city=CityDeclared(name="مراكش", country="MA"), person=None, at=datetime(2027, 1, 1, tzinfo=UTC))
    assert city.slug.endswith("-ma")
    assert city.name_search == "مراكش"


def test_a_city_known_by_its_number_is_not_declared_again():
    TerritoryFactory(foreign=True, country="CM", identifier="2232444", name="Dschang")
    with pytest.raises(CityIsKnown):
        declare_city(city=CityDeclared(name="Tchang", country="CM", geonames_id="2232444"), person=None, at=NOON)


def test_the_commands_merge_and_rename(capsys):
    former, into = TerritoryFactory(name="Ancien"), TerritoryFactory(name="Nouveau")
    call_command("merge_territory", former.slug, into.slug, "2027-01-01")
    call_command("rename_territory", into.slug, "Nouveau-Bourg")
    assert Territory.objects.get(pk=former.pk).successor.name == "Nouveau-Bourg"


@pytest.mark.parametrize(
    "words", [("merge_territory", "none", "none", "2027-01-01"), ("rename_territory", "none", "Name")]
)
def test_the_commands_say_which_address_is_unknown(words):
    with pytest.raises(CommandError, match="none"):
        call_command(*words)
