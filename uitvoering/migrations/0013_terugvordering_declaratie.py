"""A reclaim names the declaratie itself, where it was words."""

import django.db.models.deletion
from django.db import migrations, models
from django.db.models import F, Q


class Migration(migrations.Migration):
    dependencies = [("uitvoering", "0012_overschrijdingen")]
    operations = [
        migrations.RemoveConstraint(model_name="maatregel", name="maatregel_vordert_niet_meer_terug"),
        migrations.RemoveField(model_name="maatregel", name="declaratie"),
        migrations.AddField(
            model_name="maatregel",
            name="declaratie",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="terugvorderingen",
                to="uitvoering.declaratie",
            ),
        ),
        migrations.AddConstraint(
            model_name="maatregel",
            constraint=models.CheckConstraint(
                condition=~Q(soort="terugvordering")
                | Q(bedrag__gt=0, bedrag__lte=F("oud_bedrag")) & Q(declaratie__isnull=False),
                name="maatregel_vordert_niet_meer_terug",
                violation_error_message="Er wordt niet meer teruggevorderd dan de declaratie.",
            ),
        ),
    ]
