"""The programs that may speak to the desk."""

from django.contrib.postgres.fields import ArrayField
from django.db import models

from liaison.api.words import Stage
from liaison.files.models import Blob
from liaison.team.models import Member


class Token(models.Model):
    """A program's access: it acts as a member, with at most that member's permissions, narrowed by scopes.

    digest: SHA-256 of the secret, which itself is shown once and kept nowhere. prefix: its first characters.
    """

    name = models.CharField(max_length=120)
    digest = models.CharField(max_length=64, unique=True)
    prefix = models.CharField(max_length=20)
    member = models.ForeignKey(Member, on_delete=models.PROTECT, related_name="+")
    scopes = ArrayField(models.CharField(max_length=80))
    created_at = models.DateTimeField()
    created_by = models.CharField(max_length=80)
    used_at = models.DateTimeField(null=True)
    revoked_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "api_token"


class Taken(models.Model):
    """A row that was imported, and what it said then.

    What a file says again in the same words is left alone, even if it is otherwise here by now: an order that was
    cancelled here does not come to life again by last night's file.
    source: the system. key: by what its row is known there. digest: of what it said.
    """

    source = models.CharField(max_length=40)
    entity = models.CharField(max_length=40)
    key = models.CharField(max_length=200)
    digest = models.BinaryField(max_length=16)

    class Meta:
        db_table = "api_taken"
        constraints = (models.UniqueConstraint(fields=["source", "entity", "key"], name="api_taken_once"),)


class Intake(models.Model):
    """An import: files, a mapping, and what became of their rows.

    source: the system from which they come. dry: the last run only tried it. begun_by, begun_at: of the last run, and
    asked_at when it was wished for. stopping: somebody wants it to end. entity, file, done, total: how far it is.
    tried, counts: what became of the rows, by entity, of the last dry run and of the last real one. rejects: the rows
    that were turned away, as CSV; rejected: how many. problem: why nothing could be done, a kept sentence.
    """

    source = models.CharField(max_length=40)
    mapping = models.JSONField(default=dict)
    stage = models.CharField(max_length=10, choices=Stage, default=Stage.OPEN)
    dry = models.BooleanField(default=True)
    created_at = models.DateTimeField()
    created_by = models.CharField(max_length=80)
    begun_at = models.DateTimeField(null=True)
    begun_by = models.CharField(max_length=80, blank=True, default="")
    ended_at = models.DateTimeField(null=True)
    stopping = models.BooleanField(default=False)
    entity = models.CharField(max_length=40, blank=True, default="")
    file = models.CharField(max_length=255, blank=True, default="")
    done = models.PositiveIntegerField(default=0)
    total = models.PositiveIntegerField(default=0)
    tried = models.JSONField(default=dict)
    counts = models.JSONField(default=dict)
    rejected = models.PositiveIntegerField(default=0)
    rejects = models.ForeignKey(Blob, null=True, on_delete=models.PROTECT, related_name="+")
    problem = models.TextField(blank=True, default="")

    class Meta:
        db_table = "api_intake"

    @property
    def ref(self) -> str:
        """How the journal calls it."""
        return f"intake:{self.pk}"

    @property
    def is_at_work(self) -> bool:
        """Whether a job has it, or will."""
        return self.stage in (Stage.WAITING, Stage.RUNNING)


class IntakeFile(models.Model):
    """A file of an import, by the name under which it was handed in; size in bytes."""

    intake = models.ForeignKey(Intake, on_delete=models.CASCADE, related_name="files")
    blob = models.ForeignKey(Blob, on_delete=models.PROTECT, related_name="+")
    name = models.CharField(max_length=255)
    size = models.BigIntegerField()

    class Meta:
        db_table = "api_intakefile"
        constraints = (models.UniqueConstraint(fields=["intake", "name"], name="api_intakefile_once"),)


class KeptMapping(models.Model):
    """A mapping that is kept for the next files of the same kind."""

    name = models.CharField(max_length=80, unique=True)
    mapping = models.JSONField()
    at = models.DateTimeField()
    by = models.CharField(max_length=80)

    class Meta:
        db_table = "api_keptmapping"
