"""What a document is drafted from: ideas with all the voices that carry them, and the voices that no idea holds."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field

from django.db.models import QuerySet

from polyphonie.campaigns.models import Campaign
from polyphonie.consultations.enums import Moderation
from polyphonie.consultations.models import Consultation, Contribution, Statement
from polyphonie.consultations.models.contribution import ContributionQuerySet
from polyphonie.ideas.enums import ReadingStatus
from polyphonie.ideas.models import Idea, IdeaRun, IdeaStatement
from polyphonie.syntheses.errors import NothingToDraftError

NOT_READ = "not_read"
SET_ASIDE = "set_aside"
NOT_PRINTED = "not_printed"


@dataclass(frozen=True, slots=True)
class Voice:
    """One contribution, as figures count it. Copies of one text share a `root_id`."""

    contribution_id: int
    root_id: int
    territory_id: int
    public: str
    kind: str


@dataclass(slots=True)
class IdeaMaterial:
    """An idea and all that carries it, within what the document covers."""

    idea: Idea
    voices: list[Voice] = field(default_factory=list)
    statement_ids: list[int] = field(default_factory=list)

    @property
    def n_distinct(self) -> int:
        return len({voice.root_id for voice in self.voices})


@dataclass(slots=True)
class Material:
    """All voices, each in one idea or under one reason: nothing is lost. And all that was put to the vote."""

    run: IdeaRun
    ideas: list[IdeaMaterial]
    left_out: dict[str, list[Voice]]
    statement_ids: list[int]


def run_for(campaign: Campaign, consultation: Consultation | None) -> IdeaRun:
    """Find the last run over the consultation; failing that, over the whole campaign."""
    runs = IdeaRun.objects.in_campaign(campaign).select_related("campaign")
    own = runs.filter(consultation=consultation).first() if consultation else None
    found = own or runs.national().first()
    if found is None:
        raise NothingToDraftError
    return found


def contributions_in_scope(campaign: Campaign, consultation: Consultation | None) -> ContributionQuerySet:
    """
    Give the contributions that a document answers for.

    A local synthesis answers for its consultation; a national document for all that territories have published.
    What moderation hides stays in the counts, what a person had erased does not.
    """
    kept = Contribution.objects.kept()
    if consultation is not None:
        return kept.filter(consultation=consultation)
    return kept.in_campaign(campaign).filter(consultation__is_published=True)


def gather_material(run: IdeaRun, *, consultation: Consultation | None) -> Material:
    """Place every contribution of the document's scope in one idea, or under the reason why it is in none."""
    ideas = {idea.pk: idea for idea in run.ideas.select_related("topic", "quote", "second_quote")}
    scope = contributions_in_scope(run.campaign, consultation)
    found: dict[int, IdeaMaterial] = {}
    left_out: dict[str, list[Voice]] = defaultdict(list)
    placed: set[int] = set()
    for voice, idea_id, status, reason in _readings(run, scope):
        placed.add(voice.contribution_id)
        idea = _final_idea(ideas, idea_id)
        if idea is None or status != ReadingStatus.IDEA:
            left_out[reason or status].append(voice)
        elif idea.is_hidden:
            left_out[SET_ASIDE].append(voice)
        else:
            found.setdefault(idea.pk, IdeaMaterial(idea)).voices.append(voice)
    left_out[NOT_READ].extend(voice for voice in _voices(scope) if voice.contribution_id not in placed)
    statements = _statements(run.campaign, consultation)
    _link_statements(found, statements)
    ordered = sorted(found.values(), key=lambda each: (-each.n_distinct, -len(each.voices), each.idea.key))
    left = {reason: voices for reason, voices in left_out.items() if voices}
    return Material(run, ordered, left, list(statements.values_list("pk", flat=True)))


def _readings(run: IdeaRun, scope: ContributionQuerySet) -> Iterable[tuple[Voice, int | None, str, str]]:
    rows = run.readings.filter(contribution__in=scope).values_list(
        "contribution_id",
        "duplicate_of_id",
        "contribution__consultation__territory_id",
        "contribution__public",
        "contribution__kind",
        "idea_id",
        "status",
        "reason",
    )
    for contribution_id, original_id, territory_id, public, kind, idea_id, status, reason in rows.order_by(
        "contribution_id"
    ):
        voice = Voice(contribution_id, original_id or contribution_id, territory_id, public, kind)
        yield voice, idea_id, status, reason


def _voices(scope: ContributionQuerySet) -> Iterable[Voice]:
    rows = scope.order_by("id").values_list("id", "consultation__territory_id", "public", "kind")
    return (Voice(pk, pk, territory_id, public, kind) for pk, territory_id, public, kind in rows)


def _final_idea(ideas: dict[int, Idea], idea_id: int | None) -> Idea | None:
    """Follow the merges that people decided."""
    seen: set[int] = set()
    idea = ideas.get(idea_id) if idea_id else None
    while idea is not None and idea.merged_into_id in ideas and idea.pk not in seen:
        seen.add(idea.pk)
        idea = ideas[idea.merged_into_id]
    return idea


def _statements(campaign: Campaign, consultation: Consultation | None) -> QuerySet[Statement]:
    """What was put to the vote in the scope, but for what moderation rejected."""
    if consultation is not None:
        return Statement.objects.filter(consultation=consultation).exclude(moderation=Moderation.REJECTED)
    return Statement.objects.in_campaign(campaign).published()


def _link_statements(found: dict[int, IdeaMaterial], statements: QuerySet[Statement]) -> None:
    """Attach what people voted on to ideas; a link that a person refused is left out."""
    links = IdeaStatement.objects.filter(idea__in=found, statement__in=statements).exclude(is_confirmed=False)
    for idea_id, statement_id in links.order_by("-similarity", "id").values_list("idea_id", "statement_id"):
        found[idea_id].statement_ids.append(statement_id)
