"""The index of words: an FTS5 table kept by triggers on SQLite, a GIN index on PostgreSQL."""

from typing import Any

from django.db import migrations

_FORGET = "INSERT INTO portal_search(portal_search, rowid, stems) VALUES ('delete', old.id, old.stems);"
_LEARN = "INSERT INTO portal_search(rowid, stems) VALUES (new.id, new.stems);"
_COLUMNS = "stems, content='portal_searchentry', content_rowid='id', tokenize='unicode61'"
_SQLITE = (
    f"CREATE VIRTUAL TABLE portal_search USING fts5({_COLUMNS})",
    f"CREATE TRIGGER portal_search_adds AFTER INSERT ON portal_searchentry BEGIN {_LEARN} END",
    f"CREATE TRIGGER portal_search_removes AFTER DELETE ON portal_searchentry BEGIN {_FORGET} END",
    f"CREATE TRIGGER portal_search_changes AFTER UPDATE OF stems ON portal_searchentry BEGIN {_FORGET} {_LEARN} END",
)
_POSTGRESQL = ("CREATE INDEX portal_search ON portal_searchentry USING gin (to_tsvector('simple', stems))",)


def create(apps: Any, editor: Any) -> None:
    for statement in _POSTGRESQL if editor.connection.vendor == "postgresql" else _SQLITE:
        editor.execute(statement, params=None)


def drop(apps: Any, editor: Any) -> None:
    if editor.connection.vendor == "postgresql":
        editor.execute("DROP INDEX portal_search")
        return
    for name in ("adds", "removes", "changes"):
        editor.execute(f"DROP TRIGGER portal_search_{name}")
    editor.execute("DROP TABLE portal_search")


class Migration(migrations.Migration):
    dependencies = [("portal", "0001_initial")]
    operations = [migrations.RunPython(create, drop)]
