import pytest
from django.urls import reverse

from polyphonie.manifesto.chapters import chapter_for, shipped_chapters
from polyphonie.manifesto.services import draft_manifesto
from polyphonie.syntheses.enums import DocumentKind, SectionKind
from polyphonie.syntheses.models import Document, Sentence
from polyphonie.syntheses.services import editing, publish_document, recount
from polyphonie.syntheses.services.material import IdeaMaterial
from tests.factories import NOON, CampaignFactory, IdeaFactory, MembershipFactory, TopicFactory

pytestmark = pytest.mark.django_db


def sentences_of(document):
    return Sentence.objects.filter(section__document=document).order_by("section__position", "position")


def address(campaign):
    return reverse("manifesto:detail", args=[campaign.slug])


def test_the_first_version_has_the_five_shipped_chapters(world):
    document = draft_manifesto(world.campaign)
    chapters = document.sections.filter(kind=SectionKind.CHAPTER).order_by("position")
    assert [row.title for row in chapters] == [chapter.title for chapter in shipped_chapters("fr")]
    assert chapters.count() == 5


@pytest.mark.parametrize(
    ("theme", "chapter"),
    [
        ("Inclusion et discriminations", "social"),
        ("Transparence et recours", "democratic"),
        ("Environnement et sobriété", "proportionate"),
        ("Achats, mutualisation et souveraineté", "shared"),
        ("Formation des agents", "learning"),
    ],
)
def test_an_idea_goes_to_the_chapter_that_its_theme_calls(theme, chapter):
    material = IdeaMaterial(IdeaFactory(label="x", topic=TopicFactory(label=theme)))
    found = chapter_for(material, shipped_chapters("fr"))
    assert found is not None
    assert found.key == f"chapter:{chapter}"


def test_an_idea_that_no_chapter_calls_is_kept_apart():
    assert chapter_for(IdeaMaterial(IdeaFactory(label="zzz")), shipped_chapters("fr")) is None


def test_each_sentence_stands_in_several_territories_and_recounts(world):
    for sentence in sentences_of(draft_manifesto(world.campaign)):
        assert sentence.figures["n_territories"] >= 2
        assert recount(sentence) == sentence.figures


def test_minority_views_have_their_section_in_the_manifesto(world):
    document = draft_manifesto(world.campaign)
    kinds = [row.section.kind for row in sentences_of(document).filter(idea=world.ideas["minority"])]
    assert kinds == [SectionKind.MINORITIES]


def test_a_new_draft_goes_into_the_chapters_as_people_edited_them(world):
    document = draft_manifesto(world.campaign)
    chapter = sentences_of(document).get(idea=world.ideas["shared"]).section
    chapter.title = "Des services humains"
    chapter.save()
    document.sections.filter(kind=SectionKind.CHAPTER, sentences__isnull=True).delete()
    draft_manifesto(world.campaign)
    titles = list(document.sections.filter(kind=SectionKind.CHAPTER).values_list("title", flat=True))
    assert titles == ["Des services humains"]


def test_a_chapter_that_people_added_receives_the_ideas_it_names(world):
    document = draft_manifesto(world.campaign)
    editing.remove_sentence(sentence=sentences_of(document).get(idea=world.ideas["shared"]))
    Document.objects.filter(pk=document.pk).update(removed=[])
    document.sections.filter(kind=SectionKind.CHAPTER).delete()
    added = editing.add_section(document=document, title="Garder un accueil")
    draft_manifesto(world.campaign)
    assert [row.section for row in sentences_of(document).filter(idea=world.ideas["shared"])] == [added]


def test_the_manifesto_says_where_it_stands_and_who_differs(client, world):
    publish_document(document=draft_manifesto(world.campaign), at=NOON)
    page = client.get(address(world.campaign)).content.decode()
    assert "Dans 3 territoires, 8 contributions" in page
    assert "sur 28" in page
    assert "Qui pense autrement" in page


def test_the_address_of_the_document_is_that_of_the_manifesto(client, world):
    document = publish_document(document=draft_manifesto(world.campaign), at=NOON).document
    response = client.get(reverse("syntheses:detail", args=[document.slug]))
    assert response.url == address(world.campaign)


def test_before_it_is_published_the_page_says_what_will_be_there(client, world):
    draft_manifesto(world.campaign)
    page = client.get(address(world.campaign)).content.decode()
    assert "pas encore publié" in page
    assert "Dans 3 territoires" not in page
    assert "Continuer le brouillon" not in page


def test_the_national_team_goes_on_with_the_draft(client, world):
    draft_manifesto(world.campaign)
    client.force_login(MembershipFactory(coordinator=True).user)
    assert "Continuer le brouillon" in client.get(address(world.campaign)).content.decode()


def test_the_manifesto_of_a_campaign_in_preparation_does_not_exist_for_a_stranger(client):
    assert client.get(address(CampaignFactory(draft=True))).status_code == 404


def test_the_page_asks_few_questions(client, world, django_assert_max_num_queries):
    publish_document(document=draft_manifesto(world.campaign), at=NOON)
    with django_assert_max_num_queries(12):
        client.get(address(world.campaign))


def test_a_button_drafts_the_manifesto_for_the_national_team_only(client, world):
    button = reverse("manifesto:draft", args=[world.campaign.slug])
    client.force_login(MembershipFactory(territory=world.consultation.territory).user)
    assert client.post(button).status_code == 404
    client.force_login(MembershipFactory(analyst=True, national=True).user)
    client.post(button)
    assert Document.objects.get().kind == DocumentKind.MANIFESTO
