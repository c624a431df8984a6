"""Votes of three camps, as a file and as rows."""

import csv

import numpy as np

from polyphonie.consultations.models import Participant, Statement, Vote
from tests.analysis.votes.made import three_camps
from tests.factories import ConsultationFactory

CONVENTION = "# vote-convention: agree=+1;disagree=-1;pass=0;format=polis-export/1"


def camps_table(n_people=120, n_statements=24):
    table, _ = three_camps(np.random.default_rng(4), n_people, n_statements=n_statements, seen=0.7, steepness=1.5)
    return table


def write_votes(path, *, declared=True):
    """A long file of votes, one a row."""
    table = camps_table()
    with path.open("w", newline="") as file:
        if declared:
            file.write(f"{CONVENTION}\n")
        writer = csv.writer(file)
        writer.writerow(["timestamp", "datetime", "comment-id", "voter-id", "vote"])
        for place, (row, column, value) in enumerate(zip(table.rows, table.columns, table.values, strict=True)):
            writer.writerow([1_700_000_000 + place, "", table.statements[column], table.participants[row], value])
    return path


def write_texts(path):
    with path.open("w", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(["statement", "text"])
        writer.writerow(["0", "=HYPERLINK(1)"])
        writer.writerows([str(j), f"Énoncé numéro {j}."] for j in range(1, 24))
    return path


def voted_consultation(**kwargs):
    """A consultation in which three camps voted."""
    consultation, table = ConsultationFactory(**kwargs), camps_table()
    statements = Statement.objects.bulk_create(
        Statement(consultation=consultation, source="polis", external_id=name, text=f"Énoncé numéro {name}.")
        for name in table.statements
    )
    people = Participant.objects.bulk_create(
        Participant(consultation=consultation, source="polis", external_id=name) for name in table.participants
    )
    Vote.objects.bulk_create(
        Vote(participant=people[row], statement=statements[column], value=value)
        for row, column, value in zip(table.rows, table.columns, table.values.tolist(), strict=True)
    )
    return consultation
