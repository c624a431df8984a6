"""Word, OpenDocument, Markdown and plain text: what is an item, where it stands, and what is left aside."""

import contextlib

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from polyphonie.formats import FormatError, open_table
from polyphonie.formats.documents.items import read_items
from polyphonie.formats.documents.places import ENGLISH
from polyphonie.formats.documents.plain_text import text_blocks
from tests.formats import minutes
from tests.formats.files import write
from tests.formats.minutes import cell, docx, odt, odt_list, odt_table, p, run, table

W = minutes.W
MACROS = '<Types><Override ContentType="application/vnd.ms-word.document.macroEnabled.main+xml"/></Types>'


@pytest.fixture
def opened(tmp_path):
    def open_it(content, name="compte-rendu.docx"):
        return open_table(write(tmp_path / name, content))

    return open_it


def texts(found):
    return found.column("text")


def places(found):
    return found.column("place")


def refused(found):
    return [refusal.code for refusal in found.refused]


def test_an_item_of_a_list_is_one_item_and_knows_its_headings(opened):
    found = opened(
        docx(
            p("Atelier 2", "Titre1"), p("Attentes", "Titre2"), p("Un guichet", depth=0), p("Des agents", depth=0),
            p("Points de vigilance", "Titre2"), p("Les erreurs", "Listepuces"),
        )
    )  # fmt: skip
    assert texts(found) == ["Un guichet", "Des agents", "Les erreurs"]
    assert places(found)[1] == "Atelier 2 > Attentes, point 2"
    assert found.column("kind") == ["expectation", "expectation", "concern"]
    assert found.column("activity") == ["Atelier 2"] * 3
    assert found.origin == "document"


def test_places_are_said_in_the_language_of_the_document(opened):
    found = opened(
        docx(
            p("Workshop 2", "Titre1"), p("Concerns", "Titre2"), p("Who is there when it is wrong?", depth=0),
            table(["Theme", "Idea"], ["Bus", "Keep the drivers of the bus, for the people"], headed=True),
        )
    )  # fmt: skip
    assert places(found) == [
        "Workshop 2 > Concerns, item 1",
        "Workshop 2 > Concerns, table 1, row 2, column Idea",
    ]
    assert found.column("heading") == ["", "Bus"]


def test_a_paragraph_counts_where_no_list_stands_under_its_heading(opened):
    found = opened(
        docx(
            p("Attentes", "Titre1"), p("Ce que les gens ont dit."), p("Un guichet", depth=0),
            p("Craintes", "Titre1"), p("Il ne faut pas que la machine décide."), p("Il faut un recours."),
        )
    )  # fmt: skip
    assert texts(found) == ["Un guichet", "Il ne faut pas que la machine décide.", "Il faut un recours."]
    assert refused(found) == ["not_an_item"]


def test_a_list_inside_a_list_stands_under_the_item_that_announces_it(opened):
    found = opened(
        docx(
            p("Attentes", "Titre1"), p("Des agents formés :", depth=0), p("à l’accueil", depth=1),
            p("au téléphone", depth=1), p("Moins d’écrans", depth=0), p("Un guichet dans chaque quartier.", depth=0),
            p("surtout le samedi", depth=1),
        )
    )  # fmt: skip
    assert texts(found) == [
        "à l’accueil", "au téléphone", "Moins d’écrans", "Un guichet dans chaque quartier.", "surtout le samedi",
    ]  # fmt: skip
    assert [place.rpartition(", ")[0] for place in places(found)] == [
        "Attentes > Des agents formés", "Attentes > Des agents formés", "Attentes", "Attentes", "Attentes",
    ]  # fmt: skip


def test_a_style_that_rests_on_a_heading_is_a_heading(opened):
    found = opened(docx(p("Atelier 1", "Chapitre"), p("Attentes", "Chapitre"), p("A desk", depth=0)))
    assert places(found) == ["Attentes, item 1"]


def test_a_list_without_marks_is_no_list(opened):
    found = opened(docx(p("Attentes", "Titre1"), p("Nous voulons un guichet dans la ville.", depth=0, list_id=2)))
    assert places(found) == ["Attentes, paragraphe 1"]


def test_bold_lines_and_labels_are_headings_and_typed_dashes_are_lists(opened):
    found = opened(
        docx(
            p("Table 1", bold=True), p("Attentes", bold=True), p("- Une info claire pour les gens"), p("– Un humain"),
            p("Craintes :"), p("• La perte d’emploi"), p("Table 2", bold=True), p("Attentes", bold=True), p("- Rien"),
        )
    )  # fmt: skip
    assert places(found) == [
        "Table 1 > Attentes, point 1", "Table 1 > Attentes, point 2", "Table 1 > Craintes, point 1",
        "Table 2 > Attentes, point 1",
    ]  # fmt: skip
    assert texts(found)[0] == "Une info claire pour les gens"


def test_what_stands_after_an_announced_list_does_not_belong_to_it(opened):
    found = opened(
        docx(
            p("Attentes", "Titre1"), p("Nous voulons, dit le groupe :"), p("un guichet", depth=0),
            p("Craintes", "Titre1"), p("La machine ne doit pas décider."),
        )
    )  # fmt: skip
    assert places(found) == ["Attentes > Nous voulons, dit le groupe, point 1", "Craintes, paragraphe 1"]


def test_a_table_gives_its_prose_and_the_theme_beside_it(opened):
    found = opened(
        docx(table(["Thème", "Verbatim"], ["Bus", "Je veux un chauffeur dans le bus."], ["", "Et un vrai guichet."]))
    )
    assert texts(found) == ["Je veux un chauffeur dans le bus.", "Et un vrai guichet."]
    assert found.column("heading") == ["Bus", "Bus"]
    assert places(found)[0] == "Tableau 1, ligne 2, colonne Verbatim"


def test_each_filled_cell_under_a_kind_is_an_item_of_that_kind(opened):
    found = opened(
        docx(
            table(
                ["Groupe", "Attentes", "Craintes", "Propositions"],
                ["A", "Plus de temps", "Perdre le contact", "Former les agents"],
                ["B", "", "Les erreurs", cell(p("Un comité", depth=0) + p("Une charte", depth=0))],
            )
        )
    )
    assert found.column("kind") == ["expectation", "concern", "proposal", "concern", "proposal", "proposal"]
    assert texts(found)[-2:] == ["Un comité", "Une charte"]


def test_rows_that_are_named_by_their_first_cell_give_the_kind(opened):
    found = opened(
        docx(table(["Attentes", "Un guichet ouvert le samedi matin"], ["Craintes", "Les erreurs sans recours"]))
    )
    assert list(zip(found.column("kind"), texts(found), strict=True)) == [
        ("expectation", "Un guichet ouvert le samedi matin"),
        ("concern", "Les erreurs sans recours"),
    ]


def test_merged_cells_say_their_theme_once_for_all_rows(opened):
    found = opened(
        docx(
            table(
                ["Thème", "Idées"],
                [cell("Bus", merge="restart"), "Garder les chauffeurs"],
                [cell("", merge="continue"), "Des arrêts couverts"],
                [cell("École", span=2)],
                ["", "Des livres"],
            )
        )
    )
    assert found.column("heading") == ["Bus", "Bus", "École"]
    assert refused(found) == []


def test_columns_of_people_and_rows_without_ideas_are_accounted_for(opened):
    found = opened(docx(table(["Nom", "Organisme", "Idées"], ["Jeanne", "Mairie", "Un guichet"], ["Ali", "Asso", ""])))
    assert texts(found) == ["Un guichet"]
    assert refused(found) == ["list_of_people"]
    assert "Jeanne" not in repr(found)


def test_a_table_that_only_frames_text_is_read_as_text(opened):
    found = opened(docx(p("Attentes", "Titre1"), table([cell(p("- A human desk") + p("- Time"))])))
    assert places(found) == ["Attentes, item 1", "Attentes, item 2"]


def test_the_title_page_and_the_names_of_people_are_left_aside(opened):
    found = opened(
        docx(
            p("Compte rendu de l’atelier du 12 mars", "Titre"), p("Salle des fêtes, 12 mars 2026"),
            p("Présents : Jeanne Martin, Ali B."), p("Animation : Sam"), p("Attentes", "Titre1"),
            p("Un guichet", depth=0), p("Participants", "Titre1"), p("Jeanne Martin", depth=0), p("Page 2 / 5"),
        )
    )  # fmt: skip
    assert texts(found) == ["Un guichet"]
    assert found.column("activity") == ["Atelier du 12 mars"]
    assert refused(found) == ["not_an_item", "list_of_people", "list_of_people", "list_of_people", "list_of_people"]
    assert "Martin" not in repr(found)


def test_what_was_deleted_is_not_read_and_what_was_inserted_is(opened):
    deleted = "<w:del><w:r><w:delText>jamais</w:delText></w:r></w:del>"
    found = opened(
        docx(
            p("Attentes", "Titre1"), p(f"<w:ins>{run('Un guichet ')}</w:ins>{run('ouvert')}{deleted}", depth=0),
            p(deleted, depth=0), p(f"<w:moveFrom>{run('ailleurs')}</w:moveFrom>", depth=0),
        )
    )  # fmt: skip
    assert texts(found) == ["Un guichet ouvert"]
    assert refused(found) == ["deleted_in_document"] * 3


def test_notes_comments_headers_and_footers_are_left_aside_and_counted(opened):
    def part(outer, inner=""):
        opening, closing = (f"<w:{inner}>", f"</w:{inner}>") if inner else ("", "")
        return f"<w:{outer} {W}>{opening}{p('rien')}{closing}</w:{outer}>"

    parts = {
        "word/footnotes.xml": part("footnotes", "footnote"), "word/comments.xml": part("comments", "comment"),
        "word/header1.xml": part("hdr"), "word/footer1.xml": part("ftr"),
    }  # fmt: skip
    found = opened(docx(p("Attentes", "Titre1"), p("Un guichet", depth=0), parts=parts))
    assert (texts(found), refused(found)) == (["Un guichet"], ["not_an_item"] * 4)


def test_a_table_of_contents_is_left_aside(opened):
    found = opened(
        docx(p("Attentes 3", "TM1"), p("Craintes....... 4"), p("Attentes", "Titre1"), p("Du temps", depth=0))
    )
    assert (texts(found), refused(found)) == (["Du temps"], ["not_an_item"] * 2)


def test_text_boxes_are_read_once(opened):
    box = f"<w:txbxContent>{p('- Un guichet humain')}</w:txbxContent>"
    shape = (
        f"<w:r><mc:AlternateContent><mc:Choice><w:drawing>{box}</w:drawing></mc:Choice>"
        f"<mc:Fallback><w:pict>{box}</w:pict></mc:Fallback></mc:AlternateContent></w:r>"
    )
    found = opened(docx(p("Attentes", "Titre1"), p(f"<w:r></w:r>{shape}")))
    assert texts(found) == ["Un guichet humain"]


def test_a_heading_with_nothing_below_is_accounted_for(opened):
    found = opened(docx(p("Attentes", "Titre1"), p("Un guichet", depth=0), p("Craintes", "Titre1")))
    assert [(refusal.row, refusal.code, refusal.column) for refusal in found.refused] == [
        (3, "not_an_item", "Craintes")
    ]


def test_opendocument_is_read_alike(opened):
    found = opened(
        odt(
            '<text:p text:style-name="Title">Réunion du 3 mai</text:p><text:p>Présentes : Jeanne, Léa</text:p>'
            '<text:h text:outline-level="1">Attentes</text:h>'
            + odt_list('Un guichet<text:s text:c="2"/>ouvert', ("Des agents formés :", "à l’accueil"))
            + '<text:p text:style-name="P1">Craintes</text:p>'
            + odt_list(
                "Les erreurs<text:note><text:note-body><text:p>vu ailleurs</text:p></text:note-body></text:note>"
            )
            + '<text:p text:style-name="Sujet">Propositions</text:p>'
            + odt_table(["Thème", "Idée"], ["Bus", "Garder les chauffeurs"])
        ),
        "notes.odt",
    )
    assert texts(found) == ["Un guichet  ouvert", "à l’accueil", "Les erreurs", "Garder les chauffeurs"]
    assert found.column("kind") == ["expectation", "expectation", "concern", "proposal"]
    assert found.column("activity") == ["Réunion du 3 mai"] * 4
    assert refused(found) == ["list_of_people", "not_an_item", "not_an_item"]


def test_changes_comments_and_contents_of_opendocument_are_left_aside(opened):
    found = opened(
        odt(
            "<text:tracked-changes><text:changed-region><text:deletion><text:p>ôté</text:p></text:deletion>"
            "</text:changed-region></text:tracked-changes><text:table-of-content><text:index-body><text:p>Attentes 1"
            '</text:p></text:index-body></text:table-of-content><text:h text:outline-level="1">Attentes</text:h>'
            + odt_list("Un guichet<office:annotation><text:p>à voir</text:p></office:annotation>")
        ),
        "notes.odt",
    )
    assert texts(found) == ["Un guichet"]
    assert refused(found) == ["deleted_in_document", "not_an_item", "not_an_item", "not_an_item"]


@pytest.mark.parametrize("name", ["a.docx", "a.odt", "a.csv", "a.zip", "a"])
def test_a_document_is_known_by_what_it_holds(opened, name):
    assert opened(docx(p("Attentes", "Titre1"), p("Un guichet", depth=0)), name).origin == "document"
    assert opened(odt(odt_list("Un guichet")), name).origin == "document"


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (docx(parts={"word/document.xml": "<w:document"}), "damaged_document"),
        (docx(parts={"word/document.xml": "<other/>"}), "damaged_document"),
        (docx(parts={"[Content_Types].xml": "<Types/>"}), "damaged_document"),
        (
            docx(parts={"[Content_Types].xml": '<Types><Override ContentType="x.macroEnabled.x"/></Types>'}),
            "macros_in_document",
        ),
        (docx(parts={"word/../../x": "x"}), "damaged_document"),
        (docx(parts={"word/document.xml": '<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>'}), "damaged_document"),
        (docx(parts={"word/document.xml": "<p>" * 5_000 + "</p>" * 5_000}), "inflates_too_much"),
        (docx(), "empty_file"),
        (odt("", parts={"Basic/Standard/x.xml": "x"}), "macros_in_document"),
        (odt("", parts={"META-INF/manifest.xml": "<a><encryption-data/></a>"}), "encrypted_workbook"),
        (odt("", parts={"content.xml": '<!DOCTYPE a SYSTEM "file:///etc/passwd"><a/>'}), "damaged_document"),
        (odt("").replace(b"PK\x01\x02", b"PK\x00\x00"), "damaged_workbook"),
    ],
)
def test_a_document_that_lies_gets_one_clear_sentence(opened, content, code):
    with pytest.raises(FormatError) as caught:
        opened(content)
    assert caught.value.code == code


PIECES = st.sampled_from(
    ["# Attentes\n", "Craintes :\n", "- un guichet\n", "  - la nuit\n", "Il faut du temps.\n", "\n", "| c | d |\n",
     "| a | b |\n|--|--|\n", "Présents : Ali\n", "**Gras**\n", "> dit\n", "12 mars 2026\n", "```\n", "1. oui\n",
     "Cordialement,\n", "===\n", "<!-- x -->", "\t", "é", "|"],
)  # fmt: skip


@given(st.lists(PIECES, max_size=40).map("".join))
def test_each_block_of_any_text_has_one_number_and_one_end(text):
    account = read_items(text_blocks(text), ENGLISH)
    rows = [item.row for item in account.items] + [row for row, _, _ in account.refused]
    assert len(set(rows)) == len(rows)
    assert len({item.id for item in account.items}) == len(account.items)
    assert all(item.text.strip() for item in account.items)


ELEMENTS = st.recursive(
    st.sampled_from(["<w:t>oui</w:t>", "<w:br/>", '<w:pStyle w:val="Titre1"/>', '<w:numId w:val="1"/>', "<w:b/>", "x"]),
    lambda inner: st.builds(
        lambda tag, children: f"<w:{tag}>{''.join(children)}</w:{tag}>",
        st.sampled_from(["p", "r", "tbl", "tr", "tc", "ins", "del", "sdt", "sdtContent", "pPr", "rPr", "numPr", "pict",
                         "txbxContent", "tcPr", "hyperlink"]),
        st.lists(inner, max_size=4),
    ),
    max_leaves=30,
)  # fmt: skip


@given(st.lists(ELEMENTS, max_size=6))
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
def test_any_word_document_is_read_or_refused_in_one_sentence(opened, body):
    with contextlib.suppress(FormatError):
        assert opened(docx(*body)).n_rows > 0
