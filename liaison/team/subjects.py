"""What a department answers, as the subject of a command."""

from dataclasses import dataclass

from liaison.authority.words import Command, Subject
from liaison.kit.actor import Actor
from liaison.team.queries import open_department


@dataclass(frozen=True, kw_only=True)
class ForDepartment(Command):
    """A wish to open something that a department answers. department: its id. Raises NotADepartment."""

    department: int

    def find(self, *, by: Actor, lock: bool) -> Subject:
        """The department itself, where the permission is looked up."""
        department = open_department(self.department)
        return Subject(department, department.pk, (f"department:{department.pk}",))
