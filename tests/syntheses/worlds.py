"""A small campaign with all that a document must deal with: copies, minorities, votes, what no idea gathers."""

from dataclasses import dataclass, field

from polyphonie.campaigns.models import Campaign
from polyphonie.consultations.enums import Kind, Public
from polyphonie.consultations.models import Consultation, Contribution, Statement
from polyphonie.ideas.enums import ReadingStatus
from polyphonie.ideas.models import Idea, IdeaRun, IdeaStatement, Topic
from tests.factories import (
    CampaignFactory,
    CodebookFactory,
    ConsultationFactory,
    ContributionFactory,
    IdeaFactory,
    IdeaRunFactory,
    ParticipantFactory,
    ReadingFactory,
    StatementFactory,
    TerritoryFactory,
    TopicFactory,
    VoteFactory,
)


@dataclass
class World:
    campaign: Campaign
    run: IdeaRun
    consultations: list[Consultation]
    topics: list[Topic]
    ideas: dict[str, Idea] = field(default_factory=dict)
    statement: Statement | None = None
    lone_statement: Statement | None = None

    @property
    def consultation(self) -> Consultation:
        return self.consultations[0]


def make_world() -> World:
    """Build three territories, two themes, a shared idea with copies and a vote, a minority, and leftovers."""
    campaign = CampaignFactory(slug="ia", title="Parlons d’IA")
    territories = [
        TerritoryFactory(name="Villeneuve", slug="villeneuve"),
        TerritoryFactory(name="Grand-Val", slug="grand-val", epci_kind=True),
        TerritoryFactory(name="Dakawa", slug="dakawa", foreign=True),
    ]
    consultations = [
        ConsultationFactory(campaign=campaign, slug=f"ici-{n}", title=f"Débat {n}", territory=territory)
        for n, territory in enumerate(territories)
    ]
    codebook = CodebookFactory(campaign=campaign)
    topics = [
        TopicFactory(codebook=codebook, code=code, label=label, position=position)
        for position, (code, label) in enumerate([("services", "Services publics"), ("climat", "Environnement")])
    ]
    world = World(campaign, IdeaRunFactory(campaign=campaign), consultations, topics)
    _shared_idea(world)
    _idea_of_one_territory(world)
    _minority(world)
    _leftovers(world)
    return world


def read(world: World, idea: Idea | None, consultation: Consultation, text: str, **more: object) -> Contribution:
    """Receive a contribution and place it in an idea, or outside all."""
    reading = {name: more.pop(name) for name in ("duplicate_of", "status", "reason") if name in more}
    contribution = ContributionFactory(consultation=consultation, text=text, **more)
    placed = {"status": ReadingStatus.IDEA} if idea else {"status": ReadingStatus.UNCLASSIFIED}
    ReadingFactory(run=world.run, idea=idea, contribution=contribution, **{**placed, **reading})
    return contribution


def _shared_idea(world: World) -> None:
    idea = IdeaFactory(run=world.run, label="guichet, accueil humain", topic=world.topics[0])
    world.ideas["shared"] = idea
    texts = ["Gardez un guichet, avec quelqu’un qui écoute.", "Je veux pouvoir parler à une personne à l’accueil."]
    for place in world.consultations:
        for text in texts:
            read(world, idea, place, f"{text} ({place.slug})", kind=Kind.EXPECTATION)
    original = idea.readings.order_by("contribution_id").first().contribution
    read(world, idea, world.consultation, original.text, duplicate_of=original, kind=Kind.EXPECTATION)
    read(world, idea, world.consultation, "On nous laisse seuls.", public=Public.STAFF_MEMBER, kind=Kind.CONCERN)
    _vote(world, idea)


def _vote(world: World, idea: Idea) -> None:
    world.statement = StatementFactory(consultation=world.consultation, text="Chaque mairie garde un guichet.")
    IdeaStatement.objects.create(idea=idea, statement=world.statement, similarity=0.6)
    for value in [1] * 14 + [-1] * 4 + [0] * 2:
        VoteFactory(statement=world.statement, value=value)
    for _ in range(8):
        agent = ParticipantFactory(consultation=world.consultation, public=Public.STAFF_MEMBER)
        VoteFactory(statement=world.statement, participant=agent, value=-1)
    world.lone_statement = StatementFactory(consultation=world.consultation, text="Il faut un bilan public.")
    for value in [1] * 9 + [-1] * 3:
        VoteFactory(statement=world.lone_statement, value=value)


def _idea_of_one_territory(world: World) -> None:
    idea = IdeaFactory(run=world.run, label="centres de données, eau", topic=world.topics[1])
    world.ideas["local"] = idea
    for n in range(4):
        read(world, idea, world.consultation, f"Combien d’eau pour refroidir tout cela ? ({n})", kind=Kind.CONCERN)


def _minority(world: World) -> None:
    idea = IdeaFactory(run=world.run, label="langue des signes", topic=world.topics[0], is_minority=True)
    world.ideas["minority"] = idea
    read(world, idea, world.consultations[1], "Et la langue des signes ? Personne n’y pense.", kind=Kind.PROPOSAL)
    read(world, idea, world.consultations[2], "Une traduction en langue des signes.", kind=Kind.PROPOSAL)


def _leftovers(world: World) -> None:
    read(world, None, world.consultation, "Mon chat préfère les croquettes.", reason="no_neighbor")
    read(world, None, world.consultation, "RAS", status=ReadingStatus.EMPTY, reason="no_content")
    ContributionFactory(consultation=world.consultation, text="Arrivé après la lecture.")
