"""What the commands of this room act on."""

from dataclasses import dataclass
from typing import ClassVar

from liaison.authority.words import Command, Subject
from liaison.complaints import queries
from liaison.complaints.models import Complaint
from liaison.complaints.permissions import HANDLE
from liaison.kit.actor import Actor


@dataclass(frozen=True, kw_only=True)
class SeenCommand(Command):
    """A command on one complaint for everybody who sees it, also whom it is about. complaint: its id."""

    complaint: int

    def find(self, *, by: Actor, lock: bool) -> Subject:
        return subject_of(queries.find(self.complaint, for_=by, lock=lock))


@dataclass(frozen=True, kw_only=True)
class ComplaintCommand(Command):
    """A command on one complaint, never for whom it is about. complaint: its id."""

    needs: ClassVar[str] = HANDLE
    complaint: int

    def find(self, *, by: Actor, lock: bool) -> Subject:
        return subject_of(queries.find_to_handle(self.complaint, for_=by, lock=lock))


def subject_of(complaint: Complaint) -> Subject:
    """The subject of a command. Its ticket is not told of it: whom the complaint is about may see the ticket."""
    return Subject(complaint, complaint.department_id, (complaint.ref,))
