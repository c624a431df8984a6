"""The data file of the administrative reference, and where it comes from."""

import csv
import gzip
import io
import json
from collections.abc import Iterator
from dataclasses import dataclass
from importlib.resources import files

_DATA = files("polyphonie.territories") / "data"


@dataclass(frozen=True, slots=True)
class Attribution:
    """A source that the site must name."""

    package: str
    version: str
    licence: str
    credit: str


def read_rows() -> Iterator[dict[str, str]]:
    """Yield each territory of the file as texts: régions first, communes after the bodies they belong to."""
    with gzip.open(io.BytesIO((_DATA / "territories.csv.gz").read_bytes()), "rt", encoding="utf-8") as file:
        yield from csv.DictReader(file)


def attributions() -> list[Attribution]:
    """Sources of the reference and of the map, for the page that names them."""
    record = json.loads((_DATA / "SOURCES.json").read_text(encoding="utf-8"))
    named = [
        Attribution(source["package"], source["version"], source["licence"], source["credit"])
        for source in record["sources"]
    ]
    return [*named, Attribution("GeoNames", "", "CC BY 4.0", "GeoNames")]
