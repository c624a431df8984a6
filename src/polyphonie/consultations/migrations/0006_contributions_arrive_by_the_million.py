import django.db.models.deletion
from django.db import migrations, models

# An index beside others that begin with the same column only slows what is written down.
REDUNDANT = (
    ("consultations_contribution", "consultation_id"),
    ("consultations_contribution", "earlier_version_id"),
    ("consultations_voteevent", "participant_id"),
)


def drop_indexes(apps, editor):
    """Drop them by name: to alter the column would make SQLite write the table anew, and lose its triggers."""
    for table, column in REDUNDANT:
        editor.execute(f"DROP INDEX {editor.quote_name(editor._create_index_name(table, [column]))}")


def create_indexes(apps, editor):
    for table, column in REDUNDANT:
        name = editor.quote_name(editor._create_index_name(table, [column]))
        editor.execute(f"CREATE INDEX {name} ON {table} ({column})")


class Migration(migrations.Migration):
    dependencies = [("consultations", "0005_imports_that_can_be_undone")]

    operations = [
        migrations.SeparateDatabaseAndState(
            database_operations=[migrations.RunPython(drop_indexes, create_indexes)],
            state_operations=[
                migrations.AlterField(
                    model_name="contribution",
                    name="consultation",
                    field=models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="contributions",
                        to="consultations.consultation",
                    ),
                ),
                migrations.AlterField(
                    model_name="contribution",
                    name="earlier_version",
                    field=models.ForeignKey(
                        blank=True,
                        db_index=False,
                        help_text="What was received before under the same identifier, where its author edited it at the source",
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="later_versions",
                        to="consultations.contribution",
                    ),
                ),
                migrations.AlterField(
                    model_name="voteevent",
                    name="participant",
                    field=models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="vote_events",
                        to="consultations.participant",
                    ),
                ),
            ],
        ),
        migrations.AddIndex(
            model_name="contribution",
            index=models.Index(
                condition=models.Q(("earlier_version__isnull", False)),
                fields=["earlier_version"],
                name="later_versions_of_contribution",
            ),
        ),
        migrations.AddIndex(
            model_name="voteevent",
            index=models.Index(fields=["participant", "statement"], name="consultatio_partici_05d10b_idx"),
        ),
    ]
