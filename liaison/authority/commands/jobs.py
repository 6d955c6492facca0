"""What failed for good is done again."""

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _

from liaison.authority.catalogue import command
from liaison.authority.words import Command, Subject
from liaison.journal.actions import retry_job
from liaison.kit.actor import Actor


@command
@dataclass(frozen=True, kw_only=True)
class RetryJob(Command):
    """Have a job done again which failed for good. job: its id."""

    name = "journal.retry_job"
    label = _("Do this job again")
    job: int

    def find(self, *, by: Actor, lock: bool) -> Subject:
        return Subject(None, None, (f"job:{self.job}",), everywhere=True)

    def run(self, subject: Subject, *, by: Actor) -> Any:
        retry_job(self.job)
