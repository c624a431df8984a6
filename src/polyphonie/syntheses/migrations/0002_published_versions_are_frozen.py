from django.db import migrations

from polyphonie.core.database import frozen_columns


class Migration(migrations.Migration):
    dependencies = [("syntheses", "0001_initial")]

    operations = [
        frozen_columns(
            "syntheses_documentversion",
            ["document_id", "number", "published_at", "content", "digest", "coverage"],
        ),
    ]
