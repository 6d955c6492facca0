"""A call or a visit that touched no ticket is found from its person alone."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = (("tickets", "0003_waiting_indexes"),)
    operations = (
        migrations.AddField("contact", "in_passing", models.BooleanField(db_default=False, default=False)),
    )
