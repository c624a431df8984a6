import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("campaigns", "0004_commitments_published_are_frozen"),
        ("core", "0002_attached_files_and_audit_trail"),
    ]

    operations = [
        migrations.AddField(
            model_name="joinrequest",
            name="sent_at",
            field=models.DateTimeField(blank=True, help_text="When the last link was sent", null=True),
        ),
        migrations.AddField(
            model_name="joinrequest",
            name="n_sent",
            field=models.PositiveSmallIntegerField(default=0, help_text="How many links were sent"),
        ),
        # Nullable and without a default: SQLite adds the column and keeps the triggers of the table.
        migrations.AddField(
            model_name="signature",
            name="pdf",
            field=models.ForeignKey(
                blank=True,
                help_text="The charter as signed, made once",
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="+",
                to="core.storedfile",
            ),
        ),
    ]
