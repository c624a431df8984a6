"""Workbooks whose cells, rows and sheets are odd: a person may well have made them."""

from __future__ import annotations

import io

import xlsxwriter

from tests.formats.hostile.making import HostileFile, odd
from tests.formats.hostile.parts import CELLS, sheet, workbook, workbook_of

DAMAGED = "damaged_workbook"
NUMBER, TEXT = '<c r="A2"><v>1</v>', '<c r="B2" t="s"><v>2</v>'
CALL = '<c r="B2" t="str"><f>cmd|"/c calc"!A0</f><v>=cmd|&apos;/c calc&apos;!A0</v>'
PIECES = '<c r="B2" t="inlineStr"><is><r><t>Un </t></r><r><t>guichet</t></r><rPh><t>x</t></rPh></is>'


def of_cells(*values: object, formats: dict[str, object] | None = None) -> bytes:
    """Make a workbook of two columns, whose second one holds these values."""
    stream = io.BytesIO()
    with xlsxwriter.Workbook(stream, {"in_memory": True}) as book:
        page = book.add_worksheet()
        chosen = book.add_format(formats) if formats else None
        page.write_row(0, 0, ["id", "texte"])
        for row, value in enumerate(values, start=1):
            page.write(row, 0, f"n{row}")
            page.write(row, 1, value, chosen)
        page.write_row(len(values) + 1, 0, ["fin", "Un guichet ouvert le samedi matin."])
    return stream.getvalue()


def dates(*numbers: float) -> bytes:
    """Make a workbook whose numbers are shown as dates."""
    return of_cells(*numbers, formats={"num_format": "dd/mm/yyyy hh:mm"})


def instead(of: str, cell: str) -> bytes:
    """Put another cell in place of one."""
    return workbook_of(sheet(CELLS.replace(of, cell)))


def below(row: str) -> bytes:
    """Put one more row below the two."""
    return workbook_of(sheet(CELLS + row))


NAME = "notes.xlsx"
FILES: tuple[HostileFile, ...] = (
    odd(
        "formulas and what they gave",
        NAME,
        lambda: instead(NUMBER, '<c r="A2"><f>HYPERLINK("http://127.0.0.1:9/")</f><v>1</v>'),
    ),
    odd("a formula that calls a program", NAME, lambda: instead(TEXT, CALL)),
    odd("errors in place of values", NAME, lambda: instead(NUMBER, '<c r="A2" t="e"><v>#DIV/0!</v>')),
    odd("errors that do not exist", NAME, lambda: instead(NUMBER, '<c r="A2" t="e"><v>#SOLEIL!</v>'), DAMAGED),
    odd("a type of cell that does not exist", NAME, lambda: instead(NUMBER, '<c r="A2" t="soleil"><v>1</v>'), DAMAGED),
    odd("a boolean that is neither", NAME, lambda: instead(NUMBER, '<c r="A2" t="b"><v>7</v>'), DAMAGED),
    odd("a number beyond measure", NAME, lambda: instead(NUMBER, '<c r="A2"><v>1e999</v>'), DAMAGED),
    odd("a number that is NaN", NAME, lambda: instead(NUMBER, '<c r="A2"><v>NaN</v>'), DAMAGED),
    odd("a style that does not exist", NAME, lambda: instead(NUMBER, '<c r="A2" s="4294967295"><v>1</v>'), DAMAGED),
    odd("dates before the calendar", NAME, lambda: dates(-1, -700_000, -1e18), DAMAGED),
    odd("dates after the calendar", NAME, lambda: dates(2_958_465, 2_958_466, 1e9, 1e18, 1e300)),
    odd("the day that never was", NAME, lambda: dates(59, 60, 61)),
    odd("numbers at the end of numbers", NAME, lambda: of_cells(1e308, -1e308, 5e-324, 12345678901234567890)),
    odd("a date that is text", NAME, lambda: instead(NUMBER, '<c r="A2" t="d"><v>99999-99-99T99:99:99Z</v>'), DAMAGED),
    odd("control characters written out", NAME, lambda: of_cells("a_x0000_b_x0007_c_xFFFE_d_xD800_")),
    odd("an inline string in pieces", NAME, lambda: instead(TEXT, PIECES)),
    odd(
        "rows in the wrong order",
        NAME,
        lambda: workbook_of(sheet('<row r="9"><c r="A9"><v>1</v></c></row>' + CELLS)),
        DAMAGED,
    ),
    odd("the same cell three times", NAME, lambda: workbook_of(sheet(CELLS * 3)), DAMAGED),
    odd(
        "a cell in another row than it says", NAME, lambda: below('<row r="3"><c r="B900"><v>1</v></c></row>'), DAMAGED
    ),
    odd("a cell before the first", NAME, lambda: below('<row r="0"><c r="A0"><v>1</v></c></row>'), DAMAGED),
    odd("a reference without a figure", NAME, lambda: below('<row r="3"><c r="A"><v>1</v></c></row>'), DAMAGED),
    odd("a reference without a letter", NAME, lambda: below('<row r="3"><c r="3"><v>1</v></c></row>'), DAMAGED),
    odd(
        "a reference of one megabyte",
        NAME,
        lambda: below(f'<row r="3"><c r="{"A" * 1_000_000}1"><v>1</v></c></row>'),
        "too_many_cells",
    ),
    odd(
        "names of sheets that are programs",
        NAME,
        lambda: workbook(names=("&lt;script&gt;", "=1+1", "../../etc", "%(file)s")),
    ),
    odd("two sheets of one name", NAME, lambda: workbook(names=("Notes", "Notes")), DAMAGED),
    odd("a sheet without a name", NAME, lambda: workbook(names=("",)), DAMAGED),
    odd("a name of sheet of one megabyte", NAME, lambda: workbook(names=("n" * 1_000_000,)), DAMAGED),
)
