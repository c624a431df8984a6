"""Small files as tools write them, built by the tests."""

import csv
import gzip
import io
import json
import zipfile
from collections.abc import Sequence
from pathlib import Path

import xlsxwriter

Rows = Sequence[Sequence[object]]


def csv_text(rows: Rows, *, separator: str = ",", quote_all: bool = False, newline: str = "\n") -> str:
    stream = io.StringIO()
    quoting = csv.QUOTE_ALL if quote_all else csv.QUOTE_MINIMAL
    csv.writer(stream, delimiter=separator, quoting=quoting, lineterminator=newline).writerows(rows)
    return stream.getvalue()


def write(path: Path, content: str | bytes, *, encoding: str = "utf-8") -> Path:
    data = content.encode(encoding) if isinstance(content, str) else content
    path.write_bytes(gzip.compress(data) if path.suffix == ".gz" else data)
    return path


def write_csv(path: Path, rows: Rows, *, separator: str = ",", encoding: str = "utf-8") -> Path:
    return write(path, csv_text(rows, separator=separator), encoding=encoding)


def write_jsonl(path: Path, objects: Sequence[object]) -> Path:
    return write(path, "".join(json.dumps(item, ensure_ascii=False) + "\n" for item in objects))


def write_xlsx(path: Path, sheets: dict[str, Rows]) -> Path:
    workbook = xlsxwriter.Workbook(path, {"strings_to_formulas": False})
    for name, rows in sheets.items():
        sheet = workbook.add_worksheet(name)
        for number, row in enumerate(rows):
            sheet.write_row(number, 0, row)
    workbook.close()
    return path


def hostile_xlsx(path: Path, sheet_xml: str) -> Path:
    """Replace the first sheet of a small workbook."""
    write_xlsx(path, {"Notes": [["texte"], ["bonjour"]]})
    with zipfile.ZipFile(path) as archive:
        members = {name: archive.read(name) for name in archive.namelist()}
    members["xl/worksheets/sheet1.xml"] = sheet_xml.encode()
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return path


DECIDIM_RECENT = [
    ["id", "author/id", "author/name", "taxonomies/id", "taxonomies/name/fr", "component/id", "title/fr", "title/en",
     "body/fr", "body/en", "state", "likes/total_count", "likes/user_likes", "published_at", "url", "is_amend",
     "withdrawn", "created_at"],
    ["12", "4", "Jeanne", "3", "Habitants", "9", "Un guichet", "", "Gardez un guichet ;\nmême petit.", "", "accepted",
     "2", "Paul", "2026-04-03 10:00:00 +0200", "https://example.org/12", "false", "false", "2026-04-01"],
    ["13", "5", "Paul", "3", "Agents", "9", "", "No robots", "", "'-1 for robots", "", "0", "", "", "", "false",
     "false", "2026-04-02"],
    ["14", "5", "Paul", "3", "Agents", "9", "Retirée", "", "Je retire", "", "withdrawn", "0", "", "", "", "false",
     "true", "2026-04-02"],
    ["15", "5", "Paul", "3", "Agents", "9", "", "", "", "", "", "0", "", "", "", "false", "false", "2026-04-02"],
]  # fmt: skip
DECIDIM_OLDER = [
    ["id", "category/id", "category/name/fr", "scope/id", "title", "body", "votes", "endorsements/total_count",
     "component/id", "participatory_space/id", "url", "created_at"],
    ["7", "1", "Numérique", "2", "Moins d’écrans", "Moins d’écrans à l’école.", "12", "3", "5", "6",
     "https://example.org/7", "2019-02-03"],
]  # fmt: skip
DECIDIM_COMMENTS = [
    ["id", "created_at", "body", "locale", "author/id", "author/name", "alignment", "depth", "commentable_id"],
    ["1", "2026-04-03", "Je suis pour, à une condition.", "fr", "2", "Jeanne", "1", "0", "12"],
]
DECIDIM_SURVEY_FR = [
    [
        "ID de réponse",
        "Répondu le",
        "Hachage IP",
        "Statut de l'utilisateur",
        "1. Êtes-vous d’accord ?",
        "2. Pourquoi ?",
    ],
    ["abc", "2026-03-01 10:00", "f00", "Enregistré", "Oui", "Parce que cela aide les agents au quotidien."],
    ["abd", "2026-03-01 11:00", "f01", "Non enregistré", "Non", ""],
]
DECIDIM_SURVEY_EN = [
    ["Answer ID", "Answered on", "IP Hash", "User status", "1. Do you agree?", "2. Why is that so?"],
    ["abc", "2026-03-01 10:00", "f00", "Registered", "Yes", "Because it helps the people who work there."],
]
LIME_CODES = ["id", "submitdate", "lastpage", "startlanguage", "seed", "token", "startdate", "datestamp", "ipaddr"]
LIME_FULL_FR = ["ID de la réponse", "Date de soumission", "Dernière page", "Langue de départ", "Tête de série",
                "Code d’accès", "Date de lancement", "Date de la dernière action", "Adresse IP"]  # fmt: skip
LIME_FULL_EN = ["Response ID", "Date submitted", "Last page", "Start language", "Seed", "Access code", "Date started",
                "Date last action", "IP address"]  # fmt: skip
LIME_QUESTIONS = {
    "code": ["Q1", "Q2", "Q3[SQ001]", "Q3[other]"],
    "full": ["Vous êtes", "Qu’attendez-vous de l’IA ?", "Outils [Courriel de la mairie]", "Outils [Autre]"],
    "codetext": [
        "Q1. Vous êtes",
        "Q2. Qu’attendez-vous de l’IA ?",
        "Q3[SQ001]. Outils [Site]",
        "Q3[other]. Outils [Autre]",
    ],
}
LIME_ANSWERS = [
    ["1", "2026-03-05 10:00:00", "4", "fr", "99", "tok1", "2026-03-05 09:50:00", "2026-03-05 10:00:00", "10.0.0.1",
     "Habitante", "Qu’un humain réponde quand la machine se trompe.", "Y", ""],
    ["2", "", "2", "fr", "98", "tok2", "2026-03-05 09:50:00", "2026-03-05 10:00:00", "10.0.0.2",
     "Agent", "Je n’ai pas fini ma phrase sur le sujet", "", ""],
    ["3", "2026-03-06 10:00:00", "4", "fr", "97", "tok3", "2026-03-05 09:50:00", "2026-03-05 10:00:00", "10.0.0.3",
     "Élu", "", "", "Un panneau d’affichage"],
    ["4", "2026-03-06 11:00:00", "4", "fr", "96", "tok4", "2026-03-05 09:50:00", "2026-03-05 10:00:00", "10.0.0.4",
     "Élu", "", "Y", ""],
]  # fmt: skip


def limesurvey(headings: str, *, english: bool = False) -> list[list[str]]:
    """A LimeSurvey file with headings as codes, full texts, or both."""
    metadata = {"code": LIME_CODES, "full": LIME_FULL_EN if english else LIME_FULL_FR}.get(headings)
    if metadata is None:
        metadata = [f"{code}. {text}" for code, text in zip(LIME_CODES, LIME_FULL_FR, strict=True)]
    return [[*metadata, *LIME_QUESTIONS[headings]], *LIME_ANSWERS]


POLIS_COMMENTS = {
    "report": [
        ["timestamp", "datetime", "comment-id", "author-id", "agrees", "disagrees", "moderated", "comment-body"],
        ["1403054214196", "Wed", "0", "5", "2", "0", "1", "Un guichet, toujours."],
        ["1403054214197", "Wed", "1", "6", "0", "2", "-1", "Aucune machine\nà l’accueil."],
    ],
    "archive-2023": [
        ["timestamp", "comment-id", "author-id", "agrees", "disagrees", "moderated", "is-meta", "is-seed",
         "group-informed-consensus", "comment-body"],
        ["1403054214", "0", "5", "2", "0", "1", "false", "true", "0.5", "Un guichet, toujours."],
    ],
    "database": [
        ["tid", "zid", "pid", "uid", "created", "modified", "txt", "mod", "is_meta", "is_seed"],
        ["0", "28", "5", "72", "1728978218495", "1728978218495", "Un guichet, toujours.", "1", "f", "t"],
    ],
}  # fmt: skip
POLIS_VOTES = [
    ["timestamp", "datetime", "comment-id", "voter-id", "vote"],
    ["1403054214300", "Wed", "0", "7", "-1"],
    ["1403054214200", "Wed", "0", "7", "1"],
    ["1403054214250", "Wed", "1", "7", "0"],
    ["1403054214260", "Wed", "1", "8", "1"],
]
POLIS_MATRIX = [
    ["participant", "xid", "group-id", "n-comments", "n-votes", "n-agree", "n-disagree", "0", "1"],
    ["7", "mail@example.org", "0", "0", "2", "0", "1", "-1", "0"],
    ["8", "", "1", "0", "1", "1", "0", "", "1"],
    ["9", "", "", "0", "0", "0", "0", "", ""],
]
