"""Hours of a report that onderaannemers worked; rows are only added."""

import django.db.models.deletion
from django.db import migrations, models

from kern.db import alleen_toevoegen_sql, wijzigbaar_sql

TABEL = "uitvoering_onderaannemerdeel"


def zet_vast(apps, schema_editor):
    for opdracht in alleen_toevoegen_sql(TABEL, schema_editor.connection.vendor):
        schema_editor.execute(opdracht)


def maak_los(apps, schema_editor):
    for opdracht in wijzigbaar_sql(TABEL, schema_editor.connection.vendor):
        schema_editor.execute(opdracht)


class Migration(migrations.Migration):

    dependencies = [
        ('overeenkomst', '0018_bereikbaarheid_kanalen'),
        ('uitvoering', '0015_contractstukken'),
    ]

    operations = [
        migrations.CreateModel(
            name='Onderaannemerdeel',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('uren', models.DecimalField(decimal_places=2, max_digits=9)),
                ('onderaannemer', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='overeenkomst.onderaannemer')),
                ('rapportage', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='delen', to='uitvoering.productierapportage')),
            ],
            options={
                'verbose_name_plural': 'uren door onderaannemers',
                'ordering': ['rapportage', 'pk'],
                'constraints': [models.UniqueConstraint(fields=('rapportage', 'onderaannemer'), name='onderaannemerdeel_eenmaal'), models.CheckConstraint(condition=models.Q(('uren__gt', 0)), name='onderaannemerdeel_uren')],
            },
        ),
        migrations.RunPython(zet_vast, maak_los),
    ]
