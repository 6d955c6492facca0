from django.db import migrations

MOVE = """
    INSERT INTO channels_trouble (door, side, sign_in, why, since, told_at, patience)
    SELECT 'email:' || mailbox_id, CASE side WHEN 'none' THEN 'silence' ELSE side END, sign_in, why, since, since,
           interval '0'
    FROM email_trouble
"""


class Migration(migrations.Migration):
    """What does not work is kept for doors of every kind, in one table of `channels`."""

    dependencies = [
        ("email", "0003_servers_of_mailboxes"),
        ("channels", "0004_trouble"),
    ]

    operations = [
        migrations.RunSQL(MOVE, migrations.RunSQL.noop),
        migrations.DeleteModel(name="Trouble"),
    ]
