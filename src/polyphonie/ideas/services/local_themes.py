"""
Themes that a territory adds for itself, and what the coordination makes of them.

A theme of a territory may be merged into one of everyone, or become one; both can be undone, and both
are in the audit trail. What is done in the version in use is done in the next one too, where there is one.
"""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from polyphonie.accounts.models import User
from polyphonie.campaigns.models import Campaign
from polyphonie.core.audit import record
from polyphonie.ideas.errors import (
    CodebookIsMissing,
    CodebookIsPublished,
    TerritoryTakesNoPart,
    ThemeCannotStandThere,
    ThemeHasOthersUnderIt,
    ThemeIsOfEveryone,
    ThemeIsUsed,
    TooManyLocalThemes,
)
from polyphonie.ideas.models import Codebook, Topic
from polyphonie.ideas.queries.codebooks import codebook_draft, codebook_in_use, takes_part
from polyphonie.ideas.services.codebooks import draft_codebook, free_code, lock_campaign
from polyphonie.ideas.theme_records import WrittenTheme
from polyphonie.territories.models import Territory

MOST_LOCAL_THEMES = 30


@transaction.atomic
def add_local_theme(
    *, campaign: Campaign, territory: Territory, written: WrittenTheme, person: User | None, at: datetime
) -> Topic:
    """
    Add a theme of a territory under one of everyone.

    Raises
    ------
    CampaignIsClosed, TerritoryTakesNoPart, CodebookIsMissing, TooManyLocalThemes, ThemeCannotStandThere
    """
    locked = lock_campaign(campaign)
    if not takes_part(locked, territory):
        raise TerritoryTakesNoPart
    codebook = codebook_in_use(locked)
    if codebook is None:
        raise CodebookIsMissing
    if codebook.topics.of(territory).count() >= MOST_LOCAL_THEMES:
        raise TooManyLocalThemes
    code = _code_free_in_all(locked, codebook, f"{written.label}-{territory.slug}")
    topic = _add(codebook, territory, code, written)
    draft = codebook_draft(locked)
    if draft is not None and draft != codebook and draft.topics.of_everyone().filter(code=written.parent).exists():
        _add(draft, territory, code, written)
    _record("local_theme_added", topic, territory=territory, person=person, at=at)
    return topic


@transaction.atomic
def change_local_theme(*, topic: Topic, written: WrittenTheme, person: User | None, at: datetime) -> Topic:
    """
    Change a theme of a territory.

    Raises
    ------
    CampaignIsClosed, ThemeIsOfEveryone, ThemeCannotStandThere
    """
    lock_campaign(topic.codebook.campaign)
    _refuse_one_of_everyone(topic)
    for twin in _twins(topic):
        twin.parent = _parent(twin.codebook, written.parent, is_needed=twin == topic) or twin.parent
        twin.label, twin.keywords, twin.definition = written.label, written.keywords, written.definition
        twin.save()
    _record("local_theme_changed", topic, territory=topic.territory, person=person, at=at)
    return topic


@transaction.atomic
def remove_local_theme(*, topic: Topic, person: User | None, at: datetime) -> None:
    """
    Remove a theme of a territory that no idea stands under.

    Raises
    ------
    CampaignIsClosed, ThemeIsOfEveryone, ThemeIsUsed
    """
    lock_campaign(topic.codebook.campaign)
    _refuse_one_of_everyone(topic)
    twins = _twins(topic)
    if any(twin.ideas.exists() or twin.readings.exists() for twin in twins):
        raise ThemeIsUsed
    _record("local_theme_removed", topic, territory=topic.territory, person=person, at=at)
    for twin in twins:
        twin.delete()


@transaction.atomic
def merge_local_theme(*, topic: Topic, into: Topic | None, person: User | None, at: datetime) -> Topic:
    """
    Merge a theme of a territory into one of everyone; with none, undo it. Nothing is erased.

    Raises
    ------
    CampaignIsClosed, ThemeIsOfEveryone, ThemeCannotStandThere
    """
    lock_campaign(topic.codebook.campaign)
    _refuse_one_of_everyone(topic)
    if into is not None and (into.territory_id or into.codebook_id != topic.codebook_id):
        raise ThemeCannotStandThere
    for twin in _twins(topic):
        twin.merged_into = twin.codebook.topics.of_everyone().filter(code=into.code).first() if into else None
        twin.save(update_fields=["merged_into"])
    topic.refresh_from_db()
    verb = "theme_merged" if into else "theme_merge_undone"
    _record(verb, topic, territory=topic.territory, person=person, at=at, into=into.code if into else None)
    return topic


@transaction.atomic
def promote_local_theme(*, topic: Topic, person: User | None, at: datetime) -> Topic:
    """
    Make a theme of a territory one of everyone: in the version being prepared, which is made where there is none.

    Raises
    ------
    CampaignIsClosed, ThemeIsOfEveryone
    """
    campaign = lock_campaign(topic.codebook.campaign)
    _refuse_one_of_everyone(topic)
    promoted = topic
    if topic.codebook.is_published:
        draft = draft_codebook(campaign=campaign, person=person, at=at)
        promoted = draft.topics.filter(code=topic.code).first() or Topic(
            codebook=draft, code=topic.code, territory=topic.territory
        )
        promoted.label, promoted.keywords, promoted.definition = topic.label, topic.keywords, topic.definition
        _refuse_one_of_everyone(promoted)
    territory = promoted.territory
    promoted.proposed_by, promoted.territory, promoted.merged_into = territory, None, None
    promoted.position = promoted.codebook.topics.of_everyone().count() + 1
    promoted.save()
    _record("theme_promoted", promoted, territory=territory, person=person, at=at)
    return promoted


@transaction.atomic
def undo_promotion(*, topic: Topic, person: User | None, at: datetime) -> Topic:
    """
    Give a theme back to the territory that had added it, while the version is being prepared.

    Raises
    ------
    CampaignIsClosed, CodebookIsPublished, ThemeCannotStandThere, ThemeHasOthersUnderIt
    """
    lock_campaign(topic.codebook.campaign)
    if topic.codebook.is_published:
        raise CodebookIsPublished
    if topic.territory_id or topic.proposed_by is None:
        raise ThemeCannotStandThere
    if topic.children.exists() or topic.merged_from.exists():
        raise ThemeHasOthersUnderIt
    topic.territory, topic.proposed_by = topic.proposed_by, None
    topic.save()
    _record("theme_promotion_undone", topic, territory=topic.territory, person=person, at=at)
    return topic


def _add(codebook: Codebook, territory: Territory, code: str, written: WrittenTheme) -> Topic:
    return Topic.objects.create(
        codebook=codebook,
        code=code,
        label=written.label,
        keywords=written.keywords,
        definition=written.definition,
        parent=_parent(codebook, written.parent, is_needed=True),
        position=codebook.topics.count() + 1,
        territory=territory,
    )


def _parent(codebook: Codebook, code: str, *, is_needed: bool) -> Topic | None:
    found = codebook.topics.of_everyone().filter(code=code, parent__isnull=True).first()
    if found is None and is_needed:
        raise ThemeCannotStandThere
    return found


def _code_free_in_all(campaign: Campaign, codebook: Codebook, words: str) -> str:
    """A code names one theme through all versions."""
    code = free_code(codebook, words)
    while Topic.objects.filter(codebook__campaign=campaign, code=code).exists():
        code = free_code(codebook, f"{code[:50]}-b")
    return code


def _twins(topic: Topic) -> list[Topic]:
    """The theme, and the same one of the territory in the version being prepared."""
    draft = codebook_draft(topic.codebook.campaign)
    if draft is None or draft.pk == topic.codebook_id or draft.version < topic.codebook.version:
        return [topic]
    return [topic, *draft.topics.local().filter(code=topic.code)]


def _refuse_one_of_everyone(topic: Topic) -> None:
    if topic.territory_id is None:
        raise ThemeIsOfEveryone


def _record(
    verb: str, topic: Topic, *, territory: Territory | None, person: User | None, at: datetime, **details: object
) -> None:
    record(
        verb,
        topic,
        at=at,
        actor_id=person.pk if person else None,
        campaign_id=topic.codebook.campaign_id,
        territory_id=territory.pk if territory else None,
        code=topic.code,
        **details,
    )
