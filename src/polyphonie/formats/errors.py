"""What is said of a file that cannot be read, and of a row that cannot be taken.

This library knows no translation: each sentence is an English template with named places, and
`sentence` and `params` are what the command line and the site hand to gettext. The French is in
`locale/` beside this file.
"""

from collections.abc import Callable, Mapping

LONGEST_PARAM = 120


def gettext_noop(message: str) -> str:
    """Mark a sentence for the catalogue, and give it back as it is."""
    return message


SENTENCES: Mapping[str, str] = {
    # The file as a whole
    "missing_file": gettext_noop("“%(file)s” does not exist."),
    "unreadable_file": gettext_noop("“%(file)s” cannot be opened: check that you may read it."),
    "folder_not_file": gettext_noop("“%(file)s” is a folder: give one file."),
    "empty_file": gettext_noop("“%(file)s” is empty."),
    "too_big": gettext_noop("“%(file)s” is too big: at most %(limit)s MB can be read."),
    "inflates_too_much": gettext_noop(
        "“%(file)s” grows beyond all measure when it is opened: it is refused for safety."
    ),
    "damaged_archive": gettext_noop("“%(file)s” is compressed, but damaged: download it again."),
    "not_looked_into": gettext_noop(
        "“%(file)s” was not looked into, for those before it took too long: bring it by itself."
    ),
    "several_files": gettext_noop("“%(file)s” holds several files: choose one of them. They are: %(names)s."),
    "too_many_files": gettext_noop("“%(file)s” holds more than %(limit)s files: keep those to be imported."),
    "unsafe_archive": gettext_noop(
        "“%(file)s” holds “%(name)s”, a name that leads elsewhere or that comes twice: it is refused for safety."
    ),
    "companion_file": gettext_noop("“%(file)s” goes with the data, and is not imported itself."),
    "redundant_votes": gettext_noop("“%(file)s” holds the same votes as “%(other)s”, which also says their order."),
    "not_a_table": gettext_noop("“%(file)s” is not a table, but %(what)s."),
    "not_text": gettext_noop("“%(file)s” is not a text file: it holds bytes that no table holds."),
    "wrong_extension": gettext_noop("“%(file)s” does not hold what its name says: it is %(what)s."),
    "old_workbook": gettext_noop("“%(file)s” is an old or other kind of workbook: save it as .xlsx or as CSV."),
    "old_document": gettext_noop("“%(file)s” is an old Word document: save it as .docx or .odt."),
    "not_a_file": gettext_noop("“%(file)s” is not an ordinary file: give one that can be read to its end."),
    "mixed_encodings": gettext_noop(
        "“%(file)s” mixes several character encodings, from line %(row)s on: save it again as UTF-8."
    ),
    "unclosed_quote": gettext_noop("In “%(file)s”, the quotation mark opened on row %(row)s is never closed."),
    "cell_too_big": gettext_noop("“%(file)s” has a cell of more than %(limit)s characters, near row %(row)s."),
    "too_many_columns": gettext_noop("“%(file)s” has more than %(limit)s columns."),
    "too_many_cells": gettext_noop("“%(file)s” says that it has more than %(limit)s cells: it is refused for safety."),
    "damaged_workbook": gettext_noop(
        "“%(file)s” is not a workbook that can be read: open it and save it again as .xlsx."
    ),
    "macros": gettext_noop("“%(file)s” holds macros, which are never taken: save it as .xlsx, without macros."),
    "encrypted_workbook": gettext_noop("“%(file)s” is protected by a password: take it off, save it, bring it again."),
    "too_many_rows": gettext_noop("The sheet “%(sheet)s” of “%(file)s” has more than %(limit)s rows."),
    "unknown_sheet": gettext_noop("“%(file)s” has no sheet named “%(sheet)s”."),
    "damaged_parquet": gettext_noop("“%(file)s” is not a Parquet file that can be read."),
    "not_json_objects": gettext_noop("“%(file)s” does not hold one JSON object per line."),
    "needs_memory": gettext_noop(
        "“%(file)s” asks for too much memory: it is damaged, or must be cut into smaller files."
    ),
    "takes_time": gettext_noop("“%(file)s” takes too long to read: it is damaged, or must be cut into smaller files."),
    "reader_died": gettext_noop("“%(file)s” cannot be read: it is probably damaged."),
    # Documents
    "damaged_document": gettext_noop(
        "“%(file)s” is not a text document that can be read: open it and save it again as .docx or .odt."
    ),
    "macros_in_document": gettext_noop(
        "“%(file)s” holds macros, which are never taken: save it as .docx or .odt, without macros."
    ),
    "no_item_in_document": gettext_noop(
        "“%(file)s” is a text in which no item of a list, no filled cell and no paragraph could be taken."
    ),
    "not_an_item": gettext_noop("It is not something that was said: it only frames the document."),
    "list_of_people": gettext_noop("It names people: such a list is never taken."),
    "deleted_in_document": gettext_noop("It was deleted in the document, which keeps track of changes."),
    # The columns
    "unknown_column": gettext_noop("“%(file)s” has no column named “%(column)s”. Its columns are: %(columns)s."),
    "no_text_column": gettext_noop(
        "In “%(file)s”, no column could be recognised as the text of the contributions. Its columns are: %(columns)s."
    ),
    "personal_column": gettext_noop(
        "In “%(file)s”, the column “%(column)s” names, addresses or follows a person: it is never taken, not even to "
        "tell the rows apart."
    ),
    "unknown_field": gettext_noop("“%(field)s” is not something that a column can be. It may be: %(fields)s."),
    "not_contributions": gettext_noop("“%(file)s” was recognised (%(what)s), but it holds no contributions."),
    "no_answers_column": gettext_noop("“%(file)s” is a survey, but none of its questions has free answers."),
    # Votes
    "only_people": gettext_noop(
        "“%(file)s” only says who people are: this is personal data, and nothing of it is taken."
    ),
    "not_votes": gettext_noop("“%(file)s” holds no votes that could be recognised. Its columns are: %(columns)s."),
    "no_votes_in_folder": gettext_noop("The folder “%(file)s” holds no file of votes."),
    "several_conversations": gettext_noop("“%(file)s” mixes the votes of %(number)s conversations: keep one per file."),
    "wrong_agree": gettext_noop("The value that says “agree” must be 1 or -1."),
    "no_statement_texts": gettext_noop("“%(file)s” gives no texts of statements that could be recognised."),
    # Rows
    "row_too_long": gettext_noop("The row has %(found)s cells where the headings are %(expected)s."),
    "not_json": gettext_noop("The line is not a JSON object."),
    "empty_text": gettext_noop("There is no text."),
    "text_too_long": gettext_noop("The text is longer than %(limit)s characters."),
    "duplicate_id": gettext_noop("Its identifier “%(id)s” was already used on row %(first)s."),
    "missing_id": gettext_noop("It has no identifier."),
    "incomplete_answer": gettext_noop("The person did not submit this answer."),
    "no_free_answer": gettext_noop("None of the free questions was answered."),
    "no_report": gettext_noop("The meeting has no closing report."),
    "closed_answer": gettext_noop("It is a choice among options, not a free answer."),
    "withdrawn": gettext_noop("Its author withdrew it."),
    "trashed": gettext_noop("Moderators had put it in the bin."),
    "not_a_contribution": gettext_noop(
        "It is not a contribution, but news of the organizers or a report to the moderators."
    ),
    "bad_vote": gettext_noop("“%(value)s” is not a vote: 1, 0 or -1 was expected."),
    "empty_vote": gettext_noop("The vote is empty."),
    "empty_ballot": gettext_noop("This participant voted on nothing."),
    "participant_named": gettext_noop("It names a person by an e-mail address: put a code in its place."),
    "missing_participant": gettext_noop("The vote does not say whose it is."),
    "missing_statement": gettext_noop("The vote does not say what it is about."),
}


def printable(value: object) -> str:
    """One short line without control characters: what a hostile file says is only ever shown."""
    text = " ".join("".join(char if char.isprintable() else " " for char in str(value)).split())
    return text if len(text) <= LONGEST_PARAM else text[: LONGEST_PARAM - 1] + "…"


class FormatError(ValueError):
    """
    A file that cannot be read, with one sentence that says why.

    Parameters
    ----------
    code : str
        A key of `SENTENCES`.
    **params : object
        The places of the sentence. `file`, `sheet`, `row` and `column` are also attributes.

    Examples
    --------
    >>> print(FormatError("unclosed_quote", file="votes.csv", row=12))
    In “votes.csv”, the quotation mark opened on row 12 is never closed.
    """

    def __init__(self, code: str, **params: object) -> None:
        self.code = code
        self.params = {name: printable(value) for name, value in params.items()}
        super().__init__(code)

    def __reduce__(self) -> tuple[object, ...]:
        return FormatError, (self.code,), {"params": self.params}

    def __str__(self) -> str:
        return self.message

    @property
    def sentence(self) -> str:
        """The English template, which is also the key of its translation."""
        return SENTENCES[self.code]

    @property
    def message(self) -> str:
        """The English sentence."""
        return self.sentence % self.params

    def in_words(self, translate: Callable[[str], str]) -> str:
        """Say it in another language: `translate` is gettext, which knows the sentences of this library."""
        places = dict(self.params)
        if "what" in places:
            places["what"] = translate(places["what"])
        return translate(self.sentence) % places

    @property
    def file(self) -> str:
        return self.params.get("file", "")

    @property
    def sheet(self) -> str:
        return self.params.get("sheet", "")

    @property
    def row(self) -> int | None:
        return int(self.params["row"]) if self.params.get("row", "").isdecimal() else None

    @property
    def column(self) -> str:
        return self.params.get("column", "")
