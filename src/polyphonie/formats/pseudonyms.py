"""Identifiers that follow a person, replaced by names that serve in one place only."""

import hashlib

import polars as pl

LENGTH = 16


def pseudonym(identifier: str, *, within: str) -> str:
    """
    Name somebody within one conversation, survey or file, and nowhere else.

    The same person has the same pseudonym in each export of the same place, so that nobody is counted twice; in
    another place the pseudonym is another. Who holds the source can make it again: it is no anonymity.

    Examples
    --------
    >>> pseudonym("512", within="ej/7")
    'a2cae1347d6c677a'
    >>> pseudonym("512", within="ej/8") == pseudonym("512", within="ej/7")
    False
    """
    return hashlib.sha256(f"{within}\n{identifier}".encode()).hexdigest()[:LENGTH]


def pseudonyms(column: pl.Series, *, within: pl.Series | str) -> pl.Series:
    """Name each person of a column; an empty cell stays empty."""
    places = within if isinstance(within, pl.Series) else pl.repeat(within, len(column), dtype=pl.String, eager=True)
    pairs = pl.DataFrame({"identifier": column.str.strip_chars(), "within": places})
    distinct = pairs.unique()
    names = [
        pseudonym(identifier, within=place) if identifier else ""
        for identifier, place in zip(distinct["identifier"], distinct["within"], strict=True)
    ]
    named = distinct.with_columns(pl.Series("name", names, dtype=pl.String))
    return pairs.join(named, on=["identifier", "within"], how="left", maintain_order="left")["name"]
