"""LimeSurvey answers, with headings as codes, as full texts, shortened, or as codes and texts."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

import polars as pl

from polyphonie.formats.choices import TICK_WORDS, grouped, in_brackets
from polyphonie.formats.errors import FormatError
from polyphonie.formats.headings import plain
from polyphonie.formats.records import Harvest, ReadOptions, Recognition
from polyphonie.formats.surveys import Survey
from polyphonie.formats.tables.table import Table
from polyphonie.formats.values import moment

# The code, and the full texts in English and in French, as exports show them.
METADATA: Mapping[str, Mapping[str, tuple[str, ...]]] = {
    "id": {"en": ("response id",), "fr": ("id de la reponse", "id reponse")},
    "submitdate": {"en": ("date submitted",), "fr": ("date de soumission",)},
    "lastpage": {"en": ("last page",), "fr": ("derniere page",)},
    "startlanguage": {"en": ("start language",), "fr": ("langue de depart", "langue de demarrage")},
    "seed": {"en": ("seed",), "fr": ("tete de serie",)},
    "token": {"en": ("access code", "token"), "fr": ("code d acces", "code d invitation", "jeton")},
    "startdate": {"en": ("date started",), "fr": ("date de lancement", "date de debut")},
    "datestamp": {"en": ("date last action",), "fr": ("date de la derniere action",)},
    "ipaddr": {"en": ("ip address",), "fr": ("adresse ip",)},
    "refurl": {"en": ("referrer url",), "fr": ("url de provenance", "url referente", "url referent")},
}
# Where headings are in another language: the order is always this one.
ORDER = (
    ("id", r"\d+"),
    ("submitdate", r"\d{4}-\d\d-\d\d[ T]\d\d:\d\d(:\d\d.*)?"),
    ("lastpage", r"-?\d*"),
    ("startlanguage", r"[a-z]{2,3}(-[A-Za-z]+)*"),
    ("seed", r"\d*"),
)
MOMENT = r"^\d{4}-\d\d-\d\d[ T]\d\d:\d\d(:\d\d.*)?$"
ADDRESS_OF_MACHINE = r"^(\d{1,3}(\.\d{1,3}){3}|[0-9a-fA-F:]*:[0-9a-fA-F:]+)$"
ACCESS_CODE = r"^[A-Za-z0-9_~-]{6,36}$"
ELLIPSIS = ".."
LEAST_SHORTENED = 4
LEAST_KNOWN = 2
FREE_CODE = re.compile(r"[\[_](other|\w*comment)\]?$")
FREE_LABEL = re.compile(r"\[(other|autre|comment|commentaire|kommentar|sonstiges|.*: ?(comment|commentaire))\s*:?\]$")
CODE = re.compile(r"(?P<question>[A-Za-z]\w*)\[(?P<option>[^\[\]]+)\](\[\d+\])?")
EXPRESSION_CODE = re.compile(r"(?P<question>[A-Za-z][A-Za-z0-9]*)_(?P<option>[A-Za-z0-9]+)(_\d+)?")
CODE_BEFORE_TEXT = re.compile(r"^[A-Za-z]\w*(\[[^\[\]]+\]){0,2}\s*[^\w\s\[\]’']+[\s_]*(?=\S)")
TIMES = re.compile(
    r"interviewtime|groupTime\d+|\w+Time|quota_?exit|Quota exit|Total time|Temps total|(Group|Question) time:.*|"
    r"Temps (de la question|du groupe|pour).*"
)
# A survey without dates of submission writes this one.
NO_MOMENT = datetime(1980, 1, 1)  # noqa: DTZ001 - the file gives no time zone
NO_ANSWER = frozenset({"n/a", "null", "{question_not_shown}"})


@dataclass(frozen=True)
class LimeSurvey:
    """
    Reader of results-survey files, in any of the four kinds of headings.

    The columns were read in the source of the tool (its class `Writer`), the French headings in public scripts that
    read such files.
    """

    tool: str = "limesurvey"
    brand: str = "LimeSurvey"

    def recognizes(self, table: Table) -> Recognition | None:
        """Recognise the date of submission, the last page, the language and the seed: two of them at least."""
        found, generation, language = _metadata(table)
        if not _is_known(found):
            return None
        confidence = 0.8 if generation == "position" else 0.95 if "submitdate" in found else 0.85
        return Recognition("limesurvey", "answers", generation, confidence, tuple(found.values()), language)

    def read(self, table: Table, options: ReadOptions) -> Harvest:
        """
        Read one contribution per filled free answer.

        An answer without a date of submission was not submitted: it is refused, or kept and marked
        with `keep_incomplete`. "Other" and comments are free by their code or heading, if they hold letters at all.
        """
        recognition = self.recognizes(table)
        if recognition is None:
            raise FormatError("not_contributions", file=table.file, what=self.brand)
        metadata, generation, _ = _metadata(table)
        questions = [name for name in table.headings if name not in metadata.values()]
        parts = {name: _parts(name, generation) for name in questions}
        return Survey(
            table=table,
            recognition=recognition,
            metadata=metadata,
            always_free=frozenset(name for name in questions if _is_free(table, name, generation)),
            labels={name: _label(name, generation) for name in questions},
            groups=grouped({name: part for name, part in parts.items() if part}),
            aside=frozenset(name for name in questions if TIMES.fullmatch(name)),
            blanks=NO_ANSWER,
            read_moment=_moment,
        ).read(options)


def _metadata(table: Table) -> tuple[dict[str, str], str, str]:
    """Give the columns of metadata by code, which kind of headings the file has, and their language."""
    for generation, matches in (("code", _is_code), ("full", _is_full), ("codetext", _is_code_and_text)):
        found, languages = {}, []
        for code, names in METADATA.items():
            heading = next((name for name in table.headings if matches(name, code)), "")
            if heading:
                found[code] = heading
                text = plain(heading).removeprefix(f"{code} ")
                languages += [language for language, said in names.items() if _is_text(text, said, heading=heading)]
        if _is_known(found):
            is_shortened = generation == "full" and any(_is_shortened(heading) for heading in table.headings)
            language = max(sorted(set(languages)), key=languages.count) if languages and generation != "code" else ""
            return found, "abbreviated" if is_shortened else generation, language
    return _by_position(table), "position", ""


def _is_known(found: Mapping[str, str]) -> bool:
    """Tell whether enough was found: who exports may leave columns out."""
    return len(found.keys() & {"submitdate", "lastpage", "startlanguage", "seed"}) >= LEAST_KNOWN


def _is_code(heading: str, code: str) -> bool:
    return heading == code


def _is_full(heading: str, code: str) -> bool:
    return any(_is_text(plain(heading), said, heading=heading) for said in METADATA[code].values())


def _is_code_and_text(heading: str, code: str) -> bool:
    if not heading.startswith(code) or heading[len(code) : len(code) + 1].isalnum():
        return False
    rest = plain(heading[len(code) :])
    return not rest or any(_is_text(rest, said, heading=heading) for said in METADATA[code].values()) or " " in heading


def _is_text(text: str, said: tuple[str, ...], *, heading: str) -> bool:
    """Compare with the full texts, or with their beginning where the heading is shortened."""
    if text in said:
        return True
    return _is_shortened(heading) and len(text) >= LEAST_SHORTENED and any(full.startswith(text) for full in said)


def _is_shortened(heading: str) -> bool:
    return heading.rstrip(" _").endswith(ELLIPSIS)


def _by_position(table: Table) -> dict[str, str]:
    """Know the metadata by their order and by what they hold, where their headings are in another language."""
    sample = table.sample.frame
    if sample.width <= len(ORDER) or not sample.height:
        return {}
    for place, (_, pattern) in enumerate(ORDER):
        cells = sample.to_series(place).str.strip_chars()
        filled = cells.filter(cells != "")
        is_needed = place != len(ORDER) - 1
        if not filled.str.contains(f"^({pattern})$").all() or (is_needed and not len(filled)):
            return {}
    found = {code: heading for (code, _), heading in zip(ORDER, table.headings, strict=False)}
    for heading in table.headings[len(ORDER) :]:
        code = _next_code(sample[heading], found)
        if not code:
            break
        found[code] = heading
    return found


def _next_code(column: pl.Series, found: Mapping[str, str]) -> str:
    """Tell a token, the two dates, an address and a referrer by what they hold; "" where the questions begin."""
    cells = column.str.strip_chars()
    filled = cells.filter(cells != "")
    if not len(filled):
        return ""
    if filled.str.contains(MOMENT).all():
        return next((code for code in ("startdate", "datestamp") if code not in found), "")
    if filled.str.contains(ADDRESS_OF_MACHINE).all():
        return "ipaddr"
    if filled.str.contains(r"^https?://\S+$").all():
        return "refurl"
    is_token = filled.str.contains(ACCESS_CODE).all() and filled.n_unique() == len(filled)
    return "token" if is_token and not found.keys() & {"token", "startdate", "ipaddr"} else ""


def _code(heading: str) -> str:
    """Give the code with which a heading begins, or may begin."""
    match = re.match(r"[A-Za-z]\w*(\[[^\[\]]+\]){0,2}", heading)
    return match[0] if match else ""


def _is_free(table: Table, heading: str, generation: str) -> bool:
    """An "other" or a comment is free by its code or its heading, if it holds words that are no ticks."""
    if generation in {"code", "codetext"}:
        is_named = FREE_CODE.search(_code(heading)) is not None
    else:
        is_named = FREE_LABEL.search(heading.replace("_", " ").casefold()) is not None
    words = table.sample.frame[heading].str.strip_chars().str.to_lowercase()
    return is_named and bool((words.str.contains(r"\p{L}{2}") & ~words.is_in(list(TICK_WORDS | NO_ANSWER))).any())


def _parts(heading: str, generation: str) -> tuple[str, str] | None:
    """Part a heading into question and option, where the question has a column per option."""
    if generation == "code":
        match = CODE.fullmatch(heading) or EXPRESSION_CODE.fullmatch(heading)
        return (match["question"], match["option"]) if match else None
    return in_brackets(_label(heading, generation))


def _label(heading: str, generation: str) -> str:
    """Give the text of the question: without its code, and with the spaces that were made "_"."""
    if generation == "code":
        return heading
    text = CODE_BEFORE_TEXT.sub("", heading, count=1) if generation == "codetext" else heading
    if " " not in heading and text.count("_") > 0:
        text = text.replace("_", " ").strip()
    return text or heading


def _moment(cell: str) -> datetime | None:
    at = moment(cell)
    return None if at == NO_MOMENT else at


READER = LimeSurvey()
READERS = (READER,)
