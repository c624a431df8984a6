from django.db import migrations

from polyphonie.core.database import refused_changes

_PUBLISHED = (
    "EXISTS (SELECT 1 FROM campaigns_charter AS charter "
    "WHERE charter.id = {row}.charter_id AND charter.published_at IS NOT NULL)"
)
_OLD, _NEW = _PUBLISHED.format(row="OLD"), _PUBLISHED.format(row="NEW")


class Migration(migrations.Migration):
    dependencies = [("campaigns", "0003_what_was_signed_is_frozen")]

    operations = [
        refused_changes(
            "campaigns_commitment",
            {"INSERT": _NEW, "UPDATE": f"{_OLD} OR {_NEW}", "DELETE": _OLD},
            sentence="campaigns_commitment: the commitments of a published charter cannot be changed",
        ),
    ]
