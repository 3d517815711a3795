from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('deals', '0001_initial'),
    ]

    operations = [
        migrations.CreateModel(
            name='PriceDay',
            fields=[
                ('pk', models.CompositePrimaryKey('listing_id', 'day', 'variant_id', blank=True, editable=False, primary_key=True, serialize=False)),
                ('listing_id', models.BigIntegerField()),
                ('day', models.DateField()),
                ('variant_id', models.BigIntegerField()),
                ('item_price', models.BigIntegerField()),
                ('list_price', models.BigIntegerField()),
            ],
            options={
                'db_table': 'deals_price_day',
                'constraints': [models.CheckConstraint(condition=models.Q(('item_price__gt', 0), ('item_price__lte', models.F('list_price'))), name='deals_price_day_amounts')],
            },
        ),
    ]
