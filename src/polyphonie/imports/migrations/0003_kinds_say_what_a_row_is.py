from django.db import migrations

KINDS = {"proposals": "contributions", "statements": "comments", "matrix": "participants"}


def rename(apps, editor):
    imports = apps.get_model("imports", "Import")
    for former, kind in KINDS.items():
        imports.objects.filter(kind=former).update(kind=kind)


def rename_back(apps, editor):
    imports = apps.get_model("imports", "Import")
    for former, kind in KINDS.items():
        renamed = imports.objects.filter(kind=kind)
        # Comments of Decidim were already called so.
        (renamed.filter(tool="polis") if former == "statements" else renamed).update(kind=former)


class Migration(migrations.Migration):
    dependencies = [("imports", "0002_imports_that_can_be_undone")]

    operations = [migrations.RunPython(rename, rename_back)]
