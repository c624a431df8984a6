import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("ideas", "0002_codebooks_by_versions"),
        ("territories", "0002_names_that_change"),
    ]

    operations = [
        migrations.AddField(
            model_name="topic",
            name="definition",
            field=models.TextField(
                blank=True, default="", help_text="What it covers, for whoever reads the list of themes"
            ),
            preserve_default=False,
        ),
        migrations.AddField(
            model_name="topic",
            name="proposed_by",
            field=models.ForeignKey(
                blank=True,
                help_text="The territory that had added it, where the coordination made it a theme of everyone",
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="territories.territory",
            ),
        ),
    ]
