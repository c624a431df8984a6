"""Rules that the database itself holds, written once for SQLite and PostgreSQL."""

from collections.abc import Mapping, Sequence
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


def append_only(table: str) -> migrations.RunPython:
    """Refuse any update or deletion of the rows of a table, whoever sends it."""
    return _refused_acts(table, ("UPDATE", "DELETE"))


def never_deleted(table: str) -> migrations.RunPython:
    """Refuse any deletion of the rows of a table, beside what `frozen_columns` refuses of their updates."""
    return _refused_acts(table, ("DELETE",))


def _refused_acts(table: str, acts: Sequence[str]) -> migrations.RunPython:
    sentence = f"{table}: rows are only added"

    def create(apps: Any, editor: Any) -> None:
        for act in acts:
            name = f"{table}_refuses_{act.lower()}"
            if editor.connection.vendor == "sqlite":
                editor.execute(
                    f"CREATE TRIGGER {name} BEFORE {act} ON {table} BEGIN SELECT RAISE(ABORT, '{sentence}'); END"
                )
                continue
            editor.execute(
                f"CREATE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS "
                f"$$ BEGIN RAISE EXCEPTION '{sentence}' USING ERRCODE = 'check_violation'; END $$"
            )
            editor.execute(f"CREATE TRIGGER {name} BEFORE {act} ON {table} FOR EACH ROW EXECUTE FUNCTION {name}()")

    def drop(apps: Any, editor: Any) -> None:
        for act in acts:
            name = f"{table}_refuses_{act.lower()}"
            if editor.connection.vendor == "sqlite":
                editor.execute(f"DROP TRIGGER {name}")
                continue
            editor.execute(f"DROP TRIGGER {name} ON {table}")
            editor.execute(f"DROP FUNCTION {name}()")

    return migrations.RunPython(create, drop)


def refused_changes(table: str, conditions: Mapping[str, str], *, sentence: str) -> migrations.RunPython:
    """
    Refuse some insertions, updates or deletions of rows, whoever sends them.

    `conditions` gives, for INSERT, UPDATE or DELETE, the SQL condition on `NEW.…` and `OLD.…` under which
    the act is refused; unlike that of `frozen_columns`, it may look at other tables.
    """

    def name_of(act: str) -> str:
        return f"{table}_guards_{act.lower()}"

    def create(apps: Any, editor: Any) -> None:
        for act, condition in conditions.items():
            name = name_of(act)
            if editor.connection.vendor == "sqlite":
                editor.execute(
                    f"CREATE TRIGGER {name} BEFORE {act} ON {table} WHEN {condition} "
                    f"BEGIN SELECT RAISE(ABORT, '{sentence}'); END"
                )
                continue
            kept = "OLD" if act == "DELETE" else "NEW"
            editor.execute(
                f"CREATE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF {condition} THEN "
                f"RAISE EXCEPTION '{sentence}' USING ERRCODE = 'check_violation'; END IF; RETURN {kept}; END $$"
            )
            editor.execute(f"CREATE TRIGGER {name} BEFORE {act} ON {table} FOR EACH ROW EXECUTE FUNCTION {name}()")

    def drop(apps: Any, editor: Any) -> None:
        for act in conditions:
            if editor.connection.vendor == "sqlite":
                editor.execute(f"DROP TRIGGER {name_of(act)}")
                continue
            editor.execute(f"DROP TRIGGER {name_of(act)} ON {table}")
            editor.execute(f"DROP FUNCTION {name_of(act)}()")

    return migrations.RunPython(create, drop)
