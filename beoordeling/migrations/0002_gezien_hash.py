"""Verdicts from before this migration: a dossier cannot change once it is open, so they are on its last version."""

from django.db import migrations, models
from django.db.models import OuterRef, Subquery


def vul(apps, schema_editor):
    indieningen = apps.get_model("inschrijving", "Indiening").objects.filter(inschrijving=OuterRef("inschrijving"))
    laatste = Subquery(indieningen.order_by("-volgnummer").values("hash")[:1])
    rijen = apps.get_model("beoordeling", "Eisoordeel").objects.filter(inschrijving__indieningen__isnull=False)
    rijen.update(gezien_hash=laatste)


class Migration(migrations.Migration):
    dependencies = [("beoordeling", "0001_initial"), ("inschrijving", "0001_initial")]

    operations = [
        migrations.AddField(
            model_name="eisoordeel",
            name="gezien_hash",
            field=models.CharField(
                default="", max_length=64, verbose_name="sha256 van de ingediende versie die op het scherm stond"
            ),
            preserve_default=False,
        ),
        migrations.RunPython(vul, migrations.RunPython.noop),
    ]
