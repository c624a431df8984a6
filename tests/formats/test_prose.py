"""A text file is a document or a table: commas and semicolons are in both."""

import pytest

from polyphonie.formats.documents.prose import is_prose
from tests.formats import files
from tests.formats.files import csv_text, limesurvey

LETTER_FR = """Madame, Monsieur,

Je vous écris, comme habitante, à propos des caméras ; elles filment la place, l'école, et la rue.
Personne ne m'a demandé mon avis, ni à mes voisins, ni à l'école.

Bien cordialement,
Jeanne
"""
LETTER_EN = """Dear councillors,

I live on the square, next to the school, and I worry about the cameras; they film, day and night, everyone.
Please tell us who looks at the pictures, how long they are kept, and why.

Yours sincerely,
Sam
"""
NOTES_FR = """Atelier du 12 mars

Attentes
- un guichet humain, ouvert le samedi
- des agents formés, et nombreux
- moins d'écrans, plus de temps

Craintes :
- l'erreur, sans recours
"""
NOTES_EN = """WORKSHOP NOTES

Expectations:
* a human desk, open on Saturday
* trained staff, and enough of them

Concerns:
* mistakes, with no appeal
"""
NUMBERED = """Les propositions du groupe 2

1. Former les agents, tous les ans
2. Publier la liste des outils
3. Créer un comité, avec des habitants
"""
MARKDOWN_TABLE = """| Thème | Verbatim |
|---|---|
| Bus | Je veux un chauffeur, merci |
| École | Les élèves, d'abord |
"""
LINES = """Il faut un guichet, dans chaque quartier.
Les agents doivent être formés.
Je ne veux pas, moi, parler à une machine.
Qui décide, au fond, et pour qui ?
"""
TWO_PARTS = """Bonjour, voici mon avis
Je veux bien, mais pas trop
Pour la ville, pas pour la machine
Merci, au revoir
"""
SPEECH = """Habitante : je voudrais un guichet ; un vrai.
Élu : nous y pensons ; c'est prévu.
Habitante : quand ; cette année ?
"""
ENGLISH_LINES = "We want people, not machines\nKeep the desk open, please\nTrain the staff, and pay them\n"
WRAPPED = """The council asked us what we expect from artificial intelligence in the services
of the city. We said, all of us, that a person must answer, in the end, and
that nobody should be left alone with a form, a robot, or a voice.

We also asked for a list, kept up to date, of what is used and where.
"""
DASHES = "Compte rendu ; séance du 4 mai\n\n– un point ; deux points\n– trois\n"
PROSES = [LETTER_FR, LETTER_EN, NOTES_FR, NOTES_EN, NUMBERED, MARKDOWN_TABLE, LINES, TWO_PARTS, SPEECH, ENGLISH_LINES,
          WRAPPED, DASHES, "# Titre\n\nUn paragraphe, puis un autre.\n", "Titre\n=====\n\nBonjour.\n",
          "Un seul paragraphe, sans rien d'autre.", "Attentes\n\n* oui\n"]  # fmt: skip

TABLES = {
    "one column, named": "texte\nIl faut un guichet, oui.\nMoins d'écrans\n",
    "one column, quoted": '"Avis"\n"Il faut un guichet, oui."\n"Moins\nd\'écrans"\n',
    "one column, in English": "comment\nWe want people, not machines\nKeep the desk open, please\n",
    "headings only": "id;texte;date\n",
    "two columns": "id,texte\n1,oui\n2,non\n",
    "semicolons": "N°;Avis\n1;Je veux, moi, un guichet\n2;Non, merci\n",
    "tabs": "Table\tIdée\n1\tUn guichet, ouvert\n2\tMoins d'écrans, plus de temps\n",
    "bars": "id|texte\n1|oui, mais\n2|non\n",
    "a title above": "Contributions du 12 mars\n\nid;texte;date\n1;oui;2026-01-01\n2;non;2026-01-02\n",
    "commas in quotes": 'id,texte\n1,"Je veux, moi, un guichet, ouvert"\n2,"Non, merci, vraiment"\n',
    "lines in quotes": 'id,texte\n1,"Je veux :\n- un guichet\n- du temps\n\nMerci"\n2,"non"\n',
    "bullets in quotes": 'texte\n"- un guichet\n- du temps"\n"- rien"\n',
    "a sign convention": "# vote-convention: agree=+1;disagree=-1;pass=0\nvote_id,user_id\n1,2\n",
    "separator of a spreadsheet": "sep=;\nid;texte\n1;oui\n",
    "long questions": "Horodateur,\"Qu'attendez-vous, vous, de l'IA ?\",Vos craintes ?\n2026,Un guichet,Rien\n",
    "json lines": '{"texte": "Bonjour, à tous"}\n{"texte": "Non"}\n',
    "json list": '[\n {"texte": "Bonjour, à tous"}\n]\n',
    "numbers": "1,2,3\n4,5,6\n",
    "blanks": "\n,,\n\n,",
    "spaces after commas": "id, texte, date\n1, oui, lundi\n2, non, mardi\n",
    "unquoted texts": "timestamp,comment-id,author-id,comment-body\n1,0,5,Un guichet, toujours\n2,1,5,Oui, mais, non\n",
    "a web page": "<!DOCTYPE html>\n<html>\n<p>Bonjour, à tous.</p>\n\n<p>Merci.</p>\n</html>\n",
    "a card": "BEGIN:VCARD\nFN:Jeanne Martin\n\nTEL:0612345678\nEND:VCARD\n",
    "a mail": "From: jeanne@exemple.fr\nSubject: Bonjour\n\nMerci, et à bientôt.\n",
    "bytes": "a\x01b\x02c\x03d\x04e\x05f\x06g\n\nbonjour\n",
    "a last column that is empty": "id;texte;\n1;oui;\n2;non;\n",
}
EXPORTS = [
    (files.DECIDIM_RECENT, ";"), (files.DECIDIM_SURVEY_FR, ","), (files.DECIDIM_SURVEY_EN, ";"),
    (limesurvey("full"), ","), (limesurvey("codetext"), ";"), (files.POLIS_VOTES, ","), (files.POLIS_MATRIX, ","),
    (files.POLIS_COMMENTS["report"], ","), (files.DECIDIM_COMMENTS, ";"),
]  # fmt: skip


@pytest.mark.parametrize("text", PROSES)
@pytest.mark.parametrize("suffix", [".txt", ".md", ""])
def test_what_people_wrote_is_a_document(text, suffix):
    assert is_prose(text, suffix=suffix)


@pytest.mark.parametrize("text", [LETTER_FR, LETTER_EN, NOTES_FR, NOTES_EN, NUMBERED, MARKDOWN_TABLE, WRAPPED, DASHES])
def test_a_document_under_the_name_of_a_table_is_a_document(text):
    assert is_prose(text, suffix=".csv")


@pytest.mark.parametrize("name", TABLES)
@pytest.mark.parametrize("suffix", [".csv", ".txt", ""])
def test_rows_are_a_table_whatever_its_name(name, suffix):
    assert not is_prose(TABLES[name], suffix=suffix)


@pytest.mark.parametrize(("rows", "separator"), EXPORTS)
def test_exports_of_tools_are_tables(rows, separator):
    for quote_all in (True, False):
        assert not is_prose(csv_text(rows, separator=separator, quote_all=quote_all), suffix=".txt")


def test_windows_line_breaks_change_nothing():
    assert is_prose(LETTER_FR.replace("\n", "\r\n"))
    assert not is_prose(TABLES["semicolons"].replace("\n", "\r\n"))


def test_a_column_of_lines_that_nothing_names_is_what_its_name_says():
    assert is_prose(LINES, suffix=".txt")
    assert not is_prose(LINES, suffix=".csv")
