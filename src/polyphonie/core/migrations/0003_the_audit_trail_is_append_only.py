from django.db import migrations

from polyphonie.core.database import append_only


class Migration(migrations.Migration):
    dependencies = [("core", "0002_attached_files_and_audit_trail")]

    operations = [append_only("core_auditevent")]
