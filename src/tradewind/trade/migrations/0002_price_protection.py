from django.db import migrations, models
from django.db.models.functions import Least


class Migration(migrations.Migration):

    dependencies = [
        ('trade', '0001_initial'),
    ]

    operations = [
        migrations.CreateModel(
            name='PriceProtection',
            fields=[
                ('pk', models.CompositePrimaryKey('order_id', 'position', 'day', blank=True, editable=False, primary_key=True, serialize=False)),
                ('order_id', models.BigIntegerField()),
                ('position', models.SmallIntegerField()),
                ('day', models.DateField()),
                ('shop_id', models.BigIntegerField()),
                ('amount', models.BigIntegerField()),
                ('payer', models.CharField(max_length=12)),
                ('price', models.BigIntegerField()),
                ('at', models.DateTimeField()),
            ],
            options={
                'db_table': 'trade_price_protection',
                'constraints': [models.CheckConstraint(condition=models.Q(('amount__gt', 0)), name='trade_price_protection_amount')],
            },
        ),
        migrations.AddIndex(
            model_name='suborder',
            index=models.Index(Least('delivered_at', 'confirmed_at'), condition=models.Q(('state__in', ('delivered', 'confirmed', 'settled'))), name='trade_sub_order_signed'),
        ),
    ]
