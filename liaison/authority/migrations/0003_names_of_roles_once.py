"""The names of the company's own roles are kept apart by the database as well, whatever their letters' case."""

from django.db import migrations, models
from django.db.models.functions import Lower


def keep_apart(apps, schema_editor):
    """Number the later ones of two that differ in nothing else; no desk should have any."""
    Role = apps.get_model("authority", "Role")
    met = set()
    for role in Role.objects.filter(key=None).order_by("pk"):
        name, number = role.name, 2
        while name.lower() in met:
            name, number = f"{role.name[:70]} ({number})", number + 1
        met.add(name.lower())
        if name != role.name:
            Role.objects.filter(pk=role.pk).update(name=name)


class Migration(migrations.Migration):
    dependencies = (("authority", "0002_grants_can_rest"),)
    operations = (
        migrations.RunPython(keep_apart, migrations.RunPython.noop),
        migrations.AddConstraint(
            "role",
            models.UniqueConstraint(
                Lower("name"), condition=models.Q(key=None), name="authority_role_name_once"
            ),
        ),
    )
