"""What others may ask of the desk itself."""

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
    """Have a job that failed be done once more. job: its id."""

    name = "workspace.retry_job"
    label = _("Try a failed job again")
    needs = "team.configure"
    job: int

    def find(self, *, by: Actor, lock: bool) -> Subject:
        return Subject(self.job, None, (f"job:{self.job}",), everywhere=True)

    def run(self, subject: Subject, *, by: Actor) -> Any:
        retry_job(self.job)
