"""Know more of how common words are, so that a search can tell a rare one: the default knows some hundreds only."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = (("tickets", "0005_counting_indexes"),)
    operations = (
        migrations.RunSQL(
            "ALTER TABLE tickets_message ALTER COLUMN search SET STATISTICS 500",
            "ALTER TABLE tickets_message ALTER COLUMN search SET STATISTICS -1",
        ),
    )
