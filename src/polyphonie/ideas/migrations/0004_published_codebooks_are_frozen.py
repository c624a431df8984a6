from django.db import migrations

from polyphonie.core.database import frozen_columns, refused_changes

_PUBLISHED = (
    "EXISTS (SELECT 1 FROM ideas_codebook AS codebook "
    "WHERE codebook.id = {row}.codebook_id AND codebook.published_at IS NOT NULL)"
)
_OLD, _NEW = _PUBLISHED.format(row="OLD"), _PUBLISHED.format(row="NEW")
_OF_EVERYONE = "(OLD.territory_id IS NULL OR NEW.territory_id IS NULL)"


class Migration(migrations.Migration):
    dependencies = [("ideas", "0003_themes_that_territories_propose")]

    operations = [
        frozen_columns(
            "ideas_codebook",
            ["campaign_id", "version", "change_note", "published_at"],
            unless="OLD.published_at IS NULL",
        ),
        # Themes that a territory adds for itself may still come, change and leave.
        refused_changes(
            "ideas_topic",
            {
                "INSERT": f"NEW.territory_id IS NULL AND {_NEW}",
                "UPDATE": f"{_OF_EVERYONE} AND ({_OLD} OR {_NEW})",
                "DELETE": f"OLD.territory_id IS NULL AND {_OLD}",
            },
            sentence="ideas_topic: the themes of a published codebook cannot be changed",
        ),
    ]
