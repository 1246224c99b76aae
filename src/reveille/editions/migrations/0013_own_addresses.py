from django.conf import settings
from django.db import migrations
from django.db.models import Q


def forget_copies(apps, schema_editor):
    """A newsletter's own addresses are those that somebody chose for it: not the installation's, copied when it was
    founded, which would stay when the setting changes, and none of this machine itself."""
    every = apps.get_model("editions", "Newsletter").objects.using(schema_editor.connection.alias)
    every.filter(postal_address=settings.POSTAL_ADDRESS).update(postal_address="")
    copied = Q(sender_address=settings.SENDER_ADDRESS)
    here = Q(sender_address__endswith="@127.0.0.1") | Q(sender_address__endswith="@localhost")
    every.filter(copied | here).update(sender_address="")


class Migration(migrations.Migration):

    dependencies = [
        ('editions', '0012_habits'),
    ]

    operations = [
        migrations.RunPython(forget_copies, migrations.RunPython.noop),
    ]
