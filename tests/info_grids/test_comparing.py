"""Published grids side by side, their totals, and what may be told of small groups."""

from itertools import product

import pytest
from django.core.cache import cache
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from polyphonie.analysis.disclosure import is_small, total_is_safe
from polyphonie.info_grids.definition import Choice, Field
from polyphonie.info_grids.enums import FieldKind
from polyphonie.info_grids.models import GridVersion
from polyphonie.info_grids.totals import totals_of
from tests.factories import NOON, CampaignFactory, EngagementFactory, GridFormFactory, InfoGridFactory

THRESHOLD = 5
PEOPLE = Field("n_people", FieldKind.NUMBER, {"fr": "Participants"}, counts_people=True)
COST = Field("cost", FieldKind.NUMBER, {"fr": "Coût"})
MODE = Field("mode", FieldKind.CHOICE, {"fr": "Mode"}, choices=(Choice("a", {"fr": "A"}), Choice("b", {"fr": "B"})))


def publish(campaign, name, **answers):
    form = campaign.grid_forms.first()
    grid = InfoGridFactory(engagement__campaign=campaign, engagement__territory__name=name, form=form)
    content = {"form": 1, "answers": {key: {"value": value, "origin": "typed"} for key, value in answers.items()}}
    return GridVersion.objects.create(
        grid=grid, form=form, number=1, published_at=NOON, content=content, digest="6" * 64
    )


@pytest.fixture(autouse=True)
def nothing_kept_from_another_test():
    cache.clear()


@pytest.fixture
def campaign():
    return GridFormFactory().campaign


def address(campaign, query=""):
    return f"/campagnes/{campaign.slug}/grilles/{query}"


# --- Figures ----------------------------------------------------------------------------------------------------------


@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(st.integers(0, 12), max_size=6))
def test_a_total_that_is_given_leaves_every_small_value_possible(counts):
    small = [count for count in counts if is_small(count, THRESHOLD)]
    if not small or not total_is_safe(counts, THRESHOLD):
        return
    possible = [row for row in product(range(1, THRESHOLD), repeat=len(small)) if sum(row) == sum(small)]
    for place in range(len(small)):
        assert {row[place] for row in possible} == set(range(1, THRESHOLD))


@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(st.integers(0, 100), max_size=8))
def test_the_order_of_territories_does_not_matter(counts):
    assert totals_of(PEOPLE, counts, threshold=5) == totals_of(PEOPLE, counts[::-1], threshold=5)


def test_a_total_that_would_tell_a_small_count_is_withheld():
    totals = totals_of(PEOPLE, [80, 3, None], threshold=5)
    assert (totals.n_answered, totals.total, totals.is_withheld) == (2, None, True)


def test_a_total_of_what_counts_no_people_is_always_given():
    assert totals_of(COST, [1, 2.5, None], threshold=5).total == 3.5


def test_what_is_hidden_in_one_grid_alone_hides_the_total():
    assert totals_of(COST, [30, 40], threshold=5, is_hidden=[True, False]).is_withheld
    assert totals_of(COST, [30, 40], threshold=5, is_hidden=[True, True]).total == 70


def test_choices_are_counted_by_territory():
    assert totals_of(MODE, ["a", "a", None, "b"], threshold=5).counts == {"a": 2, "b": 1}
    assert totals_of(MODE, ["gone"], threshold=5).counts == {"a": 0, "b": 0}


# --- The page ---------------------------------------------------------------------------------------------------------


@pytest.mark.django_db
def test_territories_stand_in_alphabetical_order_with_what_they_answered(client, campaign):
    publish(campaign, "Zuydcoote", summary="Nous avons demandé", n_people=80)
    publish(campaign, "Abidjan", summary="<b>Bonjour</b>", n_people=3)
    page = client.get(address(campaign)).content.decode()
    assert page.index("Abidjan") < page.index("Zuydcoote")
    assert "&lt;b&gt;Bonjour&lt;/b&gt;" in page
    assert "moins de 5" in page


@pytest.mark.django_db
def test_a_figure_comes_with_its_denominators_and_who_is_missing(client, campaign):
    publish(campaign, "Abidjan", n_people=80)
    publish(campaign, "Zuydcoote", summary="Rien de plus")
    EngagementFactory(campaign=campaign, territory__name="Tunis")
    EngagementFactory(campaign=campaign, withdrawn=True, territory__name="Partie")
    response = client.get(address(campaign, "?bloc=a&champ=n_people"))
    assert (response.context["totals"].n_answered, response.context["totals"].total) == (1, 80)
    assert response.context["n_engaged"] == 3
    assert list(response.context["missing"].names) == ["Tunis"]


@pytest.mark.django_db
def test_a_new_grid_changes_the_totals_at_once(client, campaign):
    publish(campaign, "Abidjan", n_people=80)
    assert client.get(address(campaign, "?bloc=a&champ=n_people")).context["totals"].total == 80
    publish(campaign, "Tunis", n_people=20)
    assert client.get(address(campaign, "?bloc=a&champ=n_people")).context["totals"].total == 100


@pytest.mark.django_db
def test_only_the_last_version_counts(client, campaign):
    version = publish(campaign, "Abidjan", n_people=80)
    content = {"form": 1, "answers": {"n_people": {"value": 90}}}
    GridVersion.objects.create(
        grid=version.grid, form=version.form, number=2, published_at=NOON, content=content, digest="7" * 64
    )
    assert client.get(address(campaign, "?bloc=a&champ=n_people")).context["totals"].total == 90


@pytest.mark.django_db
@pytest.mark.parametrize("query", ["", "?bloc=a&champ=n_people", "?territoire=abi", "?bloc=nothing&champ=x&page=99"])
def test_the_page_costs_few_queries_however_many_grids(client, campaign, query, django_assert_max_num_queries):
    for number in range(25):
        publish(campaign, f"Ville-{number:02d}", summary="Oui", n_people=number)
    with django_assert_max_num_queries(12):
        response = client.get(address(campaign, query))
    assert response.content.decode().count("<tr>") <= 30


@pytest.mark.django_db
def test_a_territory_is_found_by_its_name_without_accents(client, campaign):
    publish(campaign, "abidjan", summary="Oui")
    publish(campaign, "tunis", summary="Non")
    response = client.get(address(campaign, "?territoire=Abidján"))
    assert [row.name for row in response.context["rows"]] == ["abidjan"]


@pytest.mark.django_db
def test_a_campaign_without_form_says_what_will_be_there(client):
    assert client.get(address(CampaignFactory())).status_code == 200
    assert client.get(address(CampaignFactory(draft=True))).status_code == 404


@pytest.mark.django_db
def test_restricted_fields_are_not_on_the_page(client):
    form = GridFormFactory()
    form.definition["blocks"][0]["fields"][0]["visibility"] = "restricted"
    other = GridFormFactory(campaign=CampaignFactory(), definition=form.definition)
    publish(other.campaign, "Abidjan", summary="introuvable", n_people=80)
    page = client.get(address(other.campaign, "?bloc=a&champ=summary")).content.decode()
    assert "introuvable" not in page
