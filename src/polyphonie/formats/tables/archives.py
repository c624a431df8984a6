"""Archives and folders: the files that they hold, read where they are, and never written anywhere."""

import stat
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from os.path import isfile
from pathlib import Path, PurePosixPath

from polyphonie.formats.errors import FormatError, gettext_noop
from polyphonie.formats.tables.sources import CHUNK, MEGABYTE, MOST_BYTES, ZIP_MAGIC, Origin, check_inflation
from polyphonie.formats.zip_directories import is_beyond_measure

MOST_MEMBERS = 1_000
ENCRYPTED = 0x1
# Members that make an archive a document of an office program rather than a collection of files.
OFFICE_MEMBERS = frozenset({"[Content_Types].xml", "mimetype", "content.xml", "word/document.xml", "xl/workbook.xml"})
HIDDEN_FOLDERS = frozenset({"__MACOSX"})
COMPANIONS = frozenset(
    {"readme", "license", "licence", "lisezmoi", "lisez", "licenses", "copying", "dictionary", "dictionnaire",
     "datapackage", "changelog"}
)  # fmt: skip
INNER_ARCHIVE = gettext_noop("a compressed archive (zip)")


@dataclass(frozen=True)
class Entry:
    """One file of an archive or of a folder; `error` says why it is not opened."""

    name: str
    size: int
    error: FormatError | None = None


@dataclass(frozen=True)
class MemberOrigin(Origin):
    """Where the bytes of a member of an archive are."""

    member: str = ""

    @property
    def is_file(self) -> bool:
        return False

    def raw(self) -> Iterator[bytes]:
        """
        Inflate a member, counting while inflating: headers may lie.

        Raises
        ------
        FormatError
            If the archive is damaged or hostile, or has no such member.
        """
        with _opened(self.path, file=self.file) as archive:
            found = _checked(archive, self.path, file=self.file).get(self.member)
            if found is None:
                raise FormatError("missing_file", file=self.member)
            error = _error_of(found)
            if error:
                raise error
            n_bytes = 0
            with archive.open(found) as stream:
                while piece := stream.read(CHUNK):
                    n_bytes += len(piece)
                    check_inflation(n_bytes, n_compressed=found.compress_size, file=self.file)
                    yield piece


def is_archive(path: Path) -> bool:
    """
    Tell whether a file is an archive of files, and not a workbook or a document, which are archives too.

    Nothing is read that could be large, or never end: this is asked by those who then let a child open it.
    """
    if not isfile(path):
        return False
    try:
        with path.open("rb") as stream:
            if stream.read(len(ZIP_MAGIC)) != ZIP_MAGIC:
                return False
            if is_beyond_measure(stream):
                return True
        with zipfile.ZipFile(path) as archive:
            return OFFICE_MEMBERS.isdisjoint(archive.namelist())
    except (OSError, zipfile.BadZipFile, ValueError, NotImplementedError):
        return False


def origin_of(path: str | Path, *, name: str | None = None, member: str | None = None) -> Origin:
    """
    Say where the bytes of a file are, or of one member of an archive or of a folder.

    An archive of one file stands for that file.

    Raises
    ------
    FormatError
        If an archive holds several files and none is named.
    """
    path = Path(path)
    file = name or path.name
    if member is not None and path.is_dir():
        names = {entry.name for entry in entries_of(path) if entry.error is None}
        if member not in names:
            raise FormatError("missing_file", file=member)
        return Origin(path / member, member)
    if member is None and is_archive(path) and not file.lower().endswith(".xlsx"):
        member = _only_member(path, file=file)
    return Origin(path, file) if member is None else MemberOrigin(path, member, member=member)


def _only_member(path: Path, *, file: str) -> str:
    names = [entry.name for entry in entries_of(path, file=file) if not is_companion(entry.name)]
    if len(names) > 1:
        raise FormatError("several_files", file=file, names=", ".join(names))
    if not names:
        raise FormatError("empty_file", file=file)
    return names[0]


def entries_of(path: Path, *, file: str | None = None) -> list[Entry]:
    """
    List the files of an archive or of a folder, in the order of their names.

    Raises
    ------
    FormatError
        If it is damaged, or holds what no honest program writes: names that lead elsewhere or come twice, more
        files or more bytes than anything.
    """
    file = file or path.name
    if path.is_dir():
        return _entries_of_folder(path, file=file)
    with _opened(path, file=file) as archive:
        members = _checked(archive, path, file=file)
        return [Entry(name, members[name].file_size, _error_of(members[name])) for name in sorted(members)]


def is_companion(name: str) -> bool:
    """Tell whether a file only goes with the data: a licence, a dictionary, what a system leaves behind."""
    path = PurePosixPath(name)
    words = path.name.lower().removesuffix(path.suffix.lower()).replace("_", "-").split("-")
    is_told = path.suffix.lower() in {"", ".md", ".txt", ".pdf", ".html", ".json"} and not COMPANIONS.isdisjoint(words)
    return is_told or path.name.startswith(".") or not HIDDEN_FOLDERS.isdisjoint(path.parts)


def _entries_of_folder(folder: Path, *, file: str) -> list[Entry]:
    entries: list[Entry] = []
    for path in sorted(folder.rglob("*")):
        name = path.relative_to(folder).as_posix()
        if path.is_symlink():
            entries.append(Entry(name, 0, FormatError("unsafe_archive", file=file, name=name)))
        elif path.is_file():
            entries.append(Entry(name, path.stat().st_size))
        if len(entries) > MOST_MEMBERS:
            raise FormatError("too_many_files", file=file, limit=MOST_MEMBERS)
    return entries


@contextmanager
def _opened(path: Path, *, file: str) -> Iterator[zipfile.ZipFile]:
    try:
        if path.stat().st_size > MOST_BYTES:
            raise FormatError("too_big", file=file, limit=MOST_BYTES // MEGABYTE)
        with path.open("rb") as stream:
            if is_beyond_measure(stream):
                raise FormatError("too_many_files", file=file, limit=MOST_MEMBERS)
        with zipfile.ZipFile(path) as archive:
            yield archive
    except FormatError:
        raise
    except FileNotFoundError:
        raise FormatError("missing_file", file=file) from None
    except (zipfile.BadZipFile, zlib.error, NotImplementedError, RuntimeError, EOFError, OSError, ValueError):
        raise FormatError("damaged_archive", file=file) from None


def _checked(archive: zipfile.ZipFile, path: Path, *, file: str) -> dict[str, zipfile.ZipInfo]:
    """Give the members by their names, of an archive that an honest program wrote."""
    infos = [info for info in archive.infolist() if not info.filename.endswith("/")]
    if len(infos) > MOST_MEMBERS:
        raise FormatError("too_many_files", file=file, limit=MOST_MEMBERS)
    # Members that share the same bytes would be inflated again and again.
    if (
        sum(info.compress_size for info in infos) > path.stat().st_size
        or sum(info.file_size for info in infos) > MOST_BYTES
    ):
        raise FormatError("inflates_too_much", file=file)
    found: dict[str, zipfile.ZipInfo] = {}
    for info in infos:
        if _leads_elsewhere(info) or info.filename in found:
            raise FormatError("unsafe_archive", file=file, name=info.filename)
        found[info.filename] = info
    return found


def _leads_elsewhere(info: zipfile.ZipInfo) -> bool:
    path = PurePosixPath(info.filename.replace("\\", "/"))
    is_link = stat.S_ISLNK(info.external_attr >> 16)
    has_drive = bool(path.parts) and path.parts[0].endswith(":")
    return is_link or path.is_absolute() or ".." in path.parts or has_drive or not path.parts


def _error_of(info: zipfile.ZipInfo) -> FormatError | None:
    """Say why a member is not opened."""
    if info.flag_bits & ENCRYPTED:
        return FormatError("encrypted_workbook", file=info.filename)
    if info.filename.lower().endswith(".zip"):
        return FormatError("not_a_table", file=info.filename, what=INNER_ARCHIVE)
    return None
