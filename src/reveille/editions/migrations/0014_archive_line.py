"""The newsroom has listings too: where an article stood in its feed. What lists of editions show is another thing."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("editions", "0013_own_addresses")]
    operations = [
        migrations.RenameModel("Listing", "ArchiveLine"),
        migrations.AlterField(
            "archiveline",
            "edition",
            models.OneToOneField(
                on_delete=django.db.models.deletion.CASCADE,
                primary_key=True,
                related_name="archive_line",
                serialize=False,
                to="editions.edition",
            ),
        ),
    ]
