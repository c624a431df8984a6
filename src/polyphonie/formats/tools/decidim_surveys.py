"""Answers to the surveys of Decidim, as administrators export them: one row per person."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace

from polyphonie.formats.errors import FormatError
from polyphonie.formats.pseudonyms import pseudonyms
from polyphonie.formats.records import Harvest, ReadOptions, Recognition
from polyphonie.formats.surveys import Survey
from polyphonie.formats.tables.table import Table

QUESTION = re.compile(r"^\d+\. (.+)$", re.DOTALL)
# The headings of the four columns before the questions, in each language: the identifier is a token of the session.
HEADINGS: Mapping[str, Mapping[str, tuple[str, ...]]] = {
    "id": {"fr": ("id de reponse", "identifiant de reponse"), "en": ("answer id", "response id")},
    "submitdate": {"fr": ("repondu le",), "en": ("answered on", "responded on")},
    "ipaddr": {"fr": ("hachage ip", "hash ip", "hachage de l ip"), "en": ("ip hash",)},
    "user_status": {"fr": ("statut de l utilisateur",), "en": ("user status",)},
}
WITHIN = "decidim/survey"


@dataclass(frozen=True)
class DecidimSurvey:
    """Reader of the export for administrators."""

    tool: str = "decidim"
    brand: str = "Decidim"

    def recognizes(self, table: Table) -> Recognition | None:
        """Recognise numbered questions beside the columns of Decidim, in French or in English."""
        questions = [heading for heading in table.headings if QUESTION.match(heading)]
        found, language = metadata_of(table)
        is_signed = bool(found.keys() & {"ipaddr", "user_status"})
        if not questions or not (is_signed or found.keys() >= {"id", "submitdate"}):
            return None
        confidence = 0.97 if is_signed else 0.8
        return Recognition("decidim", "answers", "wide", confidence, (*found.values(), questions[0]), language)

    def read(self, table: Table, options: ReadOptions) -> Harvest:
        """
        Read one contribution per filled free answer.

        The token of the session is never kept: a pseudonym made of it names the answers, so that a later export of
        the same survey gives the same identifiers.

        Raises
        ------
        FormatError
            If the table holds no survey, or no free answers.
        """
        recognition = self.recognizes(table)
        if recognition is None:
            raise FormatError("not_contributions", file=table.file, what=self.brand)
        metadata, _ = metadata_of(table)
        labels = {heading: QUESTION.sub(r"\1", heading) for heading in table.headings}
        survey = Survey(
            table=_without_tokens(table, metadata), recognition=recognition, metadata=metadata, labels=labels
        )
        harvest = survey.read(options)
        if "id" not in metadata:
            return harvest
        used = {field: heading for field, heading in harvest.used_columns.items() if field != "id"}
        personal = (*harvest.personal_columns, metadata["id"])
        return replace(harvest, used_columns=used, personal_columns=tuple(dict.fromkeys(personal)))


def metadata_of(table: Table) -> tuple[dict[str, str], str]:
    """Give the columns before the questions by what they hold, and the language of most of their headings."""
    found: dict[str, str] = {}
    languages: list[str] = []
    for code, names in HEADINGS.items():
        for language, headings in names.items():
            heading = table.find(*headings)
            if heading and code not in found:
                found[code] = heading
                languages.append(language)
    return found, max(sorted(set(languages)), key=languages.count, default="")


def _without_tokens(table: Table, metadata: dict[str, str]) -> Table:
    """Put pseudonyms in the place of the tokens, in the first rows too."""
    token = metadata.get("id")
    if not token:
        return table
    named = replace(table, frame=table.frame.with_columns(pseudonyms(table.frame[token], within=WITHIN).alias(token)))
    return replace(named, head=_without_tokens(table.head, metadata)) if table.head else named


READER = DecidimSurvey()
READERS = (READER,)
