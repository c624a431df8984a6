from django.db import migrations

from polyphonie.core.database import frozen_columns


def tell_who_had_signed(apps, editor):
    engagements = apps.get_model("campaigns", "Engagement")
    engagements.objects.filter(charter_signed_on__isnull=False).update(status="signed")


class Migration(migrations.Migration):
    dependencies = [("campaigns", "0002_charter_and_joining")]

    operations = [
        migrations.RunPython(tell_who_had_signed, migrations.RunPython.noop),
        frozen_columns(
            "campaigns_charter",
            ["campaign_id", "version", "title", "preamble", "change_note", "published_at", "digest"],
            unless="OLD.published_at IS NULL",
        ),
        frozen_columns(
            "campaigns_signature",
            [
                "engagement_id",
                "charter_id",
                "signatory_name",
                "signatory_function",
                "signed_on",
                "deliberation_reference",
                "deliberation_on",
                "charter_digest",
                "recorded_at",
            ],
        ),
    ]
