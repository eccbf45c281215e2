"""Apart from the step before: PostgreSQL changes no table in the transaction that just changed its rows."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('overeenkomst', '0012_exemplaren'),
    ]

    operations = [
        migrations.AddConstraint(
            model_name='overeenkomst',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('status__in', ['getekend', 'van_kracht', 'beeindigd']), _negated=True), models.Q(('exemplaar_zorgkantoor__isnull', False), ('getekend_op__isnull', False), ('getekend_stuk__isnull', False), ('organisatie_getekend_op__isnull', False)), _connector='OR'), name='overeenkomst_getekend_door_beide'),
        ),
    ]
