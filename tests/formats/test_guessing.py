"""What each column seems to hold, and why."""

from polyphonie.formats import open_table
from polyphonie.formats.guessing import guess_columns
from tests.formats.files import write_csv

PROSE = ("Il faut garder un guichet tenu par une personne.", "Former les agents avant de déployer quoi que ce soit.")


def guesses(tmp_path, rows):
    return {guess.heading: guess for guess in guess_columns(open_table(write_csv(tmp_path / "a.csv", rows)))}


def test_headings_tell_what_columns_are(tmp_path):
    found = guesses(tmp_path, [["N°", "Titre", "Avis", "Vous êtes", "Langue"], ["1", "Guichet", "Oui", "élu", "fr"]])
    assert [guess.role for guess in found.values()] == ["id", "title", "text", "public", "language"]
    assert {guess.reason for guess in found.values()} == {"heading"}


def test_cells_tell_what_headings_do_not(tmp_path):
    rows = [["q1", "q2", "q3", "q4"], *([text, "04/03/2026", "https://a.example/1", "oui"] for text in PROSE * 2)]
    found = guesses(tmp_path, rows)
    assert [(guess.role, guess.reason) for guess in found.values()] == [
        ("text", "sentences"),
        ("date", "dates"),
        ("url", "addresses"),
        ("detail", "choices"),
    ]


def test_several_columns_of_sentences_are_all_texts(tmp_path):
    found = guesses(tmp_path, [["q1", "q2"], *([text, text[::-1]] for text in PROSE)])
    assert [guess.role for guess in found.values()] == ["text", "text"]


def test_a_column_that_names_a_person_is_never_guessed_as_anything_else(tmp_path):
    rows = [["E-mail", "id", "x"], ["a@b.example", "1", "c@d.example"], ["e@f.example", "2", "g@h.example"]]
    found = guesses(tmp_path, rows)
    assert (found["E-mail"].role, found["E-mail"].reason) == ("personal", "person")
    assert (found["x"].role, found["x"].reason) == ("personal", "mails")


def test_examples_are_the_first_values_that_differ(tmp_path):
    found = guesses(tmp_path, [["a"], ["x"], ["x"], [""], ["y" * 200], ["z"], ["t"]])
    assert found["a"].examples == ("x", "y" * 90, "z")


def test_an_empty_column_says_so(tmp_path):
    assert guesses(tmp_path, [["a", "b"], ["x", ""]])["b"].reason == "empty"


def test_where_nothing_looks_like_texts_the_wordiest_column_is_proposed(tmp_path):
    rows = [["a", "b"], *([number, "Il faut garder un guichet."] for number in "1234567890")]
    assert guesses(tmp_path, rows)["b"].role == "text"
