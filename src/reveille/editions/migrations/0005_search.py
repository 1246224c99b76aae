"""The index of what editions have told, filled with those that are closed."""

from django.db import migrations

from reveille.editions import searching


def make(apps, editor):
    searching.make(editor)
    for edition in apps.get_model("editions", "Edition").objects.filter(state="closed").order_by("id"):
        searching.add(edition)


def drop(apps, editor):
    searching.drop(editor)


class Migration(migrations.Migration):
    dependencies = [("editions", "0004_dossier")]
    operations = [migrations.RunPython(make, drop)]
