"""The index of what editions have told, made anew: by a placement's number, with beginnings, without what was taken down."""

from django.db import migrations


def make(apps, editor):
    from reveille.editions import searching

    searching.drop(editor)
    searching.make(editor)
    closed = apps.get_model("editions", "Edition").objects.filter(state="closed").only("state").order_by("id")
    for edition in closed.iterator():
        searching.add(edition)


class Migration(migrations.Migration):
    dependencies = [("editions", "0010_listing")]
    operations = [migrations.RunPython(make, migrations.RunPython.noop)]
