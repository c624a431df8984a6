"""A survey as LimeSurvey exports it, with each of its options."""

from dataclasses import dataclass

from tests.formats.files import csv_text

CODES = ("id", "submitdate", "lastpage", "startlanguage", "seed", "token", "startdate", "datestamp", "ipaddr", "refurl")
TEXTS = {
    "fr": ("ID de la réponse", "Date de soumission", "Dernière page", "Langue de départ", "Tête de série",
           "Code d’accès", "Date de lancement", "Date de la dernière action", "Adresse IP", "URL de provenance"),
    "en": ("Response ID", "Date submitted", "Last page", "Start language", "Seed", "Access code", "Date started",
           "Date last action", "IP address", "Referrer URL"),
    "xx": ("Nummer", "Abgabe", "Seite", "Sprache", "Startwert", "Zugang", "Anfang", "Ende", "Rechner", "Herkunft"),
}  # fmt: skip
WORDS = {"fr": ("Autre", "Commentaire", "Oui", "Non"), "en": ("Other", "Comment", "Yes", "No"), "xx": ("Other",) * 4}


@dataclass(frozen=True)
class Question:
    """One column: its code, the text of its question, its sub-question, and which scale of two."""

    code: str
    text: str
    sub_code: str = ""
    sub_text: str = ""
    scale: str = ""


def questions(language="fr"):
    other, comment, _, _ = WORDS[language]
    return [
        Question("Q1", "Vous êtes"),
        Question("Q2", "Qu’attendez-vous de l’IA dans les services publics ?"),
        Question("Q3", "Par où passez-vous ?", "SQ001", "Le site"),
        Question("Q3", "Par où passez-vous ?", "SQ002", "La mairie"),
        Question("Q3", "Par où passez-vous ?", "other", other),
        Question("Q4", "Faut-il un humain ?"),
        Question("Q4", "Faut-il un humain ?", "comment", comment),
        Question("Q5", "Notez ces usages", "SQ001", "Accueil", "1"),
        Question("Q5", "Notez ces usages", "SQ001", "Accueil", "2"),
        Question("Q6", "Que craignez-vous le plus ?"),
    ]


@dataclass(frozen=True)
class Options:
    """What the dialog of the export offers."""

    headings: str = "code"
    language: str = "fr"
    underscores: bool = False
    expression_codes: bool = False
    code_separator: str = ". "
    length: int = 15
    long_answers: bool = False
    yes: str = "Y"
    separator: str = ";"


def shortened(text, length):
    return text if len(text) <= length else f"{text[:length]}.. "


def heading(question, options):
    codes = [part for part in (question.sub_code, question.scale) if part]
    if options.expression_codes:
        code = "_".join([question.code, *codes])
    else:
        code = question.code + "".join(f"[{part}]" for part in codes)
    length = options.length if options.headings == "abbreviated" else 10_000
    parts = [part for part in (question.sub_text, question.scale and f"Scale {question.scale}") if part]
    text = shortened(question.text, length) + "".join(f" [{shortened(part, length)}]" for part in parts)
    text = text.replace(" ", "_") if options.underscores else text
    return {"code": code, "codetext": f"{code}{options.code_separator}{text}"}.get(options.headings, text)


def metadata_headings(options):
    texts = [shortened(text, options.length if options.headings == "abbreviated" else 10_000) for text in
             TEXTS[options.language]]  # fmt: skip
    texts = [text.replace(" ", "_") for text in texts] if options.underscores else texts
    if options.headings == "code":
        return list(CODES)
    if options.headings == "codetext":
        return [f"{code}{options.code_separator}{text}" for code, text in zip(CODES, texts, strict=True)]
    return texts


def metadata(number, *, submitted=True):
    return [str(number), f"2026-03-0{number % 9 + 1} 10:00:00" if submitted else "", "4", "fr", f"9{number}",
            f"tOkEn{number:04}x", "2026-03-01 09:50:00", "2026-03-01 10:00:00", f"10.0.0.{number}",
            f"https://mairie.example/{number}"]  # fmt: skip


FREE = ("Qu’un humain réponde quand la machine se trompe.", "'=je veux comprendre la règle de calcul",
        "Rien de tout cela ne me convient vraiment.")  # fmt: skip


def answers(options):
    _, _, yes, no = WORDS[options.language]
    ticked, empty = (yes, no) if options.long_answers else (options.yes, "")
    profile = ("Une habitante du territoire", "Un agent de la commune") if options.long_answers else ("A1", "A2")
    agreed = yes if options.long_answers else options.yes
    return [
        [*metadata(1), profile[0], FREE[0], ticked, empty, "", agreed, "Mais pas partout", "3", "4", ""],
        [*metadata(2, submitted=False), profile[1], "Je n’ai pas fini ma phrase sur", "", "", "", "", "", "", "", ""],
        [*metadata(3), profile[1], FREE[1], ticked, ticked, "Un panneau d’affichage", "", "", "2", "2", FREE[2]],
        [*metadata(4), profile[1], "", empty, ticked, "", agreed, "", "1", "5", ""],
    ]


def exported(options):
    """The file, as text: every cell quoted, lines of Windows, an empty line at the end."""
    rows = [
        metadata_headings(options) + [heading(question, options) for question in questions(options.language)],
        *answers(options),
    ]
    return "\ufeff" + csv_text(rows, separator=options.separator, quote_all=True, newline="\r\n") + "\r\n"
