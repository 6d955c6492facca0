"""A word of a chat is some hundred bytes: they lie in the row, where a file would take two syncs of the disk."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    """Additive: rows that are there keep their files."""

    dependencies = [("channels", "0004_trouble"), ("files", "0003_verdicts_of_a_scanner")]

    operations = [
        migrations.AddField(
            model_name="parcel",
            name="raw",
            field=models.BinaryField(null=True),
        ),
        migrations.AlterField(
            model_name="parcel",
            name="blob",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="files.blob",
            ),
        ),
    ]
