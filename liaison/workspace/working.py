"""Where somebody works: the queue and what narrows it. It stays beside the ticket that is opened from it."""

from dataclasses import dataclass
from urllib.parse import urlencode

from django.http import HttpRequest, QueryDict

from liaison.kit.ids import id_in
from liaison.team.queries import department_names


@dataclass(frozen=True)
class Narrowed:
    """What narrows a list. department: id. query: the same as it stands in an address."""

    department: int | None = None
    tag: str = ""

    @property
    def name(self) -> str:
        """What the department is called."""
        return department_names([self.department]).get(self.department, "") if self.department else ""

    @property
    def query(self) -> str:
        parts = {"department": self.department, "tag": self.tag}
        return urlencode({key: value for key, value in parts.items() if value})


def narrowed_in(given: QueryDict) -> Narrowed:
    """What the parameters of an address narrow a list to."""
    return Narrowed(id_in(given.get("department", "")), given.get("tag", "").strip()[:60])


@dataclass(frozen=True)
class Working:
    """The queue one works in, by its key, and what narrows it."""

    queue: str = "open"
    narrowed: Narrowed = Narrowed()

    def __str__(self) -> str:
        """As it follows `in=` in an address and stands in a form: `open&department=3`."""
        return "&".join(filter(None, (self.queue, self.narrowed.query)))


def working_in(request: HttpRequest) -> Working:
    """Where the form that was sent stood, or else what the address says."""
    posted = request.POST.get("in")
    given = QueryDict(f"in={posted}") if posted else request.GET
    return Working(given.get("in") or "open", narrowed_in(given))
