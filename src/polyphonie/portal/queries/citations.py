"""The published sentences that rest on a contribution."""

from __future__ import annotations

from dataclasses import dataclass

from polyphonie.consultations.models import Contribution
from polyphonie.syntheses.enums import SentenceForm, Stance
from polyphonie.syntheses.models import Citation, Document
from polyphonie.syntheses.queries.documents import sentences_citing

_MAX_CITATIONS = 20


@dataclass(frozen=True)
class CitingSentence:
    """One sentence of the present version of a document. Words quoted from someone else are left out."""

    document: Document
    key: int
    number: int
    text: str
    dissents: bool
    is_quoted: bool


def citations_of(contribution: Contribution) -> list[CitingSentence]:
    """Find the sentences that rest on a contribution in the present version of each published document."""
    return [_citing_sentence(row, contribution) for row in sentences_citing(contribution)[:_MAX_CITATIONS]]


def _citing_sentence(row: Citation, contribution: Contribution) -> CitingSentence:
    sentence = row.sentence
    is_quote = sentence.form == SentenceForm.QUOTE
    is_mine = is_quote and sentence.text in contribution.whole_text
    return CitingSentence(
        document=sentence.version.document,
        key=sentence.key,
        number=sentence.number,
        text=sentence.text if is_mine or not is_quote else "",
        dissents=row.stance == Stance.DISSENTS,
        is_quoted=is_mine,
    )
