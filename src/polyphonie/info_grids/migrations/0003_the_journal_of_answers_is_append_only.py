from django.db import migrations

from polyphonie.core.database import never_deleted


class Migration(migrations.Migration):
    dependencies = [("info_grids", "0002_what_was_published_is_frozen")]

    operations = [never_deleted("info_grids_answerchange"), never_deleted("info_grids_gridversion")]
