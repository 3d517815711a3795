"""The sequence that leases id nodes, and the table of the shared cache (throttling)."""

from django.db import migrations

NODES = """
CREATE SEQUENCE kernel_node MINVALUE 0 MAXVALUE 1023 CYCLE;
"""
CACHE = """
CREATE UNLOGGED TABLE kernel_cache (
    cache_key varchar(255) PRIMARY KEY,
    value text NOT NULL,
    expires timestamptz NOT NULL
);
CREATE INDEX kernel_cache_expires ON kernel_cache (expires);
"""


class Migration(migrations.Migration):
    dependencies = [("kernel", "0001_initial")]
    operations = [
        migrations.RunSQL(NODES, "DROP SEQUENCE kernel_node"),
        migrations.RunSQL(CACHE, "DROP TABLE kernel_cache"),
    ]
