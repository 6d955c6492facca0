"""Numbers of orders that are taken here."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("orders", "0002_ledger")]

    operations = [
        migrations.RunSQL("CREATE SEQUENCE orders_number START 100001", "DROP SEQUENCE orders_number"),
    ]
