"""Answers kept ready."""

from django.db import models
from django.db.models import Q

from liaison.team.models import Department, Member


class Answer(models.Model):
    """A text that is often said, in the languages in which it was written.

    department: who uses it, None for all. member: whose own it is, None for the team's. shortcut: the word typed after
    a slash. texts: by language. retired_at: not offered from then on.
    """

    department = models.ForeignKey(Department, null=True, on_delete=models.PROTECT, related_name="+")
    member = models.ForeignKey(Member, null=True, on_delete=models.CASCADE, related_name="+")
    shortcut = models.CharField(max_length=40)
    title = models.CharField(max_length=120)
    texts = models.JSONField(default=dict)
    changed_at = models.DateTimeField()
    retired_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "knowledge_answer"
        constraints = (
            models.UniqueConstraint(
                fields=["shortcut", "department", "member"],
                name="knowledge_answer_once",
                condition=Q(retired_at=None),
                nulls_distinct=False,
            ),
        )

    @property
    def ref(self) -> str:
        """How the journal calls this answer."""
        return f"answer:{self.pk}"
