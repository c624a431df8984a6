"""Minutes of workshops: one contribution per item, whatever the file."""

from time import perf_counter

import pytest

from polyphonie.formats import FormatError, read_file, recognize
from polyphonie.formats.documents.plain_text import text_blocks
from polyphonie.formats.documents.prose import is_prose
from polyphonie.formats.documents.words import reason_of_text
from tests.formats.files import write, write_csv, write_xlsx
from tests.formats.minutes import cell, docx, odt, odt_list, p, table
from tests.formats.test_prose import LETTER_FR, LINES, NOTES_EN, NOTES_FR, NUMBERED

MARKDOWN = """---
titre: Notes
---
# Compte rendu de l’atelier du 12 mars

Présents : Jeanne Martin, Ali

## Attentes
- Un guichet **humain**, ouvert le samedi
- Des agents
  formés à l’outil
    - au téléphone
1. Une charte

## Habitants
> Je ne veux pas parler à une machine.

Craintes
--------
| Thème | Verbatim |
|:--|---|
| Bus | Je veux un chauffeur, merci \\| pas un robot |
| École | - Les élèves<br>- Les parents |

```
rien
```
<!-- à revoir -->
"""
WORKBOOK_FR = {
    "Table 1": [
        ["Atelier", "Table", "Attentes", "Craintes", "Nom de l’animateur"],
        ["Atelier du 12 mars", "3", "Un guichet", "Les erreurs", "Sam"],
        ["Atelier du 12 mars", "3", "", "'=l’oubli", "Sam"],
        ["Atelier du 12 mars", "4", "", "", "Léa"],
    ]
}
WORKBOOK_EN = {"Notes": [["Workshop", "Group", "Topic", "Idea", "Public"], ["3 May", "B", "Bus", "Keep it", "Staff"]]}


def accounted(harvest):
    assert harvest.n_rows == harvest.n_rows_taken + harvest.n_rows_refused + harvest.n_rows_aside
    assert len({record.external_id for record in harvest.contributions}) == len(harvest.contributions)
    return harvest


def taken(harvest):
    return [(record.text, record.kind) for record in harvest.contributions]


@pytest.fixture
def read(tmp_path):
    def read_it(content, name="notes.txt"):
        return accounted(read_file(write(tmp_path / name, content)))

    return read_it


def test_a_document_is_recognized_as_minutes(tmp_path):
    path = write(tmp_path / "a.docx", docx(p("Attentes", "Titre1"), p("Il faut un guichet dans la ville", depth=0)))
    found = recognize(path)
    assert (found.tool, found.kind, found.generation, found.language) == ("minutes", "contributions", "document", "fr")
    assert found.confidence >= 0.9


def test_a_document_gives_contributions_with_their_place(read):
    harvest = read(
        docx(
            p("Réunion du 12 mars", "Titre"), p("Élus", "Titre1"), p("Points de vigilance", "Titre2"),
            p("Il ne faut pas que la machine décide.", depth=0), p("Présents : Jeanne"),
        ),
        "a.docx",
    )  # fmt: skip
    (record,) = harvest.contributions
    assert (record.kind, record.public, record.activity_label) == ("concern", "Élus", "Réunion du 12 mars")
    assert record.attributes == {"place": "Réunion du 12 mars > Élus > Points de vigilance, point 1"}
    assert (record.row, record.sheet, record.language, record.is_numbered) == (4, "", "fr", True)
    assert [(one.row, one.code) for one in harvest.refused] == [(5, "list_of_people")]
    assert harvest.refused[0].is_whole_row


def test_the_theme_of_an_item_is_the_heading_that_says_what_it_is_about(read):
    harvest = read("# Transports\n\n## Attentes\n- un bus\n\n# Écoles\n\n## Attentes\n- des livres\n")
    assert [(record.question, record.kind) for record in harvest.contributions] == [
        ("Transports", "expectation"),
        ("Écoles", "expectation"),
    ]


def test_markdown_is_read_with_its_lists_tables_and_quotes(read):
    harvest = read(MARKDOWN, "notes.md")
    assert taken(harvest) == [
        ("Un guichet humain, ouvert le samedi", "expectation"),
        ("Des agents formés à l’outil", "expectation"),
        ("au téléphone", "expectation"),
        ("Une charte", "expectation"),
        ("Je ne veux pas parler à une machine.", ""),
        ("Je veux un chauffeur, merci | pas un robot", "concern"),
        ("Les élèves", "concern"),
        ("Les parents", "concern"),
    ]
    assert [one.code for one in harvest.refused] == [
        "not_an_item", "not_an_item", "list_of_people", "not_an_item",
    ]  # fmt: skip
    assert harvest.contributions[4].public == "Habitants"
    assert "Martin" not in repr(harvest)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        (NOTES_FR, [
            ("un guichet humain, ouvert le samedi", "expectation"), ("des agents formés, et nombreux", "expectation"),
            ("moins d'écrans, plus de temps", "expectation"), ("l'erreur, sans recours", "concern"),
        ]),
        (NOTES_EN, [
            ("a human desk, open on Saturday", "expectation"), ("trained staff, and enough of them", "expectation"),
            ("mistakes, with no appeal", "concern"),
        ]),
        (NUMBERED, [
            ("Former les agents, tous les ans", "proposal"), ("Publier la liste des outils", "proposal"),
            ("Créer un comité, avec des habitants", "proposal"),
        ]),
    ],
)  # fmt: skip
def test_plain_notes_are_read(read, text, found):
    assert taken(read(text)) == found
    assert taken(read(text.replace("\n", "\r\n").encode("utf-16"))) == found
    assert taken(read(text, "notes.csv")) == found


def test_each_line_that_is_a_sentence_is_one_contribution(read):
    assert [text for text, _ in taken(read(LINES))] == LINES.splitlines()


def test_short_lines_are_as_many_contributions(read):
    assert [text for text, _ in taken(read("plus de bus\nmoins d’écrans\nun guichet\n"))] == [
        "plus de bus", "moins d’écrans", "un guichet",
    ]  # fmt: skip


def test_lines_inside_a_paragraph_or_a_cell_are_items_where_they_are_marked(read):
    broken = "<w:r><w:t>- Un guichet</w:t><w:br/><w:t>- Du temps</w:t><w:br/><w:t>pour lire</w:t></w:r>"
    harvest = read(
        docx(p("Attentes", "Titre1"), p(broken), table(["Craintes", "Idées"], ["", cell(p(broken))])), "a.docx"
    )
    assert [record.text for record in harvest.contributions] == ["Un guichet", "Du temps\npour lire"] * 2


def test_a_letter_gives_its_paragraphs_without_the_greetings_nor_the_signature(read):
    harvest = read(LETTER_FR)
    assert len(harvest.contributions) == 1
    assert harvest.contributions[0].text.startswith("Je vous écris, comme habitante")
    assert [one.code for one in harvest.refused] == ["not_an_item", "not_an_item", "list_of_people"]


def test_lines_cut_by_the_program_are_put_together(read):
    harvest = read(
        "Nous avons dit, tous ensemble, que la machine ne doit jamais décider seule\n"
        "de ce qui touche aux gens, et qu’une personne répond.\n\nIl faut un recours.\n"
    )
    assert [len(record.text.splitlines()) for record in harvest.contributions] == [1, 1]


def test_a_label_before_an_idea_gives_its_kind_or_its_public(read):
    harvest = read("- Crainte : perdre le contact\n- Habitante : je veux un guichet\n- Bus : des chauffeurs\n")
    assert [(record.kind, record.public) for record in harvest.contributions] == [
        ("concern", ""), ("", "Habitante"), ("", ""),
    ]  # fmt: skip


@pytest.mark.parametrize(
    "piece",
    ["- ", "**a ", "a|b\n" + " " * 9000 + "|x\n", "-- " + " " * 9000 + "|x\n|", ".", "<!--", "- :x\n", "\n \n", "A :\n",
     "| a |\n|--|\n", "> ", "1. ", "```\n", "a:"],
)  # fmt: skip
def test_a_hostile_text_takes_no_longer_than_its_length_asks(piece):
    start = perf_counter()
    text_blocks("---\n-->a\n# b\n" + piece * (60_000 // len(piece)) + "\n")
    is_prose("a\n" + piece * (60_000 // len(piece)))
    reason_of_text(piece * (60_000 // len(piece)))
    assert perf_counter() - start < 10


def test_what_is_added_above_renames_nothing_below(read):
    before = read("# Attentes\n- un guichet\n- du temps\n\n# Craintes\n- les erreurs\n")
    after = read("# Attentes\n- des agents formés\n- un guichet\n- du temps\n\n# Craintes\n- les erreurs\n")
    names = {record.text: record.external_id for record in after.contributions}
    assert [names[record.text] for record in before.contributions] == [one.external_id for one in before.contributions]


def test_the_same_words_said_twice_are_two_contributions(read):
    harvest = read("# Attentes\n- un guichet\n- un guichet\n\n# Propositions\n- un guichet\n")
    assert len(harvest.contributions) == 3


def test_a_document_that_holds_nothing_said_says_so(tmp_path):
    path = write(tmp_path / "a.docx", docx(p("Présents : Jeanne, Ali"), p("12 mars 2026")))
    with pytest.raises(FormatError) as caught:
        read_file(path)
    assert caught.value.code == "no_item_in_document"


def test_a_table_of_minutes_gives_one_contribution_per_filled_cell(tmp_path):
    harvest = accounted(read_file(write_xlsx(tmp_path / "a.xlsx", WORKBOOK_FR)))
    assert (harvest.recognition.tool, harvest.recognition.generation) == ("minutes", "table")
    assert taken(harvest) == [("Un guichet", "expectation"), ("Les erreurs", "concern"), ("=l’oubli", "concern")]
    assert [(record.activity_label, record.attributes) for record in harvest.contributions[:1]] == [
        ("Atelier du 12 mars", {"Table": "3"})
    ]
    assert [(one.row, one.code) for one in harvest.refused] == [(4, "empty_text")]
    assert harvest.personal_columns == ("Nom de l’animateur",)
    assert "Sam" not in repr(harvest)


def test_a_table_of_minutes_in_english_is_read(tmp_path):
    (record,) = accounted(read_file(write_xlsx(tmp_path / "a.xlsx", WORKBOOK_EN))).contributions
    assert (record.text, record.question, record.public, record.activity_label) == ("Keep it", "Bus", "Staff", "3 May")


def test_the_title_or_the_sheet_of_a_table_tells_the_workshop(tmp_path):
    rows = [["Groupe", "Verbatims"], ["A", "Un guichet"]]
    sheets = {"Atelier du 12 mars": rows, "Notes": [["Compte rendu de l’atelier du 3 mai"], [], *rows]}
    harvest = accounted(read_file(write_xlsx(tmp_path / "a.xlsx", sheets)))
    assert [record.activity_label for record in harvest.contributions] == ["Atelier du 12 mars", "Atelier du 3 mai"]


@pytest.mark.parametrize(
    "headings",
    [["id", "texte", "atelier"], ["identifiant", "Atelier", "Proposition"], ["comment-id", "comment-body", "group"],
     ["Horodateur", "Vos attentes", "Vos craintes"],
     ["Quelles sont vos attentes ?", "Quelles sont vos craintes ?"], ["date", "public", "texte"]],
)  # fmt: skip
def test_exports_are_not_taken_for_minutes(tmp_path, headings):
    path = write_csv(tmp_path / "a.csv", [headings, ["1", "Un guichet ouvert le samedi", "A"][: len(headings)]])
    found = recognize(path)
    assert found is None or found.tool != "minutes"


def test_documents_of_every_kind_give_the_same_items(tmp_path, read):
    said = ["Il faut un guichet dans chaque quartier", "Il faut des agents formés dans la ville"]
    word = docx(p("Attentes", "Titre1"), *(p(text, depth=0) for text in said))
    cells = docx(p("Attentes", "Titre1"), table(["Thème", "Verbatim"], *(["", cell(p(text))] for text in said)))
    open_text = odt('<text:h text:outline-level="1">Attentes</text:h>' + odt_list(*said))
    markdown = "# Attentes\n\n" + "".join(f"* {text}\n" for text in said)
    plain = "Attentes :\n\n" + "".join(f"{number}) {text}\n" for number, text in enumerate(said, 1))
    for name, content in (("a.docx", word), ("b.docx", cells), ("a.odt", open_text), ("a.md", markdown), ("a", plain)):
        assert taken(read(content, name)) == [(text, "expectation") for text in said]
