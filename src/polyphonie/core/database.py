"""Rules that the database itself holds, written once for SQLite and PostgreSQL."""

from collections.abc import Sequence
from typing import Any

from django.db import migrations


def frozen_columns(table: str, columns: Sequence[str], *, unless: str = "false") -> migrations.RunPython:
    """
    Refuse any update of some columns of a table, whoever sends it.

    `unless` is an SQL condition on the new row (`NEW.…`) under which the change is
    allowed: the erasure that the law gives a person, for instance.
    """
    name = f"{table}_is_frozen"
    sentence = f"{table}: {', '.join(columns)} cannot be changed"

    def create(apps: Any, editor: Any) -> None:
        different = {"sqlite": "NEW.{0} IS NOT OLD.{0}", "postgresql": "NEW.{0} IS DISTINCT FROM OLD.{0}"}
        changed = " OR ".join(different[editor.connection.vendor].format(column) for column in columns)
        condition = f"({changed}) AND NOT ({unless})"
        if editor.connection.vendor == "sqlite":
            editor.execute(
                f"CREATE TRIGGER {name} BEFORE UPDATE ON {table} WHEN {condition} "
                f"BEGIN SELECT RAISE(ABORT, '{sentence}'); END"
            )
            return
        editor.execute(
            f"CREATE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS "
            f"$$ BEGIN RAISE EXCEPTION '{sentence}' USING ERRCODE = 'check_violation'; END $$"
        )
        editor.execute(
            f"CREATE TRIGGER {name} BEFORE UPDATE ON {table} FOR EACH ROW WHEN ({condition}) EXECUTE FUNCTION {name}()"
        )

    def drop(apps: Any, editor: Any) -> None:
        if editor.connection.vendor == "sqlite":
            editor.execute(f"DROP TRIGGER {name}")
            return
        editor.execute(f"DROP TRIGGER {name} ON {table}")
        editor.execute(f"DROP FUNCTION {name}()")

    return migrations.RunPython(create, drop)
