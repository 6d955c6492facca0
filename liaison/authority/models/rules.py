"""The company's rules with all their versions, its settings, and the packs it loaded."""

from django.db import models
from django.db.models import Q

from liaison.authority.words import Provision, Says


class Rule(models.Model):
    """One version of a rule. An edit makes a new one; what was decided by the old one still finds it.

    key: the same in all versions. current: the last version of a rule that was not ended.
    from_pack: the words of the pack it was loaded with (a digest); empty when the company wrote this version.
    The other fields are those of `words.Provision`.
    """

    key = models.CharField(max_length=80)
    version = models.PositiveIntegerField(default=1)
    current = models.BooleanField(default=True)
    pack = models.CharField(max_length=40, default="")
    from_pack = models.CharField(max_length=64, default="")
    command = models.CharField(max_length=80)
    role = models.CharField(max_length=40, default="")
    kind = models.CharField(max_length=10, default="")
    actor = models.CharField(max_length=80, default="")
    condition = models.TextField(default="")
    says = models.CharField(max_length=10)
    reason = models.JSONField(default=dict)
    say = models.JSONField(default=dict)
    allowed = models.JSONField(default=dict)
    ask = models.CharField(max_length=80, default="")
    stand_in = models.CharField(max_length=80, default="")
    within = models.PositiveIntegerField(null=True)
    valid_from = models.DateTimeField()
    valid_until = models.DateTimeField(null=True)
    made_at = models.DateTimeField()
    made_by = models.CharField(max_length=80)
    ended_by = models.CharField(max_length=80, default="")

    class Meta:
        db_table = "authority_rule"
        constraints = (
            models.UniqueConstraint(fields=["key", "version"], name="authority_rule_version_once"),
            models.UniqueConstraint(
                fields=["key"], condition=Q(current=True), name="authority_rule_current_once"
            ),
        )

    @property
    def provision(self) -> Provision:
        """The rule as it is weighed."""
        return Provision(
            id=self.pk,
            key=self.key,
            version=self.version,
            command=self.command,
            says=Says(self.says),
            role=self.role,
            kind=self.kind,
            actor=self.actor,
            condition=self.condition,
            reason=self.reason,
            say=self.say,
            allowed=self.allowed,
            ask=self.ask,
            stand_in=self.stand_in,
            within=self.within,
            valid_from=self.valid_from,
            valid_until=self.valid_until,
            pack=self.pack,
        )


class Rulebook(models.Model):
    """The one row that tells whether the rules are still those which a process has read.

    revision: another one with every change of a rule or a setting.
    """

    id = models.SmallIntegerField(primary_key=True, default=1)
    revision = models.BigIntegerField(default=0)

    class Meta:
        db_table = "authority_rulebook"


class Setting(models.Model):
    """A value that rules may look at as `setting.NAME`.

    type: as in `words.FactType`. label: by language. pack: which brought it. own: the company chose the value.
    """

    name = models.CharField(max_length=60, unique=True)
    type = models.CharField(max_length=10)
    value = models.JSONField()
    label = models.JSONField(default=dict)
    pack = models.CharField(max_length=40, default="")
    own = models.BooleanField(default=False)

    class Meta:
        db_table = "authority_setting"


class Pack(models.Model):
    """A pack of rules that was loaded, and which edition of it. title: by language."""

    name = models.CharField(max_length=40, unique=True)
    edition = models.PositiveIntegerField()
    title = models.JSONField(default=dict)
    digest = models.CharField(max_length=64)
    loaded_at = models.DateTimeField()
    loaded_by = models.CharField(max_length=80)

    class Meta:
        db_table = "authority_pack"
