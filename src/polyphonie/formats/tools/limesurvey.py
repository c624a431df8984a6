"""LimeSurvey answers, with headings as codes, as full texts, or as both."""

import re
from dataclasses import dataclass

from polyphonie.formats.errors import FormatError
from polyphonie.formats.headings import plain
from polyphonie.formats.records import Harvest, ReadOptions, Recognition
from polyphonie.formats.surveys import Survey
from polyphonie.formats.tables.table import Table

# The code, and the full texts in French and in English. The French ones are not verified in the
# source of the tool: they serve to recognise, never to refuse.
METADATA = {
    "id": ("id de la reponse", "response id", "id reponse"),
    "submitdate": ("date de soumission", "date submitted"),
    "lastpage": ("derniere page", "last page"),
    "startlanguage": ("langue de depart", "start language", "langue de demarrage"),
    "seed": ("tete de serie", "seed"),
    "token": ("token", "access code", "code d acces", "code d invitation", "jeton"),
    "startdate": ("date de lancement", "date de debut", "date started"),
    "datestamp": ("date de la derniere action", "date last action"),
    "ipaddr": ("adresse ip", "ip address"),
    "refurl": ("url de provenance", "referrer url", "url referente"),
}
FREE_CODE = re.compile(r"\[?(other|\w*comment)\]?$|\[(other|\w*comment)\]")


@dataclass(frozen=True)
class LimeSurvey:
    """Reader of results-survey files."""

    tool: str = "limesurvey"
    brand: str = "LimeSurvey"

    def recognizes(self, table: Table) -> Recognition | None:
        """Recognise the date of submission beside the last page or the language."""
        found, generation = _metadata(table)
        if "submitdate" not in found or not found.keys() & {"lastpage", "startlanguage", "seed"}:
            return None
        return Recognition("limesurvey", "answers", generation, 0.95, tuple(found.values()))

    def read(self, table: Table, options: ReadOptions) -> Harvest:
        """
        Read one contribution per filled free answer.

        An answer without a date of submission was not submitted: it is refused, or kept and marked
        with `keep_incomplete`.
        """
        recognition = self.recognizes(table)
        if recognition is None:
            raise FormatError("not_contributions", file=table.file, what="LimeSurvey")
        metadata, generation = _metadata(table)
        labels = {heading: _label(heading, generation) for heading in table.headings}
        survey = Survey(
            table=table,
            recognition=recognition,
            metadata=metadata,
            always_free=frozenset(heading for heading in table.headings if _is_free_by_code(table, heading)),
            labels=labels,
        )
        return survey.read(options)


def _metadata(table: Table) -> tuple[dict[str, str], str]:
    """Give the columns of metadata by code, and which kind of headings the file has."""
    for generation, matches in (("code", _is_code), ("full", _is_full), ("codetext", _is_code_and_text)):
        found: dict[str, str] = {}
        for code in METADATA:
            heading = next((heading for heading in table.headings if matches(heading, code)), "")
            if heading:
                found[code] = heading
        if "submitdate" in found:
            return found, generation
    return {}, ""


def _is_code(heading: str, code: str) -> bool:
    return heading == code


def _is_full(heading: str, code: str) -> bool:
    return plain(heading) in METADATA[code]


def _is_code_and_text(heading: str, code: str) -> bool:
    head, _, rest = plain(heading).partition(" ")
    return head == code and (rest in METADATA[code] or not rest or heading[len(code)] in ".:-_ ")


def _label(heading: str, generation: str) -> str:
    """Without the code, where the text of the question follows it."""
    if generation != "codetext":
        return heading
    return re.sub(r"^[A-Za-z][\w\[\]]*\s*[.:\-–_]\s*", "", heading) or heading


def _is_free_by_code(table: Table, heading: str) -> bool:
    """An "other" or a comment is free by its code, if it holds letters at all."""
    code = heading.split(".")[0].split(" ")[0]
    is_written = bool(table.frame[heading].str.contains(r"\p{L}{2}").any())
    return is_written and FREE_CODE.search(code) is not None


READER = LimeSurvey()
READERS = (READER,)
