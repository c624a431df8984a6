"""The texts of a campaign or of a consultation, as the analysis reads them."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from polyphonie.analysis.texts import Text, Theme
from polyphonie.campaigns.models import Campaign
from polyphonie.consultations.models import Consultation, Contribution
from polyphonie.ideas.codebooks import split_keywords
from polyphonie.ideas.models import Topic
from polyphonie.ideas.queries.codebooks import codebook_in_use
from polyphonie.ideas.records import digest_of_texts


@dataclass(frozen=True)
class GatheredTexts:
    """
    Texts with the identifiers that they have outside of this site, and where each one comes from.

    A campaign answers for what territories have published; a consultation for all its own. What moderation hides stays
    in the counts; what a person had erased does not.
    """

    campaign: Campaign
    consultation: Consultation | None
    texts: tuple[Text, ...]
    pk_of: dict[str, int]
    territory_of: dict[str, int]
    topics: dict[str, Topic]

    @cached_property
    def digest(self) -> str:
        """SHA-256 of the texts in canonical order."""
        return digest_of_texts(self.texts)

    @property
    def codebook(self) -> tuple[Theme, ...]:
        """The themes of the campaign, as the analysis takes them."""
        return tuple(
            Theme(topic.code, topic.label, split_keywords(topic.keywords), topic.parent.code if topic.parent else None)
            for topic in self.topics.values()
        )


def texts_of_scope(campaign: Campaign, consultation: Consultation | None) -> GatheredTexts:
    """Read the texts of a consultation, or of all the published consultations of a campaign."""
    kept = Contribution.objects.kept().in_campaign(campaign)
    scope = kept.filter(consultation=consultation) if consultation else kept.filter(consultation__is_published=True)
    rows = scope.order_by("id").values_list(
        "pk", "consultation__slug", "source", "external_id", "title", "text", "language", "consultation__territory_id"
    )
    texts: list[Text] = []
    pk_of: dict[str, int] = {}
    territory_of: dict[str, int] = {}
    for pk, slug, source, external_id, title, text, language, territory_id in rows.iterator():
        identifier = f"{slug}/{source}/{external_id}"
        texts.append(Text(identifier, f"{title}\n{text}" if title else text, language[:2].lower() or None))
        pk_of[identifier] = pk
        territory_of[identifier] = territory_id
    return GatheredTexts(campaign, consultation, tuple(texts), pk_of, territory_of, _topics(campaign, consultation))


def _topics(campaign: Campaign, consultation: Consultation | None) -> dict[str, Topic]:
    """
    Read the themes that texts are sorted into: those of everyone, and those that the territory added for itself.

    What the coordination merged into a theme of everyone lends it its keywords, and is no theme of its own.
    """
    codebook = codebook_in_use(campaign)
    if codebook is None:
        return {}
    topics = list(codebook.topics.select_related("parent"))
    by_key = {topic.pk: topic for topic in topics}
    territory_id = consultation.territory_id if consultation else None
    for topic in topics:
        if topic.territory_id and topic.merged_into_id:
            target = by_key[topic.merged_into_id]
            target.keywords = ", ".join(filter(None, (target.keywords, topic.label, topic.keywords)))
    return {
        topic.code: topic
        for topic in topics
        if topic.territory_id is None or (topic.territory_id == territory_id and topic.merged_into_id is None)
    }
