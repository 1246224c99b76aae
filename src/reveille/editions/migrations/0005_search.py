"""The index of what editions have told; 0011 makes it anew, and fills it."""

from django.db import migrations


def make(apps, editor):
    from reveille.editions import searching

    searching.make(editor)


def drop(apps, editor):
    from reveille.editions import searching

    searching.drop(editor)


class Migration(migrations.Migration):
    dependencies = [("editions", "0004_dossier")]
    operations = [migrations.RunPython(make, drop)]
