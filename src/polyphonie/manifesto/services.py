"""The manifesto: a document of the whole campaign, in chapters, fed from national ideas."""

from __future__ import annotations

from collections.abc import Sequence

from django.utils import translation
from django.utils.translation import gettext

from polyphonie.campaigns.models import Campaign
from polyphonie.ideas.models import IdeaRun
from polyphonie.manifesto.chapters import PREFIX, Chapter, chapter_for, chapters_of
from polyphonie.syntheses.enums import DocumentKind, SectionKind
from polyphonie.syntheses.models import Document
from polyphonie.syntheses.services.drafting import write_draft
from polyphonie.syntheses.services.material import IdeaMaterial, Material, gather_material, run_for
from polyphonie.syntheses.services.planning import Extent, PlannedSection, SentenceWriter, minority_section

_EXTENT = Extent(n_ideas_per_section=6, n_minorities=8)
_OTHER = f"{PREFIX}other"


def draft_manifesto(
    campaign: Campaign, *, language: str | None = None, run: IdeaRun | None = None, extent: Extent = _EXTENT
) -> Document:
    """
    Draft the manifesto, or draft it again into its own chapters.

    It keeps what several territories say, widest first, and gives minority views a section of their own.
    """
    with translation.override(language or campaign.language):
        material = gather_material(run or run_for(campaign, None), consultation=None)
        title = gettext("Manifesto: %(campaign)s") % {"campaign": campaign.title}
        return write_draft(
            plan_manifesto(material, chapters=_chapters(campaign), extent=extent),
            material=material,
            campaign=campaign,
            kind=DocumentKind.MANIFESTO,
            title=title,
        )


def plan_manifesto(material: Material, *, chapters: Sequence[Chapter], extent: Extent) -> list[PlannedSection]:
    """Plan the chapters, each with the ideas that stand in most territories, then the minority views."""
    writer = SentenceWriter.over(material, is_national=True, extent=extent)
    sections = {each.key: PlannedSection(each.key, SectionKind.CHAPTER, each.title) for each in chapters}
    other = PlannedSection(_OTHER, SectionKind.FREE, gettext("What these chapters do not hold"))
    for each in _widest_first(material):
        chapter = chapter_for(each, chapters)
        section = sections[chapter.key] if chapter else other
        if len(section.sentences) < extent.n_ideas_per_section:
            section.sentences.append(writer.sentence_on(each))
    minorities = [each for each in material.ideas if each.idea.is_minority][: extent.n_minorities]
    planned = [*sections.values(), *([other] if other.sentences else [])]
    return [*planned, *([minority_section(writer, minorities)] if minorities else [])]


def _chapters(campaign: Campaign) -> list[Chapter]:
    language = translation.get_language() or campaign.language
    documents = Document.objects.in_campaign(campaign).filter(kind=DocumentKind.MANIFESTO, language=language)
    return chapters_of(documents.order_by("id").first(), language)


def _widest_first(material: Material) -> list[IdeaMaterial]:
    """Order the ideas that are not minority views by the number of territories, then of distinct texts."""

    def width(each: IdeaMaterial) -> tuple[int, int, str]:
        return -len({voice.territory_id for voice in each.voices}), -each.n_distinct, each.idea.key

    shared = (each for each in material.ideas if not each.idea.is_minority)
    return sorted((each for each in shared if width(each)[0] < -1), key=width)
