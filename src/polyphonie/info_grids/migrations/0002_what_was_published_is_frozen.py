from django.db import migrations

from polyphonie.core.database import frozen_columns


class Migration(migrations.Migration):
    dependencies = [("info_grids", "0001_initial")]

    operations = [
        frozen_columns(
            "info_grids_gridform",
            ["campaign_id", "version", "definition", "published_at", "digest"],
            unless="OLD.published_at IS NULL",
        ),
        frozen_columns("info_grids_gridversion", ["grid_id", "form_id", "number", "published_at", "content", "digest"]),
        frozen_columns(
            "info_grids_answerchange", ["grid_id", "field_key", "revision", "value", "origin", "changed_at"]
        ),
    ]
