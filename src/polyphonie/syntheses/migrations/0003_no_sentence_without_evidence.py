"""A sentence that is not a position rests on something: the database refuses to change or publish any other."""

from typing import Any

from django.db import migrations

_WITHOUT = "NOT EXISTS (SELECT 1 FROM syntheses_evidence evidence WHERE evidence.sentence_id = {sentence})"
_HOLDS_ONE_WITHOUT = (
    "EXISTS (SELECT 1 FROM syntheses_sentence sentence JOIN syntheses_section section"  # noqa: S608 - constants only
    " ON section.id = sentence.section_id WHERE section.document_id = NEW.document_id"
    f" AND sentence.form <> 'position' AND {_WITHOUT.format(sentence='sentence.id')})"
)

_RULES = {
    "syntheses_sentence_rests_on_evidence": (
        "BEFORE UPDATE ON syntheses_sentence",
        f"NEW.form <> 'position' AND {_WITHOUT.format(sentence='NEW.id')}",
        "a sentence without evidence must be marked as a position",
    ),
    "syntheses_version_rests_on_evidence": (
        "BEFORE INSERT ON syntheses_documentversion",
        _HOLDS_ONE_WITHOUT,
        "a document with a sentence without evidence cannot be published",
    ),
}


def create(apps: Any, editor: Any) -> None:
    for name, (moment, condition, sentence) in _RULES.items():
        if editor.connection.vendor == "sqlite":
            editor.execute(
                f"CREATE TRIGGER {name} {moment} WHEN {condition} BEGIN SELECT RAISE(ABORT, '{sentence}'); END"
            )
            continue
        # PostgreSQL allows no subquery in the WHEN of a trigger: the function asks
        editor.execute(
            f"CREATE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF {condition} THEN "
            f"RAISE EXCEPTION '{sentence}' USING ERRCODE = 'check_violation'; END IF; RETURN NEW; END $$"
        )
        editor.execute(f"CREATE TRIGGER {name} {moment} FOR EACH ROW EXECUTE FUNCTION {name}()")


def drop(apps: Any, editor: Any) -> None:
    for name, (moment, _condition, _sentence) in _RULES.items():
        if editor.connection.vendor == "sqlite":
            editor.execute(f"DROP TRIGGER {name}")
            continue
        editor.execute(f"DROP TRIGGER {name} ON {moment.rpartition(' ')[2]}")
        editor.execute(f"DROP FUNCTION {name}()")


class Migration(migrations.Migration):
    dependencies = [("syntheses", "0002_published_versions_are_frozen")]

    operations = [migrations.RunPython(create, drop)]
