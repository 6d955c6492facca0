from datetime import timedelta

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("channels", "0003_parcels_by_door"),
    ]

    operations = [
        migrations.CreateModel(
            name="Trouble",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("door", models.CharField(max_length=40)),
                ("side", models.CharField(max_length=10)),
                ("sign_in", models.BooleanField(default=False)),
                ("why", models.TextField(blank=True, default="")),
                ("since", models.DateTimeField()),
                ("told_at", models.DateTimeField()),
                ("patience", models.DurationField(default=timedelta())),
            ],
            options={"db_table": "channels_trouble"},
        ),
        migrations.AddConstraint(
            model_name="trouble",
            constraint=models.UniqueConstraint(fields=("door", "side"), name="channels_trouble_once"),
        ),
    ]
