from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("territories", "0002_names_that_change"),
    ]

    operations = [
        migrations.CreateModel(
            name="NamesStamp",
            fields=[
                ("id", models.PositiveSmallIntegerField(default=1, primary_key=True, serialize=False)),
                ("stamp", models.CharField(max_length=32)),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(condition=models.Q(("id", 1)), name="names_of_territories_have_one_stamp")
                ],
            },
        ),
    ]
