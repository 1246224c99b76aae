"""The index of what editions have told; 0011 makes it anew, and fills it."""

from django.db import migrations

from reveille.editions import searching


def make(apps, editor):
    searching.make(editor)


def drop(apps, editor):
    searching.drop(editor)


class Migration(migrations.Migration):
    dependencies = [("editions", "0004_dossier")]
    operations = [migrations.RunPython(make, drop)]
