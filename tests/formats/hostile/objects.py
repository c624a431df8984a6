"""JSON, JSON Lines and Parquet that are deep, huge, cut short, or lie."""

from __future__ import annotations

import io
import json
import struct
from datetime import date, timedelta
from functools import cache, partial

import polars as pl

from tests.formats.hostile.making import MEGABYTE, HostileFile, lethal, odd, refused, truncated

NOT_OBJECTS = ("not_json_objects", "not_a_table", "empty_file")
DAMAGED = ("damaged_parquet", "needs_memory", "reader_died", "inflates_too_much", "too_many_cells", "empty_file")
ROW = '{"id": "1", "texte": "Gardez un guichet ouvert."}\n'


def lines(*found: str) -> bytes:
    """Write lines, the first of which is a plain object."""
    return (ROW + "".join(f"{line}\n" for line in found)).encode()


def new_keys(n_lines: int, n_keys: int) -> bytes:
    """Write objects that have no key in common."""
    return b"".join(
        json.dumps({f"k{line}-{key}": 1 for key in range(n_keys)}).encode() + b"\n" for line in range(n_lines)
    )


@cache
def parquet() -> bytes:
    """Write a small Parquet file."""
    return of_frame(pl.DataFrame({"id": ["1", "2"], "texte": ["Un guichet ouvert.", "Dire quand une machine répond."]}))


def of_frame(frame: pl.DataFrame) -> bytes:
    """Write a frame as Parquet."""
    stream = io.BytesIO()
    frame.write_parquet(stream)
    return stream.getvalue()


def footer_of(size: int) -> bytes:
    """A Parquet file that says that its description is that long."""
    return parquet()[:-8] + struct.pack("<L", size) + b"PAR1"


def flipped(place: float) -> bytes:
    """Turn over sixteen bytes at a place, from 0 to 1, of a Parquet file."""
    changed = bytearray(parquet())
    start = int(place * (len(changed) - 24)) + 4
    for offset in range(16):
        changed[start + offset] ^= 0xFF
    return bytes(changed)


def repeated(n_rows: int) -> bytes:
    """A few kilobytes that say a text of one megabyte thousands of times."""
    return of_frame(pl.select(id=pl.int_range(n_rows), texte=pl.repeat("x" * MEGABYTE, n_rows).cast(pl.Categorical)))


JSON = (
    refused("a hundred thousand brackets", "a.json", lambda: b"[" * 100_000, *NOT_OBJECTS),
    refused(
        "a hundred thousand brackets that are closed", "a.json", lambda: b"[" * 100_000 + b"]" * 100_000, *NOT_OBJECTS
    ),
    odd(
        "objects one in the other, a hundred thousand times",
        "a.jsonl",
        lambda: lines('{"a":' * 100_000 + "1" + "}" * 100_000),
    ),
    odd("objects one in the other, nine hundred times", "a.jsonl", lambda: lines('{"a":' * 900 + "1" + "}" * 900)),
    lethal("ten million brackets", "a.json", lambda: b"[" * 10_000_000, *NOT_OBJECTS),
    lethal(
        "two million empty lists", "a.json", lambda: b"[" + b"[]," * 2_000_000 + b"[]]", *NOT_OBJECTS, "needs_memory"
    ),
    lethal(
        "two million empty objects",
        "a.json",
        lambda: b"[" + b"{}," * 2_000_000 + b"{}]",
        *NOT_OBJECTS,
        "needs_memory",
        "takes_time",
    ),
    odd("a number of a million figures", "a.jsonl", lambda: lines('{"id": ' + "9" * 1_000_000 + "}")),
    odd("numbers of JSON beyond measure", "a.jsonl", lambda: lines('{"id": 1e999, "texte": -1e999}', '{"id": 1e-999}')),
    odd("NaN and infinities", "a.jsonl", lambda: lines('{"id": NaN, "texte": Infinity}', '{"id": -Infinity}')),
    odd("one key three times", "a.jsonl", lambda: lines('{"id": "2", "texte": "oui", "texte": "non", "texte": "si"}')),
    odd("halves of pairs", "a.jsonl", lambda: lines('{"id": "\\ud800", "texte": "\\udc00 oui", "\\ud800": 1}')),
    odd(
        "NUL written out, in keys and texts",
        "a.jsonl",
        lambda: lines('{"id": "2", "texte": "a\\u0000b", "\\u0000": 1}'),
    ),
    odd(
        "control characters written out in JSON",
        "a.jsonl",
        lambda: lines('{"id": "2", "texte": "\\u001b[2J\\u202e", "\\u001b[2J": 1}'),
    ),
    odd("one line that is wrong", "a.jsonl", lambda: lines('{"id": "2", "texte": ', '{"id": "3", "texte": "oui"}')),
    odd("a line that is a list", "a.jsonl", lambda: lines("[1, 2]", "null", "true", '"oui"', "3", "{}")),
    refused("no line that is right", "a.jsonl", lambda: b"oui\nnon\n[1]\n", *NOT_OBJECTS),
    refused("an array of numbers", "a.json", lambda: json.dumps(list(range(1000))).encode(), *NOT_OBJECTS),
    refused("a lone string", "a.json", lambda: b'"oui"', *NOT_OBJECTS),
    refused("null", "a.json", lambda: b"null", *NOT_OBJECTS),
    refused(
        "a comma too many",
        "a.json",
        lambda: b'[{"id": 1, "texte": "oui"},]',
        *NOT_OBJECTS,
        "read",
    ),
    refused("a list that is never closed", "a.json", lambda: b'[{"id": 1, "texte": "oui"}', *NOT_OBJECTS),
    refused("comments in JSON", "a.json", lambda: b'// oui\n[{"id": 1}]', *NOT_OBJECTS, "read"),
    odd(
        "one object over many lines",
        "a.json",
        lambda: json.dumps({"id": 1, "texte": ["oui"] * 9}, indent=2).encode(),
        *NOT_OBJECTS,
    ),
    odd(
        "one object in a file of lines",
        "a.jsonl",
        lambda: json.dumps({"a": {"b": [1, 2]}}, indent=2).encode(),
        *NOT_OBJECTS,
    ),
    odd("keys of one megabyte", "a.jsonl", lambda: lines(json.dumps({"k" * MEGABYTE: "oui"})), "cell_too_big"),
    odd("keys that are scripts", "a.jsonl", lambda: lines('{"<script>alert(1)</script>": "oui", "": "non"}')),
    refused("thirty thousand keys", "a.jsonl", lambda: new_keys(30, 1_000), "too_many_columns"),
    lethal(
        "ten thousand objects without a key in common",
        "a.jsonl",
        lambda: new_keys(10_000, 2),
        "too_many_columns",
        "too_many_cells",
        "needs_memory",
        "read",
    ),
    odd(
        "a text of twelve megabytes",
        "a.jsonl",
        lambda: lines(json.dumps({"id": "2", "texte": "x" * 12_000_000})),
        "cell_too_big",
    ),
    odd("JSON in UTF-16", "a.jsonl", lambda: (ROW * 3).encode("utf-16")),
    odd("JSON after a mark", "a.jsonl", lambda: b"\xef\xbb\xbf" + ROW.encode() * 3),
    odd("JSON named as CSV", "a.csv", lambda: ROW.encode() * 3, "wrong_extension"),
    odd("CSV named as JSON", "a.json", lambda: b"id,texte\n1,oui\n", *NOT_OBJECTS, "wrong_extension"),
    refused(
        "HTML named as JSON", "a.json", lambda: b"<!DOCTYPE html><html><body>Connexion</body></html>", *NOT_OBJECTS
    ),
)
PARQUET = (
    *(
        refused(
            f"a Parquet file cut after {tenths} tenths",
            "a.parquet",
            partial(lambda tenths: truncated(parquet(), tenths), tenths),
            *DAMAGED,
        )
        for tenths in range(1, 10)
    ),
    *(
        HostileFile(
            f"a Parquet file wrong at {place} tenths", "a.parquet", partial(flipped, place / 10), ("read", *DAMAGED)
        )
        for place in range(10)
    ),
    refused("the marks of Parquet and no more", "a.parquet", lambda: b"PAR1PAR1", *DAMAGED),
    refused("a description of four gigabytes", "a.parquet", lambda: footer_of(0xFFFFFFF0), *DAMAGED),
    refused("a description of nothing", "a.parquet", lambda: footer_of(0), *DAMAGED),
    refused("a description that begins before the file", "a.parquet", lambda: footer_of(100_000), *DAMAGED),
    refused(
        "an encrypted Parquet file",
        "a.parquet",
        lambda: b"PARE" + parquet()[4:-4] + b"PARE",
        *DAMAGED,
        "not_text",
        "wrong_extension",
        "mixed_encodings",
        "encrypted_workbook",
    ),
    odd(
        "columns in columns",
        "a.parquet",
        lambda: of_frame(pl.DataFrame({"id": [[1, 2], [3]], "texte": [{"a": {"b": 1}}, {"a": {"b": 2}}]})),
    ),
    odd(
        "bytes that are no text",
        "a.parquet",
        lambda: of_frame(pl.DataFrame({"id": [b"\xff\x00", b"a"], "texte": ["Un guichet ouvert.", "x"]})),
    ),
    odd(
        "NUL in texts and names",
        "a.parquet",
        lambda: of_frame(pl.DataFrame({"id": ["1\x00"], "te\x00xte": ["Un\x00 guichet"]})),
    ),
    odd(
        "dates, durations, decimals, truths",
        "a.parquet",
        lambda: of_frame(
            pl.select(
                a=pl.lit(date(1, 1, 1)),
                b=pl.lit(timedelta(days=-9)),
                c=pl.lit(2.5).cast(pl.Decimal(38, 10)),
                d=pl.lit(True),
                e=pl.lit(None),
                f=pl.lit("oui").cast(pl.Categorical),
                g=pl.lit(float("nan")),
            )
        ),
    ),
    odd(
        "moments beyond the calendar",
        "a.parquet",
        lambda: of_frame(
            pl.select(a=pl.lit(2**62).cast(pl.Datetime("us")), b=pl.lit(-(2**31)).cast(pl.Date), c=pl.lit("oui"))
        ),
        "damaged_parquet",
    ),
    refused("a Parquet file without columns", "a.parquet", lambda: of_frame(pl.DataFrame()), *DAMAGED),
    odd(
        "a Parquet file without rows",
        "a.parquet",
        lambda: of_frame(pl.DataFrame(schema={"id": pl.String, "texte": pl.String})),
        "empty_file",
    ),
    refused(
        "a Parquet file of thirty thousand columns",
        "a.parquet",
        lambda: of_frame(pl.DataFrame({f"c{n}": [1] for n in range(30_000)})),
        "too_many_columns",
    ),
    lethal(
        "a text of one megabyte, said five thousand times",
        "a.parquet",
        partial(repeated, 5_000),
        "needs_memory",
        "inflates_too_much",
        "cell_too_big",
        "too_many_cells",
        "read",
    ),
    lethal(
        "two hundred million equal numbers",
        "a.parquet",
        lambda: of_frame(pl.select(id=pl.repeat(1, 200_000_000, dtype=pl.Int8))),
        "needs_memory",
        "too_many_cells",
        "inflates_too_much",
        "no_text_column",
        "takes_time",
        "read",
        "too_many_rows",
    ),
    odd("Parquet named as CSV", "a.csv", parquet, "wrong_extension"),
    refused("CSV named as Parquet", "a.parquet", lambda: b"id,texte\n1,oui\n", "wrong_extension", *DAMAGED),
)
FILES: tuple[HostileFile, ...] = JSON + PARQUET
