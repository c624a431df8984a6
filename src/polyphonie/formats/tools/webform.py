"""Answers to the forms of Drupal (Webform, Framaforms, Yakforms), of Drupal 7 and since."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from polyphonie.formats.choices import grouped, ticked
from polyphonie.formats.errors import FormatError
from polyphonie.formats.headings import plain
from polyphonie.formats.questions import holds_words, names_other, questions_above, unnumbered
from polyphonie.formats.records import Harvest, ReadOptions, Recognition
from polyphonie.formats.surveys import MOMENTS, Survey
from polyphonie.formats.tables.table import Table
from polyphonie.formats.written_dates import day_comes_first, written_moment

# What is known of each answer, which comes before the questions: by role, the keys, then the labels. The French
# labels depend on each site's translation: they serve to recognise, never to refuse.
KEYS: Mapping[str, tuple[str, ...]] = {
    "serial": ("webform_serial", "serial"),
    "id": ("webform_sid", "sid"),
    "startdate": ("webform_time", "created"),
    "datestamp": ("webform_completed_time", "completed"),
    "changed": ("webform_modified_time", "changed"),
    "draft": ("webform_draft", "in_draft"),
    "ipaddr": ("webform_ip_address", "remote_addr"),
    "user": ("webform_uid", "uid"),
    "username": ("webform_username", "username"),
    "token": ("token",),
    "startlanguage": ("langcode",),
    "technical": ("uuid", "uri", "current_page", "webform_id", "entity_type", "entity_id", "locked", "sticky", "notes"),
}
ENGLISH: Mapping[str, tuple[str, ...]] = {
    "serial": ("serial", "serial number"),
    "id": ("sid", "submission id"),
    "startdate": ("submitted time", "time", "created"),
    "datestamp": ("completed time", "completed"),
    "changed": ("modified time", "changed"),
    "draft": ("draft", "is draft", "in draft"),
    "ipaddr": ("ip address", "remote ip address"),
    "user": ("uid", "user id", "submitted by"),
    "username": ("username", "user"),
    "token": ("token",),
    "startlanguage": ("language",),
    "technical": ("submission uuid", "submission uri", "uuid", "uri", "current page", "webform", "submitted to",
                  "submitted to entity type", "submitted to entity id", "entity type", "entity id", "locked", "sticky",
                  "flagged", "starred", "notes", "administrative notes"),
}  # fmt: skip
FRENCH: Mapping[str, tuple[str, ...]] = {
    "serial": ("serie", "numero de serie", "n de serie", "numero"),
    "id": ("sid", "id de soumission", "id de la soumission", "identifiant de soumission",
           "identifiant de la soumission", "numero de soumission"),
    "startdate": ("heure de soumission", "date de soumission", "heure d envoi", "date d envoi", "soumis le", "heure",
                  "envoye le", "cree", "cree le", "date de creation"),
    "datestamp": ("heure de fin", "heure d achevement", "date d achevement", "acheve", "acheve le", "termine",
                  "termine le", "complete", "complete le", "heure de completion"),
    "changed": ("heure de modification", "date de modification", "modifie", "modifie le", "change"),
    "draft": ("brouillon", "est un brouillon", "est brouillon", "en brouillon", "a l etat de brouillon"),
    "ipaddr": ("adresse ip", "adresses ip", "adresse ip distante"),
    "user": ("uid", "id utilisateur", "id de l utilisateur", "soumis par", "envoye par"),
    "username": ("nom d utilisateur", "utilisateur"),
    "token": ("jeton", "jeton d acces"),
    "startlanguage": ("langue",),
    "technical": ("uuid de soumission", "uuid de la soumission", "uri de soumission", "uri de la soumission",
                  "page actuelle", "page courante", "formulaire", "formulaire web", "webform", "soumis a",
                  "soumis a type d entite", "soumis a id d entite", "soumis a id de l entite", "type d entite",
                  "id de l entite", "id d entite", "verrouille", "epingle", "marque", "notes", "remarques"),
}  # fmt: skip
LEAST_KNOWN = 4
TICK = frozenset({"x"})
UNKNOWN = "unknown"
LEFT_ASIDE = frozenset({"technical", "serial", "changed", UNKNOWN})
# One of these at least: a table of anything may have an identifier, a date and a language.
TELLING = frozenset({"draft", "ipaddr", "user", "token", "changed", "serial"})


@dataclass(frozen=True)
class Webform:
    """
    Reader of the results of forms.

    The keys of Drupal 7 were read in public scripts that read such files, its labels in the module; those of
    Drupal 8 and later are documented by the module.
    """

    tool: str = "webform"
    brand: str = "Drupal Webform"

    def recognizes(self, table: Table) -> Recognition | None:
        """Recognise what is known of each answer, which comes before the questions: keys or labels."""
        metadata, language = _metadata(table)
        n_known = sum(role != UNKNOWN for role in metadata.values())
        if n_known < LEAST_KNOWN or "id" not in metadata.values() or TELLING.isdisjoint(metadata.values()):
            return None
        identifier = next(name for name, role in metadata.items() if role == "id")
        is_old = identifier.startswith("webform_") or (language != "" and bool(table.lines_above))
        is_old = is_old or (language != "" and plain(identifier) == "sid")
        generation = f"{'drupal-7' if is_old else 'drupal-8'}-{'labels' if language else 'keys'}"
        return Recognition(self.tool, "answers", generation, 0.95, tuple(metadata), language)

    def read(self, table: Table, options: ReadOptions) -> Harvest:
        """
        Read one contribution per filled free answer of each answer that is no draft.

        The number of the submission (`sid`) identifies it. A question with one column per option (`separate`) is put
        together again: `Question / option`.
        """
        recognition = self.recognizes(table)
        if recognition is None:
            raise FormatError("not_contributions", file=table.file, what=self.brand)
        known, language = _metadata(table)
        metadata = {role: name for name, role in known.items() if role not in LEFT_ASIDE}
        questions = [name for name in table.headings if name not in known]
        labels, options_of = _questions(table, questions, generation=recognition.generation)
        day_first = all(day_comes_first(table.sample.frame[metadata[role]], language=language) for role in MOMENTS
                        if role in metadata)  # fmt: skip
        return Survey(
            table=table,
            recognition=recognition,
            metadata=metadata,
            always_free=frozenset(
                name for name, (_, option) in options_of.items() if names_other(option) and holds_words(table, name)
            ),
            labels=labels,
            groups=grouped(_ticked_ones(table, options_of)),
            aside=frozenset(name for name, role in known.items() if name not in metadata.values()),
            read_moment=lambda cell: written_moment(cell, day_first=day_first),
        ).read(options)


def _metadata(table: Table) -> tuple[dict[str, str], str]:
    """Give the role of each of the first columns, up to the first question, and the language of the headings."""
    best: tuple[dict[str, str], str] = ({}, "")
    for names, language in ((KEYS, ""), (ENGLISH, "en"), (FRENCH, "fr")):
        by_name = {name: role for role, all_names in names.items() for name in all_names}
        roles = [by_name.get(plain(heading) if language else heading, "") for heading in table.headings]
        found = _first_roles(table.headings, roles)
        if sum(role != UNKNOWN for role in found.values()) > sum(role != UNKNOWN for role in best[0].values()):
            best = found, language
    return best


def _first_roles(headings: Sequence[str], roles: Sequence[str]) -> dict[str, str]:
    """Take the first roles; one name that a site translated its own way does not end them."""
    found: dict[str, str] = {}
    for place, (heading, role) in enumerate(zip(headings, roles, strict=True)):
        is_again = role not in {"", "technical"} and role in found.values()
        if is_again or (not role and not any(roles[place + 1 : place + 2])):
            break
        found[heading] = role or ("id" if place == 1 and "serial" in found.values() else UNKNOWN)
    return found


def _questions(
    table: Table, questions: list[str], *, generation: str
) -> tuple[dict[str, str], dict[str, tuple[str, str]]]:
    """Give the text of each question, and the question and option of each column that is an option."""
    asked = unnumbered(table.headings)
    if generation.startswith("drupal-7"):
        above = questions_above(table)
        options_of = {name: (above[name], asked[name]) for name in questions if name in above}
    else:
        mark = ": " if generation.endswith("labels") else "__"
        parted = {name: name.rpartition(mark) for name in questions if mark in name}
        options_of = _ticked_ones(table, {name: (parts[0], parts[2]) for name, parts in parted.items()})
    labels = {name: asked[name] for name in questions}
    return labels | {name: " / ".join(parts) for name, parts in options_of.items()}, options_of


def _ticked_ones(table: Table, parts: Mapping[str, tuple[str, str]]) -> dict[str, tuple[str, str]]:
    """Keep the questions of which a cross ticks the options: a grid has the same headings, and other answers."""
    frame = table.sample.frame
    kept: dict[str, tuple[str, str]] = {}
    for question, columns in grouped(parts).items():
        ticks = [name for name, option in columns.items() if not names_other(option)]
        if ticked(frame[name] for name in ticks) == TICK:
            kept |= {name: (question, option) for name, option in columns.items()}
    return kept


READER = Webform()
READERS = (READER,)
