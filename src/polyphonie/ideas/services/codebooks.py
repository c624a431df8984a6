"""The themes of a campaign, version by version: prepared, then published, and from then on frozen."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.text import slugify

from polyphonie.accounts.models import User
from polyphonie.campaigns.models import Campaign
from polyphonie.campaigns.permissions import refuse_if_closed
from polyphonie.core.audit import record
from polyphonie.ideas.errors import (
    CodebookChangeNoteIsMissing,
    CodebookIsEmpty,
    CodebookIsPublished,
    ThemeCannotStandThere,
    ThemeHasOthersUnderIt,
    ThemeIsUsed,
)
from polyphonie.ideas.models import Codebook, Topic
from polyphonie.ideas.queries.codebooks import codebook_draft, codebook_in_use
from polyphonie.ideas.shipped import shipped_themes
from polyphonie.ideas.theme_records import WrittenTheme

CODE_LENGTH = 60


@transaction.atomic
def prepare_codebook(*, campaign: Campaign, made_from: Campaign | None) -> Codebook:
    """Give a new campaign its first themes: those of an earlier campaign, or those that are shipped."""
    codebook = Codebook.objects.create(campaign=campaign, version=1)
    source = codebook_in_use(made_from) if made_from else None
    if source is not None:
        copy_topics(source.topics.of_everyone(), codebook)
    else:
        take_themes(codebook, shipped_themes(campaign.language))
    return codebook


@transaction.atomic
def draft_codebook(*, campaign: Campaign, person: User | None, at: datetime) -> Codebook:
    """
    Give the version that is being prepared: the present one, or a new one that starts from the last.

    Raises
    ------
    CampaignIsClosed
    """
    locked = lock_campaign(campaign)
    existing = codebook_draft(locked)
    if existing is not None:
        return existing
    last = Codebook.objects.in_campaign(locked).order_by("-version").first()
    draft = Codebook.objects.create(campaign=locked, version=last.version + 1 if last else 1)
    if last is not None:
        copy_topics(last.topics.all(), draft)
    _record("codebook_drafted", draft, person=person, at=at, version=draft.version)
    return draft


@transaction.atomic
def publish_codebook(*, codebook: Codebook, change_note: str, person: User | None, at: datetime) -> Codebook:
    """
    Publish the version that is being prepared: the database freezes its themes of everyone.

    Runs that were made with an earlier version keep it.

    Raises
    ------
    CampaignIsClosed, CodebookIsPublished, CodebookIsEmpty, CodebookChangeNoteIsMissing
    """
    locked = lock_draft(codebook)
    if not locked.topics.of_everyone().exists():
        raise CodebookIsEmpty
    if locked.version > 1 and not change_note.strip():
        raise CodebookChangeNoteIsMissing
    locked.change_note, locked.published_at = change_note.strip(), at
    locked.save(update_fields=["change_note", "published_at", "updated_at"])
    _record("codebook_published", locked, person=person, at=at, version=locked.version)
    return locked


@transaction.atomic
def save_theme(
    *,
    codebook: Codebook,
    topic: Topic | None,
    written: WrittenTheme,
    place: int | None,
    person: User | None,
    at: datetime,
) -> Topic:
    """
    Add a theme of everyone to the version being prepared, or change one; `place` counts from 1 among its siblings.

    Raises
    ------
    CampaignIsClosed, CodebookIsPublished, ThemeCannotStandThere, ThemeHasOthersUnderIt
    """
    locked = lock_draft(codebook)
    saved = topic or Topic(codebook=locked, code=free_code(locked, written.code or written.label))
    parent = locked.topics.of_everyone().filter(code=written.parent).first() if written.parent else None
    if written.parent and (parent is None or parent.parent_id or parent == topic):
        raise ThemeCannotStandThere
    if parent and saved.pk and saved.children.exists():
        raise ThemeHasOthersUnderIt
    saved.label, saved.keywords, saved.definition = written.label, written.keywords, written.definition
    saved.parent = parent
    saved.save()
    _put_in_place(saved, place)
    _record("theme_saved", locked, person=person, at=at, code=saved.code)
    return saved


@transaction.atomic
def remove_theme(*, topic: Topic, person: User | None, at: datetime) -> None:
    """
    Remove a theme of everyone from the version being prepared. Themes that territories put under it stay.

    Raises
    ------
    CampaignIsClosed, CodebookIsPublished, ThemeHasOthersUnderIt, ThemeIsUsed
    """
    locked = lock_draft(topic.codebook)
    if topic.children.filter(territory__isnull=True).exists():
        raise ThemeHasOthersUnderIt
    if topic.ideas.exists() or topic.readings.exists():
        raise ThemeIsUsed
    topic.children.update(parent=None)
    _record("theme_removed", locked, person=person, at=at, code=topic.code)
    topic.delete()


@transaction.atomic
def bring_themes(
    *, codebook: Codebook, themes: Sequence[WrittenTheme], person: User | None, at: datetime
) -> tuple[int, int]:
    """
    Take the themes of a file into the version being prepared; tell how many are new, and how many changed.

    A theme is known by its code. Those that the file does not name stay as they are.

    Raises
    ------
    CampaignIsClosed, CodebookIsPublished, ThemeCannotStandThere, ThemeHasOthersUnderIt
    """
    locked = lock_draft(codebook)
    n_new, n_changed = take_themes(locked, themes)
    _record("themes_brought", locked, person=person, at=at, n_new=n_new, n_changed=n_changed)
    return n_new, n_changed


def take_themes(codebook: Codebook, themes: Sequence[WrittenTheme]) -> tuple[int, int]:
    """Write themes into a codebook: those of the first level first, for others stand under them."""
    known = {topic.code: topic for topic in codebook.topics.all()}
    if any(theme.code in known and known[theme.code].territory_id for theme in themes):
        raise ThemeCannotStandThere
    position = max((topic.position for topic in known.values()), default=0)
    n_new = n_changed = 0
    for theme in sorted(themes, key=lambda one: bool(one.parent)):
        topic = known.get(theme.code)
        if topic is None:
            position += 1
            topic, n_new = Topic(codebook=codebook, code=theme.code, position=position), n_new + 1
        elif _says_the_same(topic, theme):
            continue
        else:
            n_changed += 1
        if theme.parent and topic.pk and topic.children.exists():
            raise ThemeHasOthersUnderIt
        topic.label, topic.keywords, topic.definition = theme.label, theme.keywords, theme.definition
        topic.parent = known[theme.parent] if theme.parent else None
        topic.save()
        known[theme.code] = topic
    return n_new, n_changed


def copy_topics(topics: Iterable[Topic], codebook: Codebook) -> None:
    """Copy themes into another version, under the same codes, with who stands under whom and who was merged where."""
    originals = list(topics)
    copies = {
        topic.pk: Topic(
            codebook=codebook,
            code=topic.code,
            label=topic.label,
            keywords=topic.keywords,
            definition=topic.definition,
            position=topic.position,
            territory_id=topic.territory_id,
            proposed_by_id=topic.proposed_by_id,
        )
        for topic in originals
    }
    Topic.objects.bulk_create(copies.values())
    linked = [topic for topic in originals if topic.parent_id in copies or topic.merged_into_id in copies]
    for topic in linked:
        copies[topic.pk].parent = copies.get(topic.parent_id or 0)
        copies[topic.pk].merged_into = copies.get(topic.merged_into_id or 0)
    Topic.objects.bulk_update([copies[topic.pk] for topic in linked], ["parent", "merged_into"], batch_size=500)


def free_code(codebook: Codebook, words: str) -> str:
    """Give a code that no theme of this version has."""
    stem = slugify(words)[: CODE_LENGTH - 5].strip("-") or "theme"
    taken = set(codebook.topics.filter(code__startswith=stem).values_list("code", flat=True))
    number, code = 1, stem
    while code in taken:
        number += 1
        code = f"{stem}-{number}"
    return code


def lock_campaign(campaign: Campaign) -> Campaign:
    """Lock a campaign, whose versions of themes only one person at a time makes; refuse where it is closed."""
    locked = Campaign.objects.select_for_update(of=("self",)).get(pk=campaign.pk)
    refuse_if_closed(locked)
    return locked


def lock_draft(codebook: Codebook) -> Codebook:
    """Lock a version that is being prepared; refuse where it is published."""
    lock_campaign(codebook.campaign)
    locked = Codebook.objects.select_for_update(of=("self",)).select_related("campaign").get(pk=codebook.pk)
    if locked.is_published:
        raise CodebookIsPublished
    return locked


def _says_the_same(topic: Topic, theme: WrittenTheme) -> bool:
    parent = topic.parent.code if topic.parent else ""
    return (topic.label, topic.keywords, topic.definition, parent) == (
        theme.label,
        theme.keywords,
        theme.definition,
        theme.parent,
    )


def _put_in_place(topic: Topic, place: int | None) -> None:
    """Number a theme and its siblings again, from 1."""
    siblings = topic.codebook.topics.of_everyone().filter(parent=topic.parent).exclude(pk=topic.pk)
    order = list(siblings.order_by("position", "pk"))
    order.insert(len(order) if place is None else max(place - 1, 0), topic)
    for position, one in enumerate(order, start=1):
        one.position = position
    Topic.objects.bulk_update(order, ["position"], batch_size=500)


def _record(verb: str, codebook: Codebook, *, person: User | None, at: datetime, **details: Any) -> None:
    actor_id = person.pk if person else None
    record(verb, codebook, at=at, actor_id=actor_id, campaign_id=codebook.campaign_id, **details)
