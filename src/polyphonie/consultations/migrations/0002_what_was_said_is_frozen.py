from django.db import migrations

from polyphonie.core.database import frozen_columns


class Migration(migrations.Migration):
    dependencies = [("consultations", "0001_initial")]

    operations = [
        frozen_columns(
            "consultations_contribution",
            ["question", "title", "text", "text_digest", "source", "external_id", "source_digest", "source_row"],
            unless="NEW.erased_at IS NOT NULL",
        ),
        frozen_columns(
            "consultations_voteevent", ["statement_id", "participant_id", "value", "cast_at", "recorded_at"]
        ),
    ]
