"""Text in columns: columns and cells beyond measure, quotation marks, encodings, control characters."""

from __future__ import annotations

import codecs
from functools import cache

from tests.formats.hostile.making import MEGABYTE, HostileFile, lethal, odd, refused, zeros

TEXT = "Gardez un guichet ouvert au centre du bourg."
COLUMNS, CELL, ENCODINGS, EMPTY = (
    ("too_many_columns",),
    ("cell_too_big", "row_too_long"),
    ("mixed_encodings", "not_text"),
    ("empty_file",),
)
ACCENTS = "id;texte\n1;Été, à l’école\n2;Où que l’on soit\n"
SCRIPT = "<script>alert(1)</script>"


def rows(*texts: str, heading: str = "id,texte") -> bytes:
    """Write a table of two columns."""
    lines = [f"{number},{text}" for number, text in enumerate(texts, start=1)]
    return "\n".join([heading, *lines, ""]).encode()


@cache
def million_columns() -> bytes:
    """One row of a million headings, and one of a million cells."""
    return ",".join(f"c{n}" for n in range(1_000_000)).encode() + b"\n" + b"1," * 999_999 + b"1\n"


def with_rows(first: bytes, second: bytes) -> bytes:
    """Put rows around each other: the second part in the middle of many plain rows."""
    plain = rows(*[TEXT] * 200)
    return first + plain[plain.find(b"\n") + 1 :] + second


SIZES = (
    refused("a million columns", "table.csv", million_columns, *COLUMNS),
    refused(
        "a million columns of semicolons",
        "table.csv",
        lambda: b";" * 999_999 + b"\n" + b"a;" * 999_999,
        *COLUMNS,
        *EMPTY,
    ),
    refused(
        "a million columns in the second row",
        "table.csv",
        lambda: b"id,texte\n" + b"1," * 1_000_000 + b"\n1,oui\n",
        *COLUMNS,
        "read",
    ),
    lethal(
        "a million columns in each of two hundred rows, gzipped",
        "table.csv.gz",
        lambda: zeros(200 * MEGABYTE, before=b"id,texte\n", of=b","),
        "inflates_too_much",
        *COLUMNS,
        *EMPTY,
        "needs_memory",
        "takes_time",
    ),
    lethal(
        "twenty thousand columns and a million short rows",
        "table.csv",
        lambda: b",".join(b"c%d" % n for n in range(19_000)) + b"\n" + b"a\n" * 1_000_000,
        "read",
        "too_many_cells",
        "needs_memory",
        "takes_time",
    ),
    lethal(
        "five thousand columns and four thousand rows",
        "table.csv",
        lambda: b",".join(b"c%d" % n for n in range(5_000)) + b"\n" + (b"," * 4_999 + b"a\n") * 4_000,
        "read",
        "too_many_cells",
        "needs_memory",
        "takes_time",
    ),
    lethal(
        "a cell of a hundred megabytes",
        "table.csv",
        lambda: b'id,texte\n1,"' + b"x" * (100 * MEGABYTE) + b'"\n2,oui\n',
        *CELL,
    ),
    lethal(
        "a cell of a hundred megabytes without quotation marks",
        "table.csv",
        lambda: b"id,texte\n1," + b"x" * (100 * MEGABYTE) + b"\n2,oui\n",
        *CELL,
    ),
    lethal(
        "a heading of a hundred megabytes",
        "table.csv.gz",
        lambda: zeros(100 * MEGABYTE, before=b'id,"', after=b'"\n2,oui\n'),
        *CELL,
        "inflates_too_much",
    ),
    lethal(
        "a line of sixty megabytes",
        "table.csv",
        lambda: b"x" * (60 * MEGABYTE),
        *CELL,
        "empty_file",
        "read",
        "needs_memory",
    ),
    lethal(
        "a note of sixty megabytes",
        "table.csv",
        lambda: b"#" + b"x" * (60 * MEGABYTE) + b"\nid,texte\n1,oui\n",
        *CELL,
        "read",
        "needs_memory",
    ),
    lethal("sixty megabytes of blank lines", "table.csv", lambda: b"\n" * (60 * MEGABYTE), *EMPTY),
    lethal(
        "thirty megabytes of blank lines and a table",
        "table.csv",
        lambda: b"\n" * (30 * MEGABYTE) + b"id,texte\n1,oui oui oui\n",
        "read",
        *EMPTY,
    ),
    lethal("eight megabytes of separators", "table.csv", lambda: b";\n" * (4 * MEGABYTE), *EMPTY),
    lethal(
        "thirty megabytes of notes",
        "table.csv",
        lambda: b"#\n" * (15 * MEGABYTE),
        *EMPTY,
        "takes_time",
        "needs_memory",
        "read",
    ),
    lethal(
        "thirty megabytes of quotation marks",
        "table.csv",
        lambda: b"id,texte\n1," + b'""' * (15 * MEGABYTE),
        "unclosed_quote",
        *CELL,
        "read",
    ),
    lethal(
        "a pair of quotation marks on each of a million rows",
        "table.csv",
        lambda: b"id,texte\n" + b'1,"a"b\n' * 1_000_000,
        "read",
    ),
    odd("a heading of one megabyte", "table.csv", lambda: f"id,{'t' * MEGABYTE}\n1,oui\n".encode(), *CELL),
    odd(
        "ten headings of one megabyte",
        "table.csv",
        lambda: (",".join(["t" * MEGABYTE] * 10) + "\n" + ",".join("a" * 10) + "\n").encode(),
        *CELL,
    ),
    odd(
        "four thousand headings of one name",
        "table.csv",
        lambda: b",".join([b"texte"] * 4_000) + b"\n" + b",".join([b"oui"] * 4_000),
    ),
    odd(
        "nineteen thousand empty headings",
        "table.csv",
        lambda: b"id" + b"," * 19_000 + b"\n" + b",".join([b"oui"] * 19_001),
    ),
)
QUOTES = (
    refused("a quotation mark opened at the start", "table.csv", lambda: b'"' + rows(TEXT, TEXT), "unclosed_quote"),
    refused(
        "a quotation mark opened in the middle",
        "table.csv",
        lambda: with_rows(b"id,texte\n", b'201,"oui\n' + b"202,oui\n" * 50),
        "unclosed_quote",
    ),
    refused(
        "a quotation mark opened at the end", "table.csv", lambda: with_rows(b"id,texte\n", b'201,"'), "unclosed_quote"
    ),
    refused(
        "a quotation mark opened in the headings",
        "table.csv",
        lambda: rows(TEXT, heading='id,"texte'),
        "unclosed_quote",
    ),
    refused(
        "a quotation mark opened in the last of ten thousand rows",
        "table.csv",
        lambda: rows(*['"a"b'] * 10_000, '"oui'),
        "unclosed_quote",
    ),
    odd(
        "quotation marks that close too early", "table.csv", lambda: rows('"oui" et "non"', '"a"b"c"'), "unclosed_quote"
    ),
    odd("quotation marks in the middle of cells", "table.csv", lambda: rows('il a dit "oui"', 'un 5" de large')),
    odd("quotation marks of print", "table.csv", lambda: rows("“oui”", "«non»", "’")),
    odd("a quotation mark and no more", "table.csv", lambda: b'"', "unclosed_quote", *EMPTY),
    odd("a table between apostrophes", "table.csv", lambda: b"'id','texte'\n'1','oui, oui'\n", "row_too_long"),
    odd("backslashes before quotation marks", "table.csv", lambda: rows('"il a dit \\"oui\\""'), "unclosed_quote"),
)
ENCODED = (
    refused("NUL bytes in a text", "table.csv", lambda: rows("oui\x00non"), "not_text"),
    refused("NUL bytes at the end", "table.csv", lambda: rows("oui") + bytes(1_000), "not_text"),
    refused("NUL bytes in the headings", "table.csv", lambda: rows("oui", heading="id,te\x00xte"), "not_text"),
    lethal("sixty megabytes of NUL bytes", "table.csv", lambda: bytes(60 * MEGABYTE), *EMPTY, "not_text"),
    refused(
        "UTF-8 then Windows-1252", "table.csv", lambda: ACCENTS.encode() * 9 + ACCENTS.encode("cp1252") * 3, *ENCODINGS
    ),
    refused(
        "Windows-1252 then UTF-8", "table.csv", lambda: ACCENTS.encode("cp1252") * 3 + ACCENTS.encode() * 9, *ENCODINGS
    ),
    refused(
        "Windows-1252 after two megabytes of UTF-8",
        "table.csv",
        lambda: ACCENTS.encode() * 50_000 + ACCENTS.encode("cp1252"),
        *ENCODINGS,
    ),
    refused(
        "UTF-16 of an odd length",
        "table.csv",
        lambda: codecs.BOM_UTF16_LE + ACCENTS.encode("utf-16-le") + b"\x00",
        *ENCODINGS,
    ),
    refused(
        "UTF-16 with half a pair",
        "table.csv",
        lambda: codecs.BOM_UTF16_LE + ACCENTS.encode("utf-16-le") + b"\x00\xd8",
        *ENCODINGS,
    ),
    odd(
        "UTF-16 in the other order", "table.csv", lambda: codecs.BOM_UTF16_BE + ACCENTS.encode("utf-16-be"), *ENCODINGS
    ),
    odd("UTF-16 without a mark", "table.csv", lambda: ACCENTS.encode("utf-16-le"), *ENCODINGS),
    refused(
        "UTF-16 without a mark, of an odd length", "table.csv", lambda: ACCENTS.encode("utf-16-le")[:-1], *ENCODINGS
    ),
    odd("UTF-32", "table.csv", lambda: codecs.BOM_UTF32_LE + ACCENTS.encode("utf-32-le"), *ENCODINGS),
    refused("a mark of UTF-32 and noise", "table.csv", lambda: codecs.BOM_UTF32_LE + bytes(range(1, 200)), *ENCODINGS),
    odd("UTF-7", "table.csv", lambda: ACCENTS.encode("utf-7")),
    refused(
        "a mark of UTF-8 and Windows-1252",
        "table.csv",
        lambda: codecs.BOM_UTF8 + ACCENTS.encode("cp1252"),
        *ENCODINGS,
        "read",
    ),
    odd("a mark in the middle", "table.csv", lambda: rows("\ufeffoui", "\ufeff")),
    odd("three marks at the beginning", "table.csv", lambda: codecs.BOM_UTF8 * 3 + rows(TEXT)),
    refused("a mark and no more", "table.csv", lambda: codecs.BOM_UTF8, *EMPTY),
    refused("a mark of UTF-16 and no more", "table.csv", lambda: codecs.BOM_UTF16_LE, *EMPTY),
    refused("UTF-8 in too many bytes", "table.csv", lambda: b"id,texte\n1,\xc0\xaf\xe0\x80\xaf\n", *ENCODINGS, "read"),
    refused("surrogates in UTF-8", "table.csv", lambda: b"id,texte\n1,\xed\xa0\x80\n", *ENCODINGS, "read"),
    refused("noise", "table.csv", lambda: bytes(n * 7919 % 251 for n in range(4_000)), *ENCODINGS, "not_a_table"),
    odd(
        "Latin letters of the fifteenth part",
        "table.csv",
        lambda: "id;texte\n1;Il coûte 3 ¤ à l'été\n".encode("iso-8859-1"),
        *ENCODINGS,
    ),
    odd(
        "the letters of another continent",
        "table.csv",
        lambda: "id,texte\n1,窓口を残してください\n".encode("shift_jis"),
        *ENCODINGS,
    ),
)
CHARACTERS = (
    odd("lone carriage returns", "table.csv", lambda: rows(TEXT, TEXT).replace(b"\n", b"\r")),
    odd("ends of line of every kind", "table.csv", lambda: b"id,texte\r\n1,oui\r2,non\n\r3,oui\r\r\n"),
    odd("form feeds and vertical tabs", "table.csv", lambda: rows("oui\x0cnon\x0boui", "\x0c")),
    odd("separators of lines of Unicode", "table.csv", lambda: rows("oui\u2028non\u2029oui\x85non\x1c\x1d\x1e")),
    odd("the separator of units", "table.csv", lambda: b"texte\noui\x1fnon\n\x1f\x1f\n"),
    odd("the mark of the end of a text", "table.csv", lambda: rows('"a"b', "\x03", '"\x03"')),
    odd(
        "escapes of terminals",
        "table.csv",
        lambda: rows("\x1b[31mrouge\x1b[0m", "\x1b]0;titre\x07", heading="id,\x1b[2Jtexte"),
    ),
    odd("signs of direction", "table.csv", lambda: rows("\u202eetxet", "\u2066oui\u2069", heading="id,\u202etexte")),
    odd("letters that take no place", "table.csv", lambda: rows("o\u200bu\u200di", "\u2060", "\u00ad")),
    odd("a thousand accents on one letter", "table.csv", lambda: rows("e" + "\u0301" * 1_000)),
    odd("characters that are none", "table.csv", lambda: rows("\ufffe\uffff\U0010ffff")),
    odd(
        "scripts in headings and cells",
        "table.csv",
        lambda: rows(SCRIPT, "<img src=x onerror=alert(1)>", heading=f"id,{SCRIPT}"),
    ),
    odd(
        "templates in headings and cells",
        "table.csv",
        lambda: rows("{{ 7*7 }}", "%(file)s %s %n", "${7*7}", heading="id,%(columns)s {0}"),
    ),
    odd("requests to a database", "table.csv", lambda: rows("'; DROP TABLE users;--", heading="id,texte'--")),
    odd(
        "formulas",
        "table.csv",
        lambda: rows("=1+1", "+1", "-1", "@SUM(A1)", "'=1+1", "\t=1", "\"=cmd|'/c calc'!A0\"", heading="=1,@texte"),
    ),
    odd(
        "paths and addresses in cells",
        "table.csv",
        lambda: rows("../../etc/passwd", "file:///etc/passwd", "javascript:alert(1)"),
    ),
    odd("numbers beyond measure", "table.csv", lambda: rows("9" * 400, "1e999", "-0", "NaN", heading="timestamp,vote")),
    odd(
        "votes of every kind but votes",
        "votes.csv",
        lambda: (
            b"timestamp,datetime,comment-id,voter-id,vote\n"
            b"99999999999999999999,x,-1,1e9,2\n,,,,\nNaN,NaN,NaN,NaN,NaN\n1,1,1,1,\xe2\x88\x921\n"
        ),
    ),
    odd(
        "a matrix of votes that is none",
        "votes.csv",
        lambda: b"participant,group-id,n-comments,n-votes,n-agree,n-disagree,0,0,-1,x\n1,,,,,,2,3,4,5\n,,,,,,,,,\n",
    ),
)
SHAPES = (
    refused("only headings", "table.csv", lambda: b"id,texte\n", *EMPTY, "read", "no_text_column"),
    refused("only blanks", "table.csv", lambda: b" \t\r\n" * 500, *EMPTY),
    refused(
        "only separators",
        "table.csv",
        lambda: b",,,;;;\t\t\t\n" * 500,
        *EMPTY,
        "read",
    ),
    odd("only notes", "table.csv", lambda: b"# rien\n# encore rien\n", *EMPTY),
    odd("only the name of the separator", "table.csv", lambda: b"sep=;\n", *EMPTY),
    odd("a separator that is none", "table.csv", lambda: b"sep=<script>\n" + rows(TEXT)),
    odd("rows of every length", "table.csv", lambda: b"id,texte\n" + b"\n".join(b"a," * n for n in range(300))),
    odd("three thousand rows that are too long", "table.csv", lambda: b"id,texte\n" + b"1,oui,trop\n" * 3_000),
    odd("headings that come twice", "table.csv", lambda: b"texte,texte,TEXTE,texte \noui,non,oui,non\n"),
    odd("headings that are already numbered", "table.csv", lambda: b"a,a (2),a,a (2),column 5,\n1,2,3,4,5,6\n"),
    odd("empty headings", "table.csv", lambda: b",,\noui,non,oui\n"),
    odd("one column of prose", "table.csv", lambda: f"{TEXT}\n".encode() * 50, "not_a_table"),
    odd("one letter", "table.csv", lambda: b"a", *EMPTY, "not_a_table"),
    odd("two tables one below the other", "table.csv", lambda: rows(TEXT) + b"\n\n" + b"nom;age;ville;pays\na;1;b;c\n"),
    odd("three separators at once", "table.csv", lambda: b"id,texte;note\tautre|x\n1,oui;2\t3|4\n"),
    odd("the same identifier everywhere", "table.csv", lambda: b"id,texte\n" + f"1,{TEXT}\n".encode() * 5_000),
    odd("a heading and nothing below, a thousand times", "table.csv", lambda: b"id,texte\n" * 1_000),
)
FILES: tuple[HostileFile, ...] = SIZES + QUOTES + ENCODED + CHARACTERS + SHAPES
