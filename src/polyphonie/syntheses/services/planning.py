"""The plan of a draft: its sections and sentences, before anything is written to the database."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from django.utils.translation import gettext

from polyphonie.consultations.models import Statement
from polyphonie.ideas.models import Topic
from polyphonie.syntheses.enums import SectionKind, SentenceForm
from polyphonie.syntheses.services.figures import Figures, count_figures, vote_figures
from polyphonie.syntheses.services.groups import dissenting_groups
from polyphonie.syntheses.services.material import NOT_PRINTED, IdeaMaterial, Material, Voice
from polyphonie.syntheses.services.quoting import choose_quotes, excerpt_of
from polyphonie.syntheses.services.voting import Tally, tallies_of
from polyphonie.syntheses.services.wording import (
    idea_sentence,
    left_out_sentence,
    main_kind,
    minority_sentence,
    public_reason,
    vote_sentence,
)
from polyphonie.territories.models import Territory

MINORITIES = "minorities"
UNCLASSIFIED = "unclassified"
VOTES = "votes"


@dataclass(frozen=True, slots=True)
class Extent:
    """How much a draft develops; what it does not is listed and measured all the same."""

    n_ideas_per_section: int = 12
    n_minorities: int = 24
    n_statements_per_idea: int = 2
    n_votes: int = 48


@dataclass(slots=True)
class PlannedSentence:
    """A sentence with all that it rests on. `key` is what a later draft recognizes it by."""

    key: str
    form: SentenceForm
    text: str
    figures: Figures
    idea_id: int | None = None
    contribution_ids: Sequence[int] = ()
    quoted_ids: Sequence[int] = ()
    statement_ids: Sequence[int] = ()


@dataclass(slots=True)
class PlannedSection:
    """A theme, the minority views, or what is not classified."""

    key: str
    kind: SectionKind
    title: str
    topic: Topic | None = None
    sentences: list[PlannedSentence] = field(default_factory=list)

    def statement_ids(self) -> set[int]:
        """The statements whose result one of its sentences gives."""
        return {pk for sentence in self.sentences for pk in sentence.statement_ids}


@dataclass(slots=True)
class Votes:
    """What was voted on, read once for the whole plan."""

    statements: dict[int, Statement]
    tallies: dict[int, Tally]
    dissenting: dict[int, list[str]]

    @classmethod
    def on(cls, statement_ids: Iterable[int]) -> Votes:
        """Read the statements that at least one person voted on."""
        listed = sorted(set(statement_ids))
        tallies = {pk: tally for pk, tally in tallies_of(listed).items() if tally.n_votes}
        statements = Statement.objects.filter(pk__in=tallies).select_related("consultation__territory")
        return cls({row.pk: row for row in statements}, tallies, dissenting_groups(list(tallies)))


def plan_synthesis(material: Material, *, is_national: bool, extent: Extent) -> list[PlannedSection]:
    """Plan a synthesis: themes in the order of the codebook, the minority views, what is not classified."""
    minorities = [each for each in material.ideas if each.idea.is_minority][: extent.n_minorities]
    kept = {each.idea.pk for each in minorities}
    sections: list[PlannedSection] = []
    written = list(minorities)
    writer = SentenceWriter.over(material, is_national=is_national, extent=extent)
    for section, ideas in _by_theme(each for each in material.ideas if each.idea.pk not in kept):
        chosen = ideas[: extent.n_ideas_per_section]
        written += chosen
        section.sentences = [writer.sentence_on(each) for each in chosen]
        sections.append(section)
    if minorities:
        sections.append(minority_section(writer, minorities))
    sections += vote_sections(writer, told={pk for section in sections for pk in section.statement_ids()})
    sections += unclassified_sections(material, written)
    return sections


def minority_section(writer: SentenceWriter, minorities: Iterable[IdeaMaterial]) -> PlannedSection:
    """Give the minority views a section of their own."""
    section = PlannedSection(MINORITIES, SectionKind.MINORITIES, gettext("Minority views"))
    section.sentences = [writer.sentence_on(each, is_minority=True) for each in minorities]
    return section


def vote_sections(writer: SentenceWriter, *, told: set[int]) -> list[PlannedSection]:
    """Give the results of the votes that no sentence on an idea tells, in the order in which they were put."""
    left = sorted(pk for pk in writer.votes.statements if pk not in told)
    section = PlannedSection(VOTES, SectionKind.FREE, gettext("What was put to the vote besides"))
    section.sentences = [writer.vote_sentence(pk) for pk in left[: writer.extent.n_votes]]
    return [section] if section.sentences else []


def unclassified_sections(material: Material, written: Sequence[IdeaMaterial]) -> list[PlannedSection]:
    """List what no sentence develops, by reason; no section where everything is carried."""
    printed = {each.idea.pk for each in written}
    reasons: dict[str, list[Voice]] = defaultdict(list)
    for reason, voices in material.left_out.items():
        reasons[public_reason(reason)].extend(voices)
    reasons[NOT_PRINTED].extend(
        voice for each in material.ideas if each.idea.pk not in printed for voice in each.voices
    )
    section = PlannedSection(UNCLASSIFIED, SectionKind.UNCLASSIFIED, gettext("What no idea gathers"))
    for reason, voices in sorted(reasons.items(), key=lambda item: (-len(item[1]), item[0])):
        if voices:
            section.sentences.append(_left_out(reason, voices))
    return [section] if section.sentences else []


def _left_out(reason: str, voices: list[Voice]) -> PlannedSentence:
    figures = count_figures(voices)
    return PlannedSentence(
        key=f"{UNCLASSIFIED}:{reason}",
        form=SentenceForm.COUNT,
        text=left_out_sentence(figures, reason),
        figures=figures,
        contribution_ids=[voice.contribution_id for voice in voices],
    )


def _by_theme(ideas: Iterable[IdeaMaterial]) -> list[tuple[PlannedSection, list[IdeaMaterial]]]:
    """Group ideas under the themes of the codebook, in its order, then under the themes that emerged."""
    themes: dict[str, tuple[PlannedSection, list[IdeaMaterial]]] = {}
    for each in ideas:
        section = _section_of(each)
        themes.setdefault(section.key, (section, []))[1].append(each)

    def place(item: tuple[PlannedSection, list[IdeaMaterial]]) -> tuple[bool, bool, int, int, str]:
        section, gathered = item
        position = section.topic.position if section.topic else 0
        is_unnamed = section.key == "theme:"
        return section.topic is None, is_unnamed, position, -sum(len(each.voices) for each in gathered), section.key

    return sorted(themes.values(), key=place)


def _section_of(material: IdeaMaterial) -> PlannedSection:
    topic = material.idea.topic
    if topic is not None:
        return PlannedSection(f"topic:{topic.code}", SectionKind.TOPIC, topic.label, topic)
    emergent = material.idea.emergent_topic
    return PlannedSection(f"theme:{emergent}"[:200], SectionKind.TOPIC, emergent or gettext("Other subjects"))


@dataclass(slots=True)
class SentenceWriter:
    """Writes the sentences on an idea: the count, then each vote that is linked to it."""

    votes: Votes
    quotes: dict[int, list[int]]
    places: dict[int, str] | None
    extent: Extent

    @classmethod
    def over(cls, material: Material, *, is_national: bool, extent: Extent) -> SentenceWriter:
        """Read once what all the sentences need."""
        votes = Votes.on(material.statement_ids)
        territories = {voice.territory_id for each in material.ideas for voice in each.voices}
        places = dict(Territory.objects.filter(pk__in=territories).values_list("pk", "name")) if is_national else None
        return cls(votes, choose_quotes(material.ideas), places, extent)

    def sentence_on(self, material: IdeaMaterial, *, is_minority: bool = False) -> PlannedSentence:
        """Write how many contributions an idea holds, with all of them and the votes on it as evidence."""
        voted = [pk for pk in material.statement_ids if pk in self.votes.statements]
        figures = count_figures(material.voices)
        place = None if self.places is None else self.places[material.voices[0].territory_id]
        label, idea = material.idea.label, material.idea
        if is_minority:
            text = minority_sentence(figures, label=label, place=place)
        else:
            text = idea_sentence(figures, label=label, kind=main_kind(material.voices), place=place)
        quoted = self.quotes.get(idea.pk, [])
        form = SentenceForm.COUNT
        if figures["n_contributions"] == 1 and quoted:
            # one voice is not a count, and a name given to many would speak in its place
            # and may contradict what was put to the vote under that name
            form, text, voted = SentenceForm.QUOTE, excerpt_of(quoted[0]), []
        return PlannedSentence(
            key=f"idea:{idea.key}",
            form=form,
            text=text,
            figures=figures,
            idea_id=idea.pk,
            contribution_ids=[voice.contribution_id for voice in material.voices],
            quoted_ids=quoted,
            statement_ids=voted[: self.extent.n_statements_per_idea],
        )

    def vote_sentence(self, statement_id: int) -> PlannedSentence:
        """Write the result of one vote."""
        statement = self.votes.statements[statement_id]
        figures = vote_figures(self.votes.tallies[statement_id])
        text = vote_sentence(
            figures,
            statement=statement.text,
            place=statement.consultation.territory.name,
            dissenting_groups=self.votes.dissenting.get(statement_id, []),
        )
        return PlannedSentence(
            key=f"vote:{statement_id}",
            form=SentenceForm.VOTE,
            text=text,
            figures=figures,
            statement_ids=[statement_id],
        )
