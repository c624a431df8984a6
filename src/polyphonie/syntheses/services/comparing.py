"""Two versions of a document, sentence by sentence and word by word."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher

from polyphonie.syntheses.services.freezing import Content


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of words: the same in both, only in the new version (added) or only in the old one (removed)."""

    words: str
    is_added: bool = False
    is_removed: bool = False


@dataclass(frozen=True, slots=True)
class Change:
    """What became of one sentence: added, removed, reworded, or resting on other evidence."""

    key: int
    section: str
    what: str
    pieces: tuple[Piece, ...]
    n_evidence_added: int = 0
    n_evidence_removed: int = 0


def compare(old: Content, new: Content) -> list[Change]:
    """List the sentences that differ, in the order of the new version, the removed ones last."""
    before = {sentence["id"]: (section, sentence) for section, sentence in _sentences(old)}
    after = {sentence["id"]: (section, sentence) for section, sentence in _sentences(new)}
    changes: list[Change] = []
    for key, (section, sentence) in after.items():
        if key not in before:
            changes.append(Change(key, section, "added", (Piece(_words(sentence), is_added=True),)))
        elif change := _changed(section, before[key][1], sentence):
            changes.append(change)
    removed = [(key, found) for key, found in before.items() if key not in after]
    return changes + [
        Change(key, section, "removed", (Piece(_words(sentence), is_removed=True),))
        for key, (section, sentence) in removed
    ]


def word_pieces(old: str, new: str) -> tuple[Piece, ...]:
    """Split two texts into what they share, what was removed and what was added."""
    left, right = old.split(), new.split()
    pieces: list[Piece] = []
    for tag, start, end, new_start, new_end in SequenceMatcher(None, left, right, autojunk=False).get_opcodes():
        if tag == "equal":
            pieces.append(Piece(" ".join(left[start:end])))
            continue
        if end > start:
            pieces.append(Piece(" ".join(left[start:end]), is_removed=True))
        if new_end > new_start:
            pieces.append(Piece(" ".join(right[new_start:new_end]), is_added=True))
    return tuple(pieces)


def _changed(section: str, old: Content, new: Content) -> Change | None:
    before, after = _evidence(old), _evidence(new)
    old_words, new_words = _words(old), _words(new)
    if old_words == new_words and before == after and old["form"] == new["form"]:
        return None
    what = "reworded" if old_words != new_words else "evidence"
    return Change(
        new["id"],
        section,
        what,
        word_pieces(old_words, new_words),
        n_evidence_added=len(after - before),
        n_evidence_removed=len(before - after),
    )


def _evidence(sentence: Content) -> set[tuple[str, int, str]]:
    contributions = {("contribution", pk, stance) for pk, _digest, stance, _is_quoted in sentence["contributions"]}
    return contributions | {("vote", vote["statement"], vote["stance"]) for vote in sentence["votes"]}


def _words(sentence: Content) -> str:
    """Give the words; a quote keeps only its place, and is shown as such."""
    span = sentence["span"]
    return str(sentence["text"]) if span is None else f"« {span[0]} : {span[1]}-{span[2]} »"


def _sentences(content: Content) -> Iterator[tuple[str, Content]]:
    for section in content["sections"]:
        for sentence in section["sentences"]:
            yield section["title"], sentence
