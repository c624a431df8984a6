"""From texts to ideas: the one function that the rest of the platform calls."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from polyphonie.analysis.texts import themes as theming
from polyphonie.analysis.texts.corpus import Corpus, build_corpus
from polyphonie.analysis.texts.describing import describe, groups_of, minorities
from polyphonie.analysis.texts.duplicates import Families, find_families
from polyphonie.analysis.texts.naming import Spelled, label_of, name_group, names_as_typed
from polyphonie.analysis.texts.preparing import Prepared, prepare
from polyphonie.analysis.texts.results import (
    Idea,
    IdeaSettings,
    IdeasResult,
    Placement,
    Reason,
    Status,
    Theme,
    check_unique_ids,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from polyphonie.analysis.texts.results import Text

_THEME_TEXTS_PER_IDEA = 5


def gather_ideas(
    texts: Sequence[Text],
    *,
    codebook: Sequence[Theme] | None = None,
    settings: IdeaSettings | None = None,
    seed: int = 0,
    default_language: str = "fr",
) -> IdeasResult:
    """
    Gather texts that say nearly the same, language by language, and account for every one.

    Copies are set aside first, so that a letter sent five hundred times weighs as one distinct text in every
    computation and as five hundred contributions in the counts beside it. The result depends on the set of
    texts and on the seed, never on the order received.

    Parameters
    ----------
    texts : sequence of Text
        Contributions, each with an id of its own.
    codebook : sequence of Theme, optional
        Themes to look for; without it, themes emerge and take the words that people used.
    settings : IdeaSettings, optional
        What changes the result.
    seed : int
        Of the grouping and of the resamples.
    default_language : str
        Language believed when no text is long enough to tell.

    Returns
    -------
    IdeasResult
        Ideas, largest first by distinct texts; themes; one placement per text, in the order received.

    Raises
    ------
    ValueError
        If two texts have the same id.

    References
    ----------
    .. [1] V. Traag, L. Waltman, N. J. van Eck, "From Louvain to Leiden: guaranteeing well-connected communities",
       Scientific Reports 9, 5233, 2019. doi:10.1038/s41598-019-41695-z

    Examples
    --------
    >>> from polyphonie.analysis.texts import Text
    >>> result = gather_ideas([Text("1", "RAS"), Text("2", "Un accueil humain à la mairie.")])
    >>> [placement.status.value for placement in result.placements]
    ['empty', 'unclassified']
    """
    check_unique_ids(texts)
    settings = settings or IdeaSettings()
    prepared = prepare(texts, default_language=default_language)
    gatherer = _Gatherer(prepared, tuple(codebook or ()), settings, seed)
    for language in sorted(set(prepared.languages)):
        gatherer.add(language)
    return gatherer.finish([text.id for text in texts])


class _Gatherer:
    """Collects what each language brings."""

    def __init__(self, prepared: Prepared, codebook: tuple[Theme, ...], settings: IdeaSettings, seed: int) -> None:
        self.prepared = prepared
        self.codebook = codebook
        self.settings = settings
        self.seed = seed
        self.themes: list[Theme] = list(codebook)
        self.ideas: list[Idea] = []
        self.n_resamples = 0
        self.placed = {
            text.id: Placement(text.id, None, None, None, language, Status.EMPTY, reason)
            for text, language, reason in zip(prepared.texts, prepared.languages, prepared.reasons, strict=True)
        }

    def add(self, language: str) -> None:
        positions = self.prepared.of_language(language)
        if not positions:
            return
        keys = [self.prepared.keys[position] for position in positions]
        families = find_families(keys, similarity=self.settings.duplicate_similarity, seed=self.seed)
        leaders = np.unique(families.leader).tolist()
        words = [self.prepared.words[positions[leader]] for leader in leaders]
        corpus = build_corpus(words, language, codebook=self.codebook, settings=self.settings, seed=self.seed)
        self.n_resamples = max(self.n_resamples, corpus.n_resamples if corpus.n_groups else 0)
        ids = [self.prepared.texts[position].id for position in positions]
        copies = _copies(families, leaders)
        texts = [self.prepared.texts[positions[leader]] for leader in leaders]
        theme_keys = self._theme_keys(corpus, words, texts, language)
        self._describe(corpus, words, texts, ids, copies, theme_keys)
        self._place_others(corpus, leaders, families, ids)

    def _describe(
        self,
        corpus: Corpus,
        words: list[list[str]],
        texts: list[Text],
        ids: list[str],
        copies: list[list[int]],
        theme_keys: list[str | None],
    ) -> None:
        flags = minorities(corpus, settings=self.settings)
        for group in groups_of(corpus):
            contributions = [ids[copy] for row in group.members for copy in copies[row]]
            idea = describe(
                group,
                corpus,
                texts,
                words,
                contributions=contributions,
                is_minority=bool(flags[group.number]),
                settings=self.settings,
            )
            theme = theme_keys[group.number]
            self.ideas.append(replace(idea, theme=theme))
            for row in group.members:
                own = self._codebook_key(int(corpus.text_themes[row]))
                self._place(texts[row].id, theme=own or theme, status=Status.IDEA, reason=Reason.NONE)

    def _place_others(self, corpus: Corpus, leaders: list[int], families: Families, ids: list[str]) -> None:
        row_of = {leader: row for row, leader in enumerate(leaders)}
        for row, leader in enumerate(leaders):
            if corpus.labels[row] < 0:
                theme = self._codebook_key(int(corpus.text_themes[row]))
                self._place(ids[leader], theme=theme, status=Status.UNCLASSIFIED, reason=corpus.why_alone[row])
        for position, leader in enumerate(families.leader.tolist()):
            if leader != position:
                reason = Reason.EXACT_COPY if families.is_exact[position] else Reason.NEAR_COPY
                theme = self.placed[ids[leaders[row_of[leader]]]].theme
                self._place(ids[position], theme=theme, status=Status.DUPLICATE, reason=reason, copied=ids[leader])

    def _place(self, key: str, *, theme: str | None, status: Status, reason: Reason, copied: str | None = None) -> None:
        self.placed[key] = replace(self.placed[key], theme=theme, status=status, reason=reason, duplicate_of=copied)

    def _codebook_key(self, number: int) -> str | None:
        return self.codebook[number].key if number >= 0 and self.codebook else None

    def _theme_keys(self, corpus: Corpus, words: list[list[str]], texts: list[Text], language: str) -> list[str | None]:
        """Return the theme of each group; without a codebook, make the themes and name them."""
        if self.codebook:
            return [self._codebook_key(int(number)) for number in corpus.idea_themes]
        if corpus.n_groups == 0:
            return []
        numbers = theming.emergent_themes(corpus.centers, seed=self.seed)
        names = _theme_names(corpus, words, numbers.tolist(), texts)
        keys = self._new_keys([label_of(name) for name in names])
        self.themes += [Theme(key, key, name) for key, name in zip(keys, names, strict=True)]
        return [keys[number] for number in numbers.tolist()]

    def _new_keys(self, labels: Iterable[str]) -> list[str]:
        """Return the labels, with a number where one is already taken."""
        taken = {theme.key for theme in self.themes}
        keys: list[str] = []
        for label in labels:
            copies = (label, *(f"{label} ({number})" for number in range(2, len(taken) + 3)))
            keys.append(next(key for key in copies if key not in taken))
            taken.add(keys[-1])
        return keys

    def finish(self, received: Iterable[str]) -> IdeasResult:
        # Copies never break a tie: who sends a letter five hundred times does not rank higher.
        ordered = sorted(
            self.ideas, key=lambda idea: (-idea.n_distinct, -idea.coherence, idea.label, idea.quotes[0].text)
        )
        ideas = [replace(idea, key=f"I{rank}") for rank, idea in enumerate(ordered, start=1)]
        for idea in ideas:
            for member in idea.members:
                self.placed[member] = replace(self.placed[member], idea=idea.key)
        return IdeasResult(
            ideas=tuple(ideas),
            themes=tuple(self.themes),
            placements=tuple(self.placed[key] for key in received),
            emergent_themes=not self.codebook,
            settings=self.settings,
            seed=self.seed,
            n_resamples=self.n_resamples,
        )


def _copies(families: Families, leaders: list[int]) -> list[list[int]]:
    """Return, for each leader, itself then its copies."""
    following: dict[int, list[int]] = defaultdict(list)
    for position, leader in enumerate(families.leader.tolist()):
        if leader != position:
            following[leader].append(position)
    return [[leader, *following[leader]] for leader in leaders]


def _theme_names(
    corpus: Corpus, words: list[list[str]], numbers: list[int], texts: list[Text]
) -> list[tuple[str, ...]]:
    """Name each emergent theme by the expressions of the most central texts of its ideas."""
    read: dict[int, list[int]] = defaultdict(list)
    for group in groups_of(corpus):
        read[numbers[group.number]] += group.members[:_THEME_TEXTS_PER_IDEA]
    names = []
    for number in range(max(numbers) + 1):
        spelled = [Spelled(words[row], corpus.stems[row]) for row in read[number]]
        raw_texts = [texts[row].text for row in read[number]]
        expressions = name_group(spelled, corpus.vectors.weights, n_texts=len(spelled))
        names.append(names_as_typed(expressions, raw_texts) or ("…",))
    return names
