"""Any table with a column of texts: the columns are said by the person, or guessed from their names."""

from collections.abc import Mapping
from dataclasses import dataclass

from polyphonie.formats.errors import FormatError
from polyphonie.formats.gathering import Gatherer, is_prose, personal_columns, refuse_personal
from polyphonie.formats.records import Harvest, ReadOptions, Recognition
from polyphonie.formats.tables.table import Table
from polyphonie.formats.text_columns import TextColumns, gather_texts

# What a column can be, and the names that say so, most telling first.
FIELDS: Mapping[str, tuple[str, ...]] = {
    "text": (
        "text", "texte", "contribution", "contributions", "texte de la contribution", "comment body", "comment text",
        "original comment", "commentaire", "commentaires", "comment", "verbatim", "verbatims", "reponse", "reponses",
        "response", "answer", "body", "corps", "contenu", "content", "message", "avis", "proposition", "idee", "idees",
        "remarque", "remarques", "propos", "argument", "survey text", "description", "txt", "enonce", "note", "notes",
    ),
    "id": (
        "id", "identifiant", "comment id", "contribution id", "id contribution", "row id", "reference", "ref",
        "numero", "no", "n", "code", "uuid", "participant id", "arg id",
    ),
    "title": ("title", "titre", "intitule", "objet", "sujet"),
    "public": (
        "public", "publics", "type de public", "profil", "vous etes", "type de participant", "author type",
        "authortype", "college", "statut du participant", "categorie de public", "qui parle",
    ),
    "kind": ("kind", "type", "nature", "type de contribution", "nature de la contribution"),
    "date": ("date", "created at", "createdat", "published at", "publishedat", "horodateur", "timestamp", "datetime",
             "date de depot", "date de publication", "soumis le", "publie le", "submitted at", "cree le"),
    "language": ("language", "langue", "lang", "locale"),
    "url": ("url", "lien", "link", "adresse web"),
    "activity": ("activity", "activite", "atelier", "sequence", "seance", "evenement", "reunion", "rencontre"),
    "question": ("question", "theme de la question", "intitule de la question"),
}  # fmt: skip
FIRST_NAMED_CONFIDENCE, GUESSED_CONFIDENCE = 0.5, 0.3
# Below this share of distinct identifiers, the column names something else than the row.
LEAST_DISTINCT_IDS = 0.98


@dataclass(frozen=True)
class Mapped:
    """Reader of last resort: what it takes for what is always shown before anything is kept."""

    tool: str = "table"
    brand: str = ""

    def recognizes(self, table: Table) -> Recognition | None:
        """Recognise a column of texts by its name, or else by what it holds."""
        named = table.find(*FIELDS["text"])
        if named:
            return Recognition("table", "contributions", "named", FIRST_NAMED_CONFIDENCE, (named,))
        prose = _prose_columns(table)
        return Recognition("table", "contributions", "guessed", GUESSED_CONFIDENCE, prose) if prose else None

    def read(self, table: Table, options: ReadOptions) -> Harvest:
        """
        Read one contribution per filled cell of the columns of texts.

        Raises
        ------
        FormatError
            If a column that was named is not there, or none could be recognised as texts.
        """
        _check_columns(table, options)
        recognition = self.recognizes(table)
        texts = options.texts or (recognition.why if recognition else ())
        if not texts:
            raise FormatError("no_text_column", file=table.file, columns=", ".join(table.headings))
        used = _guessed(table, options, texts=texts)
        gatherer = Gatherer(table, recognition or Recognition("table", "contributions", "said", 1.0, texts))
        personal = personal_columns(table, apart_from=(*texts, *used.values()))
        kept = [name for name in table.headings if name not in {*texts, *personal, *used.values(), *options.aside}]
        gather_texts(gatherer, TextColumns(texts=texts, used=used, kept=kept))
        places = {f"text {place}" if len(texts) > 1 else "text": name for place, name in enumerate(texts, start=1)}
        return gatherer.harvest(used={**places, **used}, personal=personal, kept=kept)


def _check_columns(table: Table, options: ReadOptions) -> None:
    for field in options.columns:
        if field not in FIELDS:
            raise FormatError("unknown_field", field=field, fields=", ".join(FIELDS))
    for name in (*options.texts, *options.columns.values()):
        if name not in table.headings:
            raise FormatError("unknown_column", file=table.file, column=name, columns=", ".join(table.headings))
    refuse_personal(table.sample, (*options.texts, *options.columns.values()))


def _guessed(table: Table, options: ReadOptions, *, texts: tuple[str, ...]) -> dict[str, str]:
    """Give the column of each field: the one that was said, or the first with a telling name."""
    used = {field: name for field, name in options.columns.items() if field != "text" and name not in texts}
    if options.is_complete:
        return used
    personal = personal_columns(table.sample)
    for field, names in FIELDS.items():
        taken = {*texts, *used.values(), *personal}
        found = table.find(*(name for name in names if table.by_plain_name.get(name) not in taken))
        if field not in {"text", *used} and found:
            used[field] = found
    if "id" in used and "id" not in options.columns and not _tells_rows_apart(table, used["id"]):
        del used["id"]
    return used


def _tells_rows_apart(table: Table, name: str) -> bool:
    frame = table.sample.frame
    keys = frame[name].str.strip_chars()
    filled = keys.filter(keys != "")
    return len(filled) > 0 and filled.n_unique() >= LEAST_DISTINCT_IDS * frame.height


def _prose_columns(table: Table) -> tuple[str, ...]:
    cells = table.sample.frame
    known = {table.find(*names) for field, names in FIELDS.items() if field != "text"}
    personal = set(personal_columns(table))
    return tuple(
        name for name in table.headings if name not in known and name not in personal and is_prose(cells[name])
    )


READER = Mapped()
READERS = (READER,)
