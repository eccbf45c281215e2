"""A tie can be over: from which day, why, by whom; then the same tie can come back."""

import django.db.models.deletion
import django.db.models.functions.text
from django.conf import settings
from django.db import migrations, models

LEEG = models.Q(voorbij_vanaf__isnull=True, voorbij_door__isnull=True, voorbij_op__isnull=True, voorbij_reden="")
VOL = models.Q(
    voorbij_vanaf__gt=models.F("vanaf"), voorbij_door__isnull=False, voorbij_op__isnull=False
) & ~models.Q(voorbij_reden="")
MENS = {"blank": True, "null": True, "on_delete": django.db.models.deletion.PROTECT, "related_name": "+"}


class Migration(migrations.Migration):
    dependencies = [
        ("uitvoering", "0019_doorverwijzingen"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]
    operations = [
        migrations.RemoveConstraint(model_name="contractmelding", name="contractmelding_band_eenmaal"),
        migrations.AddField(
            model_name="contractmelding",
            name="voorbij_vanaf",
            field=models.DateField(blank=True, null=True, verbose_name="eerste dag zonder de band"),
        ),
        migrations.AddField(
            model_name="contractmelding",
            name="voorbij_reden",
            field=models.TextField(blank=True, default="", verbose_name="waarom de band voorbij is"),
            preserve_default=False,
        ),
        migrations.AddField(
            model_name="contractmelding",
            name="voorbij_door",
            field=models.ForeignKey(to=settings.AUTH_USER_MODEL, **MENS),
        ),
        migrations.AddField(
            model_name="contractmelding",
            name="voorbij_op",
            field=models.DateTimeField(blank=True, null=True, verbose_name="einde van de band vastgelegd op"),
        ),
        migrations.AddConstraint(
            model_name="contractmelding",
            constraint=models.CheckConstraint(
                condition=LEEG | VOL & ~models.Q(band=""), name="contractmelding_voorbij_alleen_band"
            ),
        ),
        migrations.AddConstraint(
            model_name="contractmelding",
            constraint=models.UniqueConstraint(
                models.F("overeenkomst"),
                models.F("band"),
                django.db.models.functions.text.Lower("partij"),
                condition=~models.Q(band="") & models.Q(voorbij_op__isnull=True),
                name="contractmelding_band_eenmaal",
            ),
        ),
    ]
