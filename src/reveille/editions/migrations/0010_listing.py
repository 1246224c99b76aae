"""What lists say of a closed edition, in a row of its own, filled for those that are closed."""

import django.db.models.deletion
from django.db import migrations, models

BATCH = 100


def fill(apps, editor):
    """Without stories that were taken down; the outlets are counted by family, as editions.shown does."""
    Edition, Listing, Act = (apps.get_model("editions", name) for name in ("Edition", "Listing", "Act"))
    rows = []
    for edition in Edition.objects.filter(state="closed").defer("html", "text").order_by("pk").iterator(BATCH):
        acts = Act.objects.filter(edition=edition, kind="takedown", undone_at=None)
        down = {one.value["slug"] for one in acts}
        sections = edition.page.get("sections", [])
        items = [one for section in sections for one in section["items"] if one["slug"] not in down]
        lead = next((one for one in edition.page.get("top", []) if one["slug"] not in down), items[0] if items else {})
        rows.append(
            Listing(
                edition=edition,
                headline=lead.get("headline", ""),
                language=lead.get("language", ""),
                stories=len(items),
                outlets=_outlets(edition, down) if down else edition.page.get("outlets", 0),
            )
        )
    Listing.objects.bulk_create(rows, BATCH)


def _outlets(edition, down):
    told = edition.placements.exclude(slug__in=down).values_list("reports", flat=True)
    reports = [row for reports in told for row in reports if isinstance(row, dict)]
    originals = {row.get("outlet") for row in reports if not row.get("copy_of_outlet")}
    return len({row.get("family") or row.get("outlet") for row in reports if row.get("copy_of_outlet") not in originals})


class Migration(migrations.Migration):
    dependencies = [("editions", "0009_newsletters")]
    operations = [
        migrations.CreateModel(
            name="Listing",
            fields=[
                (
                    "edition",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        primary_key=True,
                        related_name="listing",
                        serialize=False,
                        to="editions.edition",
                    ),
                ),
                ("headline", models.TextField(blank=True)),
                ("language", models.CharField(blank=True, max_length=8)),
                ("stories", models.PositiveIntegerField()),
                ("outlets", models.PositiveIntegerField()),
            ],
        ),
        migrations.RunPython(fill, migrations.RunPython.noop),
    ]
