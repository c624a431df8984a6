"""One file of each family that territories bring, and three that nobody can read, made from what each tool writes."""

from __future__ import annotations

import io
import json
import time
import zipfile

from tests.formats import files
from tests.formats.files import csv_text
from tests.formats.minutes import docx, p

MARK = int(time.time())
"""Makes the texts of this run unlike those of an earlier one on the same site."""

WORDS = f"Je veux parler à une personne au guichet {MARK}"
TRAINING = f"Former les agents avant d’acheter un outil {MARK}"


def file(name: str, content: str | bytes) -> dict[str, object]:
    """Give a file as the browser chooses it."""
    data = content.encode() if isinstance(content, str) else content
    return {"name": name, "mimeType": "application/octet-stream", "buffer": data}


def archive(members: dict[str, str | bytes]) -> bytes:
    """Make a zip of files."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as made:
        for name, content in members.items():
            made.writestr(name, content)
    return stream.getvalue()


def decidim() -> dict[str, object]:
    """Open data: proposals, their comments, and the two files that explain them."""
    return file(
        "opendata.zip",
        archive(
            {
                "participer.example-open-data-proposals.csv": csv_text(files.DECIDIM_RECENT, separator=";"),
                "participer.example-open-data-proposal_comments.csv": csv_text(files.DECIDIM_COMMENTS, separator=";"),
                "README.md": "# Dictionnaire\n",
                "LICENSE.md": "ODbL\n",
            }
        ),
    )


def polis() -> dict[str, object]:
    """An export that declares its sign."""
    declared = {"format": "polis-export/1", "vote": {"agree": 1, "disagree": -1, "pass": 0}}
    return file(
        "polis.zip",
        archive(
            {
                "votes.csv": csv_text(files.POLIS_VOTES),
                "comments.csv": csv_text(files.POLIS_COMMENTS["report"]),
                "participant-votes.csv": csv_text(files.POLIS_MATRIX),
                "format.json": json.dumps(declared),
            }
        ),
    )


def limesurvey() -> dict[str, object]:
    return file("resultats.csv", csv_text(files.limesurvey("code"), separator=";", quote_all=True))


def google_forms() -> dict[str, object]:
    headings = ["Horodateur", "Adresse e-mail", "Que faut-il garder ?", "Vous êtes"]
    rows = [["12/03/2026 10:04:05", f"p{n}@exemple.org", f"{WORDS}, réponse {n}.", "Habitant"] for n in range(6)]
    return file("formulaire.csv", csv_text([headings, *rows]))


def minutes() -> dict[str, object]:
    blocks = [p("Atelier du 12 mars", "Titre1"), p("Attentes", "Titre2")]
    blocks += [p(f"{WORDS}, atelier.", depth=0), p(f"{TRAINING}.", depth=0)]
    return file("compte-rendu.docx", docx(*blocks))


def kouchou_ai() -> dict[str, object]:
    headings = ["comment-id", "comment-body", "source", "attribute_age"]
    rows = [[str(n), f"{TRAINING}, avis {n}.", "atelier", "30-39"] for n in range(4)]
    return file("kouchou.csv", csv_text([headings, *rows]))


def unknown_table(number: int) -> dict[str, object]:
    """Two of these have the same columns, which say nothing."""
    rows = [[f"{number}{n}", f"Table {n}", f"{WORDS}, note {number}-{n}.", "Marie"] for n in range(3)]
    return file(f"notes-{number}.csv", csv_text([["c1", "c2", "c3", "Prénom"], *rows]))


def broken() -> list[dict[str, object]]:
    """An image, nothing at all, and a quotation mark that is never closed."""
    unclosed = 'id,texte\n1,"oui\n'
    return [file("photo.csv", b"\x89PNG\r\n\x1a\n"), file("vide.csv", b""), file("guillemet.csv", unclosed)]
