from django.db import migrations, models
from django.db.models import F


def neem_over(apps, schema_editor):
    """Letters made before there was a seal: what goes out is what they say."""
    apps.get_model("bekendmaking", "Brief").objects.update(inhoud_hash=F("hash"))


class Migration(migrations.Migration):
    dependencies = [
        ("bekendmaking", "0005_geopend"),
    ]

    operations = [
        migrations.AddField(
            model_name="brief",
            name="inhoud_hash",
            field=models.CharField(default="", max_length=64, verbose_name="sha256 van de pdf zonder zegel"),
            preserve_default=False,
        ),
        migrations.RunPython(neem_over, migrations.RunPython.noop),
    ]
