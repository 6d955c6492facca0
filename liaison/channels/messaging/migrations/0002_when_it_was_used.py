from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("messaging", "0001_initial"),
    ]

    operations = [
        migrations.AddField("account", "sent_at", models.DateTimeField(null=True)),
        migrations.AddField("account", "refused_at", models.DateTimeField(null=True)),
    ]
