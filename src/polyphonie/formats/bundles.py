"""Several files that belong together, in a folder or in an archive: which is what, and what to import first."""

import json
from dataclasses import dataclass, replace
from os.path import isdir
from pathlib import Path, PurePosixPath

from polyphonie.formats.errors import FormatError
from polyphonie.formats.reading import best_reader
from polyphonie.formats.records import ReadOptions, Recognition
from polyphonie.formats.sign import declared_agree
from polyphonie.formats.tables.archives import Entry, entries_of, is_archive, is_companion, origin_of
from polyphonie.formats.tables.opening import open_streams
from polyphonie.formats.tables.sources import MEGABYTE, whole
from polyphonie.formats.tools import brands

LARGEST_DECLARATION = MEGABYTE
DECLARATIONS = ("format.json", "summary.csv")
ORDER = ("contributions", "comments", "answers", "votes", "participants")


@dataclass(frozen=True)
class Member:
    """
    One file of a bundle.

    `recognition` is None where nobody knows it; `error` says why it is left aside; `agree` is the value that the
    files beside it declare to mean "agree".
    """

    name: str
    size: int
    recognition: Recognition | None = None
    error: FormatError | None = None
    agree: int | None = None

    @property
    def folder(self) -> str:
        """Where it stands in the bundle."""
        return _folder(self.name)


@dataclass(frozen=True)
class Bundle:
    """
    What an archive or a folder holds.

    `to_import` are the members that give something, in the order in which they are to be imported: what people vote
    on before the votes. `aside` are the others, each with its `error`.
    """

    file: str
    members: tuple[Member, ...]
    agree: int | None = None
    topic: str = ""

    @property
    def to_import(self) -> tuple[Member, ...]:
        wanted = [member for member in self.members if member.error is None]
        return tuple(sorted(wanted, key=lambda member: (_rank(member), member.name)))

    @property
    def aside(self) -> tuple[Member, ...]:
        return tuple(member for member in self.members if member.error is not None)


def is_bundle(path: str | Path, *, name: str | None = None) -> bool:
    """Tell whether a path is a folder, or an archive of files."""
    path = Path(path)
    return isdir(path) or (not (name or path.name).lower().endswith(".xlsx") and is_archive(path))


def members_of(path: str | Path, *, name: str | None = None) -> tuple[Member, ...]:
    """
    List the files of an archive or of a folder, with what each is and why it would be left aside.

    Raises
    ------
    FormatError
        If the archive is damaged or hostile.
    """
    return bundle_of(path, name=name).members


def bundle_of(path: str | Path, *, name: str | None = None) -> Bundle:
    """
    Look into an archive or a folder; only the beginning of each file is read.

    Raises
    ------
    FormatError
        If the archive is damaged or hostile.
    """
    path = Path(path)
    file = name or path.name
    entries = entries_of(path, file=file)
    if not entries:
        raise FormatError("empty_file", file=file)
    declared = {entry.name: declaration_of(path, entry) for entry in entries if _may_declare(entry)}
    agrees = {_folder(name): said.agree for name, said in declared.items() if said.agree is not None}
    members = [replace(_member(path, entry, file=file), agree=agrees.get(_folder(entry.name))) for entry in entries]
    topic = next((said.topic for said in declared.values() if said.topic), "")
    return Bundle(file, tuple(_without_redundant(members)), next(iter(agrees.values()), None), topic)


def _folder(name: str) -> str:
    return str(PurePosixPath(name).parent)


def _member(path: Path, entry: Entry, *, file: str) -> Member:
    member = Member(entry.name, entry.size, error=entry.error)
    if entry.error is not None:
        return member
    if is_companion(entry.name) or _may_declare(entry):
        return replace(member, error=FormatError("companion_file", file=entry.name))
    try:
        recognition = _recognized(path, entry.name)
    except FormatError as error:
        return replace(member, error=error)
    try:
        _check_gives(path, entry.name, recognition)
    except FormatError as error:
        return replace(member, recognition=recognition, error=error)
    return replace(member, recognition=recognition)


def _recognized(path: Path, name: str) -> Recognition:
    heads = [stream.head for stream in open_streams(path, member=name, is_sample=True)]
    found = [pair[1] for head in heads if (pair := best_reader(head)) is not None]
    if not found:
        raise FormatError("no_text_column", file=name, columns=", ".join(heads[0].headings))
    return max(found, key=lambda recognition: recognition.confidence)


def _check_gives(path: Path, name: str, recognition: Recognition) -> None:
    """Read the first rows: a file may be well known, and hold nothing that is imported."""
    refusal: FormatError | None = None
    for stream in open_streams(path, member=name, is_sample=True):
        pair = best_reader(stream.head)
        try:
            harvest = pair[0].read(stream.head, ReadOptions()) if pair else None
        except FormatError as error:
            refusal = refusal or error
            continue
        if harvest and (len(harvest.contributions) or harvest.statements or harvest.votes):
            return
    what = brands().get(recognition.tool, recognition.tool)
    raise refusal or FormatError("not_contributions", file=name, what=what)


def _without_redundant(members: list[Member]) -> list[Member]:
    """Leave a matrix of votes aside where the same votes also come one by one, which keeps their order."""
    by_row = {
        (member.folder, member.recognition.tool): member.name
        for member in members
        if member.error is None and member.recognition and member.recognition.kind == "votes"
    }
    settled = []
    for member in members:
        recognition = member.recognition
        is_matrix = member.error is None and recognition is not None and recognition.kind == "participants"
        other = by_row.get((member.folder, recognition.tool)) if recognition and is_matrix else None
        error = FormatError("redundant_votes", file=member.name, other=other) if other else member.error
        settled.append(replace(member, error=error))
    return settled


def _rank(member: Member) -> int:
    kind = member.recognition.kind if member.recognition else ""
    return ORDER.index(kind) if kind in ORDER else len(ORDER)


@dataclass(frozen=True)
class Declaration:
    """What a small file says of those beside it."""

    agree: int | None = None
    topic: str = ""
    digest: str = ""


def _may_declare(entry: Entry) -> bool:
    name = PurePosixPath(entry.name).name.lower().removesuffix(".gz")
    return entry.error is None and entry.size <= LARGEST_DECLARATION and name.endswith(DECLARATIONS)


def declaration_of(path: Path, entry: Entry) -> Declaration:
    """Read what `format.json` or the summary of a conversation declares."""
    try:
        source = whole(origin_of(path, member=entry.name))
    except FormatError:
        return Declaration()
    text = source.content.decode("utf-8", errors="replace").lstrip("\ufeff")
    if text.lstrip().startswith("{"):
        return Declaration(_agree_of_format(text), digest=source.digest)
    lines = text.splitlines()
    topic = next((line.partition(",")[2].strip(' "') for line in lines if line.startswith("topic,")), "")
    return Declaration(declared_agree(lines), topic, source.digest)


def _agree_of_format(text: str) -> int | None:
    try:
        agree = json.loads(text)["vote"]["agree"]
    except (ValueError, KeyError, TypeError, RecursionError):
        return None
    return int(agree) if agree in (1, -1) else None
