"""Archives and folders of several files: what is read, in which order, and what is refused."""

import zipfile

import polars as pl
import pytest

from polyphonie.compute import run_limited, stream_limited
from polyphonie.formats import (
    FormatError,
    ReadOptions,
    bundle_of,
    describe,
    members_of,
    open_tables,
    read_file,
    read_stream,
    read_votes,
)
from polyphonie.formats.tables import archives, sources
from polyphonie.formats.tables.opening import open_streams
from tests.formats.files import (
    DECIDIM_COMMENTS,
    DECIDIM_RECENT,
    POLIS_COMMENTS,
    POLIS_MATRIX,
    POLIS_VOTES,
    csv_text,
    write,
    write_csv,
    write_xlsx,
)

SUMMARY = "topic,L’IA à l’accueil\nurl,https://example.org\nvote-convention,agree=-1;disagree=1;pass=0\n"
POLIS = {
    "export/README.md": "# Export",
    "export/comments.csv": csv_text(POLIS_COMMENTS["report"]),
    "export/participant-votes.csv": csv_text(POLIS_MATRIX),
    "export/summary.csv": SUMMARY,
    "export/votes.csv": csv_text(POLIS_VOTES),
}


def write_zip(path, files):
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return path


def write_folder(path, files):
    for name, content in files.items():
        (path / name).parent.mkdir(parents=True, exist_ok=True)
        write(path / name, content)
    return path


@pytest.fixture(params=["zip", "folder"])
def bundled(request, tmp_path):
    """Put files together, in an archive or in a folder."""
    if request.param == "zip":
        return lambda files: write_zip(tmp_path / "a.zip", files)
    return lambda files: write_folder(tmp_path / "a", files)


def codes_of(members):
    return {member.name: member.error.code if member.error else "" for member in members}


def test_statements_come_before_votes_and_the_matrix_is_left_aside(bundled):
    bundle = bundle_of(bundled(POLIS))
    assert [member.name for member in bundle.to_import] == ["export/comments.csv", "export/votes.csv"]
    assert codes_of(bundle.aside) == {
        "export/README.md": "companion_file",
        "export/participant-votes.csv": "redundant_votes",
        "export/summary.csv": "companion_file",
    }


def test_the_summary_declares_the_sign_of_the_files_beside_it(bundled):
    bundle = bundle_of(bundled({**POLIS, "other/votes.csv": csv_text(POLIS_VOTES)}))
    agrees = {member.name: member.agree for member in bundle.to_import}
    assert agrees == {"export/comments.csv": -1, "export/votes.csv": -1, "other/votes.csv": None}
    assert (bundle.agree, bundle.topic) == (-1, "L’IA à l’accueil")


def test_format_json_declares_it_too(bundled):
    files = {"votes.csv": csv_text(POLIS_VOTES), "format.json": '{"vote": {"agree": 1}}'}
    assert [member.agree for member in bundle_of(bundled(files)).to_import] == [1]


def test_a_matrix_alone_is_imported(bundled):
    bundle = bundle_of(bundled({"participants-votes.csv": csv_text(POLIS_MATRIX)}))
    assert [member.name for member in bundle.to_import] == ["participants-votes.csv"]


def test_a_member_is_read_as_the_file_alone(bundled, tmp_path):
    path = bundled(POLIS)
    alone = read_file(write_csv(tmp_path / "votes.csv", POLIS_VOTES))
    options = ReadOptions(member="export/votes.csv")
    for harvest in (read_file(path, options), *read_stream(path, options)):
        assert harvest.digest == alone.digest
        assert harvest.votes.value.tolist() == alone.votes.value.tolist()


def test_an_archive_is_read_without_writing_anything(tmp_path):
    path = write_zip(tmp_path / "a.zip", POLIS)
    read_file(path, ReadOptions(member="export/votes.csv"))
    assert list(tmp_path.iterdir()) == [path]


def test_votes_are_read_from_an_archive_as_from_a_folder(bundled):
    votes = read_votes(bundled(POLIS))
    assert (votes.agree, votes.topic, len(votes.value)) == (-1, "L’IA à l’accueil", 4)


def test_each_file_of_a_bundle_is_described(bundled):
    files = {
        "org-open-data-proposals.csv": csv_text(DECIDIM_RECENT, separator=";"),
        "org-open-data-proposal_comments.csv": csv_text(DECIDIM_COMMENTS, separator=";"),
        "LICENSE.md": "ODbL",
        "photo.csv": b"\x89PNG\r\n\x1a\n" + bytes(100),
    }
    found = {description.file.partition("/")[2]: description for description in describe(bundled(files))}
    kinds = {name: (description.tool, description.kind) for name, description in found.items()}
    assert kinds["org-open-data-proposals.csv"] == ("decidim", "contributions")
    assert kinds["org-open-data-proposal_comments.csv"] == ("decidim", "comments")
    assert found["LICENSE.md"].error.code == "companion_file"
    assert found["photo.csv"].error.code == "not_a_table"
    assert "author/name" in found["org-open-data-proposals.csv"].personal_columns


def test_an_archive_of_one_file_stands_for_it(tmp_path):
    path = write_zip(tmp_path / "a.zip", {"data/votes.csv": csv_text(POLIS_VOTES), "README.md": "x"})
    assert open_tables(path)[0].headings == tuple(POLIS_VOTES[0])


def test_an_archive_of_several_files_asks_which(tmp_path):
    with pytest.raises(FormatError) as caught:
        open_tables(write_zip(tmp_path / "a.zip", POLIS))
    assert caught.value.code == "several_files"


def test_a_workbook_in_an_archive_is_read(tmp_path):
    book = write_xlsx(tmp_path / "a.xlsx", {"Notes": [["texte"], ["Un guichet, toujours"]]}).read_bytes()
    path = write_zip(tmp_path / "a.zip", {"notes/a.xlsx": book, "b.csv": "texte\noui\n"})
    assert open_tables(path, member="notes/a.xlsx")[0].column("texte") == ["Un guichet, toujours"]


def test_a_parquet_file_in_an_archive_is_read_in_pieces(tmp_path):
    pl.DataFrame({"id": [1, 2, 3], "texte": ["un", "deux", None]}).write_parquet(tmp_path / "a.parquet")
    path = write_zip(tmp_path / "a.zip", {"a.parquet": (tmp_path / "a.parquet").read_bytes(), "b.csv": "texte\n"})
    (stream,) = open_streams(path, member="a.parquet")
    assert [piece.frame.rows() for piece in stream.pieces(2)] == [[("1", "un"), ("2", "deux")], [("3", "")]]


@pytest.mark.parametrize("name", ["../a.csv", "/a.csv", "C:/a.csv", "a/../../b.csv", "..\\a.csv"])
def test_names_that_lead_elsewhere_are_refused(tmp_path, name):
    with pytest.raises(FormatError) as caught:
        members_of(write_zip(tmp_path / "a.zip", {name: "texte\noui\n", "b.csv": "texte\n"}))
    assert caught.value.code == "unsafe_archive"


def test_a_symbolic_link_is_refused(tmp_path):
    link = zipfile.ZipInfo("a.csv")
    link.external_attr = 0o120777 << 16
    with zipfile.ZipFile(tmp_path / "a.zip", "w") as archive:
        archive.writestr(link, "/etc/passwd")
        archive.writestr("b.csv", "texte\n")
    with pytest.raises(FormatError) as caught:
        members_of(tmp_path / "a.zip")
    assert caught.value.code == "unsafe_archive"


def test_a_symbolic_link_of_a_folder_is_left_aside(tmp_path):
    folder = write_folder(tmp_path / "a", {"b.csv": "texte\nUn guichet, toujours\n"})
    (folder / "a.csv").symlink_to("/etc/passwd")
    assert codes_of(members_of(folder)) == {"a.csv": "unsafe_archive", "b.csv": ""}
    with pytest.raises(FormatError):
        open_tables(folder, member="a.csv")
    with pytest.raises(FormatError):
        open_tables(folder, member="../secret.csv")


def test_two_files_of_one_name_are_refused(tmp_path):
    with zipfile.ZipFile(tmp_path / "a.zip", "w") as archive:
        archive.writestr("a.csv", "texte\nun\n")
        with pytest.warns(UserWarning, match="Duplicate"):
            archive.writestr("a.csv", "texte\ndeux\n")
    with pytest.raises(FormatError) as caught:
        members_of(tmp_path / "a.zip")
    assert caught.value.code == "unsafe_archive"


def test_an_archive_in_an_archive_is_not_opened(tmp_path):
    inner = write_zip(tmp_path / "inner.zip", POLIS).read_bytes()
    path = write_zip(tmp_path / "a.zip", {"inner.zip": inner, "votes.csv": csv_text(POLIS_VOTES)})
    assert codes_of(members_of(path))["inner.zip"] == "not_a_table"
    with pytest.raises(FormatError, match="compressed archive"):
        open_tables(path, member="inner.zip")


def test_a_member_behind_a_password_is_said_to_be(tmp_path):
    path = write_zip(tmp_path / "a.zip", {"a.csv": "texte\n", "votes.csv": csv_text(POLIS_VOTES)})
    content = bytearray(path.read_bytes())
    content[content.index(b"PK\x01\x02") + 8] |= 1
    path.write_bytes(content)
    assert codes_of(members_of(path)) == {"a.csv": "encrypted_workbook", "votes.csv": ""}


def test_very_many_files_are_refused(bundled):
    with pytest.raises(FormatError) as caught:
        members_of(bundled({f"{number}.csv": "" for number in range(1001)}))
    assert caught.value.code == "too_many_files"


def test_a_member_is_counted_while_it_inflates(tmp_path, monkeypatch):
    monkeypatch.setattr(sources, "HARMLESS_BYTES", 1_000_000)
    path = write_zip(tmp_path / "a.zip", {"a.csv": b"a,b\n" + b"0" * 8_000_000, "votes.csv": csv_text(POLIS_VOTES)})
    content = bytearray(path.read_bytes())
    place = content.index(b"PK\x01\x02") + 24
    content[place : place + 4] = (100).to_bytes(4, "little")  # it says that it is small
    path.write_bytes(content)
    with pytest.raises(FormatError) as caught:
        open_tables(path, member="a.csv")
    assert caught.value.code in {"inflates_too_much", "damaged_archive"}


def test_members_that_share_their_bytes_are_refused(tmp_path, monkeypatch):
    monkeypatch.setattr(archives, "MOST_BYTES", 1_000)
    with pytest.raises(FormatError) as caught:
        members_of(write_zip(tmp_path / "a.zip", {"a.csv": b"a" * 2_000}))
    assert caught.value.code in {"inflates_too_much", "too_big"}


def test_a_missing_member_is_named(bundled):
    with pytest.raises(FormatError) as caught:
        open_tables(bundled(POLIS), member="none.csv")
    assert (caught.value.code, caught.value.file) == ("missing_file", "none.csv")


def test_a_damaged_archive_gets_one_sentence(tmp_path):
    path = write_zip(tmp_path / "a.zip", POLIS)
    path.write_bytes(path.read_bytes()[:-30])
    for read in (members_of, describe, open_tables):
        with pytest.raises(FormatError):
            read(path)


def test_an_archive_is_read_by_the_limited_child_too(tmp_path):
    path = write_zip(tmp_path / "a.zip", POLIS)
    names = [member.name for member in run_limited(bundle_of, str(path)).to_import]
    assert names == ["export/comments.csv", "export/votes.csv"]
    assert [found.kind for found in run_limited(describe, str(path))] == [found.kind for found in describe(path)]
    (harvest,) = stream_limited(read_stream, str(path), ReadOptions(member="export/votes.csv"))
    assert len(harvest.votes) == 4
