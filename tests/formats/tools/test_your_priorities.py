"""Your Priorities: posts and points, two sheets of one workbook."""

from datetime import datetime

from polyphonie.formats import ReadOptions, read_file
from tests.formats.files import write_csv, write_xlsx

BEFORE = ["Created", "Status", "Post Id", "User name", "Email", "Contact Name", "Contact Email", "Contact telephone",
          "Attachment URL", "Attachment filename", "Post name"]  # fmt: skip
AFTER = ["Locale", "Latitude", "Longitude", "URL", "Category", "Up Votes", "Down Votes", "Relevance count",
         "Relevance average", "Points Count", "Points For", "Points Against", "Images", "Media URLs", "Post transcript",
         "Age group"]  # fmt: skip
POINTS = ["Group Id", "Post Id", "Post Name", "Status", "Created", "User name", "Email", "Value", "Helpful Count",
          "Unhelpful Count", "Language", "Content", "Media URLs", "Point transcripts"]  # fmt: skip


def post(number, name, *answers, transcript=""):
    return ["31/01/26 15:04", "published", str(number), "Jeanne Martin", "jeanne@mairie.example", "Jeanne",
            "j@a.example", "0600000000", "https://a.example/f.pdf", "f.pdf", name, *answers, "fr", "45.1", "0.7",
            f"https://a.example/post/{number}", "Services", "12", "3", "4", "3.5", "2", "Jeanne: pour !",
            "Paul: contre !", "", " ", transcript, "30-44"]  # fmt: skip


def posts():
    return [
        [*BEFORE, "Description", *AFTER],
        post(7, "Un guichet", "Gardez un guichet, même petit."),
        post(8, "Une vidéo", "", transcript="Bonjour, je voudrais que l’on nous explique."),
        post(9, "Du temps pour former", ""),
        post(10, "", ""),
    ]


def points():
    said = ["31/01/26 15:04", "Jeanne Martin", "jeanne@mairie.example"]
    return [
        POINTS,
        ["2", "7", "Un guichet", "published", *said, "1", "4", "0", "fr", "Cela aide les personnes âgées.", " ", ""],
        ["2", "7", "Un guichet", "published", *said, "-1", "0", "2", "fr", "", " ", "Cela coûte trop cher."],
        ["2", "8", "Une vidéo", "published", *said, "1", "0", "0", "fr", "", " ", ""],
    ]


def accounted(harvest, n_rows):
    assert harvest.n_rows == harvest.n_rows_taken + harvest.n_rows_refused + harvest.n_rows_aside == n_rows
    return harvest


def test_posts_are_read_with_their_number_date_and_votes(tmp_path):
    harvest = accounted(read_file(write_csv(tmp_path / "a.csv", posts())), 4)
    recognition = harvest.recognition
    assert (recognition.tool, recognition.kind, recognition.generation) == ("your-priorities", "contributions", "posts")
    first, video, name = harvest.contributions
    assert (first.external_id, first.title) == ("7", "Un guichet")
    assert (first.text, first.language) == ("Gardez un guichet, même petit.", "fr")
    assert first.created_at == datetime.fromisoformat("2026-01-31T15:04")
    assert (first.attributes["Up Votes"], first.attributes["Down Votes"]) == ("12", "3")
    assert video.text == "Bonjour, je voudrais que l’on nous explique."
    assert (name.title, name.text) == ("", "Du temps pour former")
    assert [(refusal.row, refusal.code) for refusal in harvest.refused] == [(5, "no_free_answer")]


def test_points_are_comments_with_their_side(tmp_path):
    harvest = accounted(read_file(write_csv(tmp_path / "a.csv", points())), 3)
    assert (harvest.recognition.kind, harvest.recognition.generation) == ("comments", "points")
    assert [(record.text, record.attributes["Value"]) for record in harvest.contributions] == [
        ("Cela aide les personnes âgées.", "1"),
        ("Cela coûte trop cher.", "-1"),
    ]
    assert all(record.is_numbered for record in harvest.contributions)


def test_both_sheets_of_the_workbook_are_read(tmp_path):
    path = write_xlsx(tmp_path / "a.xlsx", {"Posts - Groupe": posts(), "Points - Groupe": points()})
    assert len(accounted(read_file(path), 7).contributions) == 5
    assert len(read_file(path, ReadOptions(sheet="Points - Groupe")).contributions) == 2


def test_who_wrote_is_never_taken_not_even_inside_the_points_of_a_post(tmp_path):
    harvest = read_file(write_xlsx(tmp_path / "a.xlsx", {"Posts": posts(), "Points": points()}))
    told = repr((harvest.contributions, harvest.refused))
    assert not any(trace in told for trace in ("Jeanne", "Paul", "mairie.example", "0600000000"))
    assert {"User name", "Email", "Contact telephone", "Points For", "Points Against"} <= set(harvest.personal_columns)


def test_a_form_of_several_questions_gives_one_contribution_each(tmp_path):
    asked = ["q1-Que proposez-vous ?", "q2-Pour qui ?", "q3-Pourquoi maintenant ?"]
    rows = [
        [*BEFORE, *asked, *AFTER],
        post(7, "Un guichet", "Gardez un guichet, même petit.", "Tous", "Parce que tout ferme."),
        post(8, "Du temps", "Former les agents avant, pas après.", "Agents", "Parce que cela presse."),
    ]
    harvest = accounted(read_file(write_csv(tmp_path / "a.csv", rows)), 2)
    first, second, *_ = harvest.contributions
    assert (first.question, first.text) == (asked[0], "Gardez un guichet, même petit.")
    assert (second.question, second.text) == (asked[2], "Parce que tout ferme.")
    assert first.attributes[asked[1]] == "Tous"
