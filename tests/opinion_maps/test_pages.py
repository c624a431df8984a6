import pytest
from django.urls import reverse

from polyphonie.opinion_maps.jobs import compute_opinion_map
from polyphonie.opinion_maps.models import OpinionMap
from polyphonie.opinion_maps.presentation import map_view, statement_views
from polyphonie.opinion_maps.queries import visible_maps
from tests.factories import CampaignFactory, ConsultationFactory, MembershipFactory, OpinionMapFactory
from tests.opinion_maps.made import voted_consultation

pytestmark = pytest.mark.django_db


def published_map(**kwargs):
    opinion_map = OpinionMap.objects.get(pk=compute_opinion_map.call(voted_consultation(**kwargs).pk))
    opinion_map.is_published = True
    opinion_map.save()
    return opinion_map


def page_of(client, opinion_map, name="detail"):
    return client.get(reverse(f"opinion_maps:{name}", args=[opinion_map.pk]))


def test_a_published_map_is_drawn_and_told_in_words(client, django_assert_max_num_queries):
    opinion_map = published_map()
    with django_assert_max_num_queries(8):
        response = page_of(client, opinion_map)
    text = response.content.decode()
    assert response.status_code == 200
    assert "3 groupes de personnes votent chacun à leur manière." in text
    assert 'class="opinion-map" role="img"' in text
    assert "n’est pas un sondage" in text or "Ceci n’est pas un sondage" in text
    assert "style=" not in text


def test_a_map_page_is_light(client):
    text = page_of(client, published_map()).content.decode()
    assert len(text.encode()) < 60_000
    assert text.count("<") - text.count("</") < 500


def test_the_same_is_given_as_a_table(client):
    text = page_of(client, published_map(), "statements").content.decode()
    assert "<caption" in text
    assert text.count('<th scope="row">') == 20


def test_a_stranger_never_sees_an_unpublished_map(client):
    opinion_map = OpinionMapFactory(is_published=False)
    assert page_of(client, opinion_map).status_code == 404
    assert page_of(client, opinion_map, "statements").status_code == 404
    assert opinion_map not in visible_maps(MembershipFactory().user, opinion_map.consultation.campaign)


def test_a_map_of_an_unpublished_consultation_is_not_public(client):
    assert page_of(client, OpinionMapFactory(consultation=ConsultationFactory(draft=True))).status_code == 404


def test_a_map_of_a_campaign_in_preparation_is_not_public(client):
    consultation = ConsultationFactory(campaign=CampaignFactory(draft=True))
    assert page_of(client, OpinionMapFactory(consultation=consultation)).status_code == 404


def test_who_works_in_the_territory_sees_its_drafts(client):
    opinion_map = OpinionMap.objects.get(pk=compute_opinion_map.call(voted_consultation().pk))
    client.force_login(MembershipFactory(reader=True, territory=opinion_map.consultation.territory).user)
    assert page_of(client, opinion_map).status_code == 200
    listed = client.get(reverse("opinion_maps:list", args=[opinion_map.consultation.campaign.slug]))
    assert opinion_map.consultation.title in listed.content.decode()


def test_the_map_of_another_territory_stays_out():
    ours, theirs = OpinionMapFactory(), OpinionMapFactory()
    assert list(OpinionMap.objects.of(ours.consultation.territory)) == [ours]
    assert theirs not in OpinionMap.objects.in_campaign(ours.consultation.campaign)


def test_a_participant_finds_their_place(client):
    opinion_map = published_map()
    url = reverse("opinion_maps:detail", args=[opinion_map.pk])
    text = client.post(url, {"code": " 7 "}).content.decode()
    assert "croix cerclée" in text
    assert 'class="map-here"' in text


def test_an_unknown_code_is_an_error_beside_its_field(client):
    url = reverse("opinion_maps:detail", args=[published_map().pk])
    text = client.post(url, {"code": "nobody"}).content.decode()
    assert "Ce code n’est pas celui" in text
    assert 'aria-invalid="true"' in text
    assert 'class="map-here"' not in text


def test_small_counts_are_withheld(client):
    opinion_map = published_map()
    for row in opinion_map.result["statements"]:
        row["groups"] = [[2, 1, 1] for _ in row["groups"]]
    opinion_map.result["groups"][0]["size"] = 3
    opinion_map.save()
    text = page_of(client, opinion_map).content.decode()
    assert "moins de 5" in text
    assert "trop peu" in page_of(client, opinion_map, "statements").content.decode()


def test_an_analyst_publishes_a_map_and_the_one_before_is_withdrawn(client):
    before = published_map()
    after = OpinionMap.objects.get(pk=compute_opinion_map.call(before.consultation.pk, 1))
    client.force_login(MembershipFactory(analyst=True, territory=before.consultation.territory).user)
    client.post(reverse("opinion_maps:publication", args=[after.pk]), {"publish": "yes"})
    assert list(OpinionMap.objects.filter(is_published=True)) == [after]
    client.post(reverse("opinion_maps:publication", args=[after.pk]), {"publish": "no"})
    assert not OpinionMap.objects.filter(is_published=True).exists()


@pytest.mark.parametrize("trait", [{}, {"reader": True}])
def test_nobody_else_publishes_or_computes(client, trait):
    opinion_map = published_map()
    if trait:
        client.force_login(MembershipFactory(territory=opinion_map.consultation.territory, **trait).user)
    client.post(reverse("opinion_maps:publication", args=[opinion_map.pk]), {"publish": "no"})
    client.post(reverse("opinion_maps:compute", args=[opinion_map.consultation.slug]))
    assert OpinionMap.objects.get().is_published


def test_an_analyst_asks_for_a_map(client):
    consultation = voted_consultation()
    client.force_login(MembershipFactory(analyst=True, territory=consultation.territory).user)
    response = client.post(reverse("opinion_maps:compute", args=[consultation.slug]))
    assert response.status_code == 302
    assert OpinionMap.objects.get().verdict == "groups"


def test_the_list_offers_to_compute_a_map_to_those_who_may(client):
    consultation = voted_consultation()
    url = reverse("opinion_maps:list", args=[consultation.campaign.slug])
    offer = reverse("opinion_maps:compute", args=[consultation.slug])
    assert offer not in client.get(url).content.decode()
    client.force_login(MembershipFactory(reader=True, territory=consultation.territory).user)
    assert offer not in client.get(url).content.decode()
    client.force_login(MembershipFactory(analyst=True, territory=consultation.territory).user)
    assert offer in client.get(url).content.decode()


def test_a_campaign_without_maps_says_how_one_starts(client):
    response = client.get(reverse("opinion_maps:list", args=[CampaignFactory().slug]))
    assert "Aucune carte d’opinion n’est encore publiée." in response.content.decode()


@pytest.mark.parametrize("verdict", ["too_few", "no_votes"])
def test_a_map_without_positions_is_told_in_words(client, verdict):
    opinion_map = OpinionMapFactory(
        verdict=verdict,
        result={"verdict": verdict, "n_placed": 0, "groups": [], "statements": [], "trials": [], "density": None},
    )
    response = page_of(client, opinion_map)
    assert response.status_code == 200
    assert "opinion-map" not in response.content.decode().replace("opinion_maps", "")


def test_what_would_tell_a_small_group_is_withheld_with_it(client):
    opinion_map = published_map()
    record = opinion_map.result
    for row in record["statements"]:
        row["groups"] = [[2, 1, 1], [8, 0, 0], [30, 6, 0]]
    for group, size in zip(record["groups"], (3, 71, 643), strict=True):
        group["size"] = size
    opinion_map.save()
    view = map_view(record, n_participants=717, threshold=5)
    text = page_of(client, opinion_map).content.decode()
    assert [group.people for group in view.groups] == ["moins de 5", "non montré", "643"]
    assert "(71)" not in text
    assert "(3)" not in text
    assert {tuple(one.is_withheld for one in row.groups) for row in statement_views(record, threshold=5)} == {
        (True, True, False)
    }
