"""What is known of the results: published ideas that the territory carries, their themes, its synthesis, its tools."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field

from django.urls import reverse
from django.utils.translation import gettext

from polyphonie.consultations.enums import Kind
from polyphonie.ideas.models import Idea, Reading
from polyphonie.info_grids.knowledge.facts import Facts
from polyphonie.info_grids.knowledge.known import Known

MAX_IDEAS = 20


@dataclass
class _Carried:
    """How many contributions of the territory say an idea, by kind."""

    kinds: Counter[str] = field(default_factory=Counter)

    @property
    def n_contributions(self) -> int:
        return self.kinds.total()

    @property
    def kind(self) -> str | None:
        """The kind most often chosen by those who said it."""
        known = [(n, kind) for kind, n in self.kinds.items() if kind != Kind.UNKNOWN]
        return max(known)[1] if known else None


def ideas(facts: Facts) -> Known | None:
    """The published ideas that most contributions of the territory carry."""
    carried = _carried(facts)
    if not carried:
        return None
    visible = {idea.pk: idea for idea in Idea.objects.visible().filter(pk__in=carried).select_related("topic")}
    ranked = sorted(visible.values(), key=lambda idea: (-carried[idea.pk].n_contributions, idea.pk))[:MAX_IDEAS]
    rows = [
        {
            "kind": carried[idea.pk].kind,
            "text": idea.label,
            "theme": _key(idea.topic.code) if idea.topic else None,
            "n_contributions": carried[idea.pk].n_contributions,
        }
        for idea in ranked
    ]
    sentence = gettext("The published ideas that most contributions of the territory carry, %(limit)s at most.")
    return Known(rows, sentence % {"limit": MAX_IDEAS}, _ideas_page(facts)) if rows else None


def themes(facts: Facts) -> Known | None:
    """Themes in which contributions of the territory were placed."""
    run = facts.idea_run
    if run is None:
        return None
    here = Reading.objects.filter(run=run, contribution__consultation__territory=facts.territory)
    codes = here.filter(topic__isnull=False).order_by().values_list("topic__code", flat=True).distinct()
    keys = sorted({_key(code) for code in codes})
    return Known(keys, gettext("Themes of the published ideas of the territory."), _ideas_page(facts)) if keys else None


def synthesis_published(facts: Facts) -> Known | None:
    """Yes where a local synthesis is published here; nothing otherwise, for it may be published elsewhere."""
    if facts.synthesis is None:
        return None
    return Known("yes", gettext("A synthesis is published on this site."), facts.synthesis.get_absolute_url())


def synthesis_address(facts: Facts) -> Known | None:
    if facts.synthesis is None:
        return None
    url = facts.synthesis.get_absolute_url()
    return Known(url, gettext("Address of the synthesis on this site."), url)


def tools(facts: Facts) -> Known | None:
    """Those parts of this software that were used."""
    used = [
        key
        for key, is_used in (
            ("polyphonie_import", facts.has_import),
            ("polyphonie_map", facts.has_opinion_map),
            ("polyphonie_ideas", bool(facts.readings_by_idea)),
        )
        if is_used
    ]
    return Known(used, gettext("What was used on this site.")) if used else None


def _carried(facts: Facts) -> dict[int, _Carried]:
    carried: dict[int, _Carried] = {}
    for idea, kind, n in facts.readings_by_idea:
        carried.setdefault(idea, _Carried()).kinds[kind] += n
    return carried


def _key(code: str) -> str:
    return code.replace("-", "_")


def _ideas_page(facts: Facts) -> str:
    return reverse("ideas:list", args=[facts.campaign.slug])
