"""Third parties beside the customer, where answers go, and how long an answer was waited for."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = (("tickets", "0001_initial"),)
    operations = (
        migrations.AddField("draft", "approval", models.BigIntegerField(null=True)),
        migrations.AddField("message", "aside", models.BooleanField(db_default=False, default=False)),
        migrations.AddField("message", "reply_to", models.JSONField(null=True)),
        migrations.AddField("message", "suggested", models.BigIntegerField(null=True)),
        migrations.AddField("message", "waited_since", models.DateTimeField(null=True)),
        migrations.AddField("ticket", "unreadable", models.BooleanField(db_default=False, default=False)),
    )
