"""Reading our mailboxes."""

import threading
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from time import monotonic
from typing import Final

from django.db.models import QuerySet

from liaison.channels import doors
from liaison.channels.email.models import Mailbox
from liaison.channels.email.rules import bare_address
from liaison.journal.registry import names, sight
from liaison.kit.actor import Actor
from liaison.team.registry import needs_department

FRESH: Final = 5.0  # Seconds; another process may have opened a mailbox.


@dataclass(frozen=True)
class Box:
    """An open mailbox as the hot paths see it, without asking the database for every mail."""

    id: int
    address: str
    department: int
    acknowledges: bool = False

    @property
    def door(self) -> str:
        return f"email:{self.id}"


class _Directory:
    """The open mailboxes by each of their addresses, kept in memory for some seconds."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._read_at = float("-inf")
        self._boxes: dict[str, Box] = {}

    def boxes(self) -> dict[str, Box]:
        with self._lock:
            if monotonic() - self._read_at > FRESH:
                self._boxes = _read()
                self._read_at = monotonic()
            return self._boxes

    def by_id(self) -> dict[int, Box]:
        return {box.id: box for box in self.boxes().values()}

    def is_fresh(self) -> bool:
        """Whether the next question costs no look into the database."""
        return monotonic() - self._read_at <= FRESH

    def forget(self) -> None:
        """Read again the next time: a mailbox was changed here."""
        self._read_at = float("-inf")


def _read() -> dict[str, Box]:
    found: dict[str, Box] = {}
    for mailbox in Mailbox.objects.filter(closed_at=None).select_related("department").order_by("id"):
        box = _box(mailbox)
        for address in mailbox.addresses:
            found.setdefault(bare_address(address), box)
    return found


DIRECTORY = _Directory()


def mailbox_for(address: str) -> Box | None:
    """Return the open mailbox which takes mail for an address; a plus tag in it does not matter."""
    return DIRECTORY.boxes().get(bare_address(address))


def is_own(address: str) -> bool:
    """Whether the address is one of ours."""
    return mailbox_for(address) is not None


def visible_to(for_: Actor) -> QuerySet[Mailbox]:
    """The mailboxes somebody may configure, closed ones too."""
    rows = Mailbox.objects.select_related("department").order_by("address")
    return doors.configured(rows, "email.configure", for_=for_)


def find(mailbox_id: int, *, for_: Actor, lock: bool = False) -> Mailbox:
    """Return the mailbox if `for_` may configure it; to a stranger it does not exist (NotFound)."""
    return doors.find(visible_to(for_), mailbox_id, lock=lock)


@names("mailbox")
def _names(ids: Iterable[int]) -> Mapping[int, str]:
    return dict(Mailbox.objects.filter(pk__in=list(ids)).values_list("pk", "address"))


@sight("mailbox")
def _seen(ids: set[int], for_: Actor) -> set[int]:
    return set(visible_to(for_).filter(pk__in=ids).values_list("pk", flat=True))


def box_of(door: str) -> Box:
    """Return the mailbox of a door, also a closed one: what came in while it was open is still its own."""
    id_ = int(door.partition(":")[2])
    if known := DIRECTORY.by_id().get(id_):
        return known
    return _box(Mailbox.objects.select_related("department").get(pk=id_))


def _box(mailbox: Mailbox) -> Box:
    return Box(mailbox.pk, mailbox.address, mailbox.department_id, mailbox.department.acknowledges)


def first_door(department: int) -> str:
    """The door by which a department writes first: its oldest open mailbox, else the oldest of all; empty if none."""
    boxes = sorted({box.id: box for box in DIRECTORY.boxes().values()}.values(), key=lambda box: box.id)
    own = [box for box in boxes if box.department == department]
    return (own or boxes)[0].door if boxes else ""


@needs_department
def _mailboxes_of(department: int) -> list[str]:
    """A department whose mailbox is open cannot close: its mail would come to nobody."""
    found = Mailbox.objects.filter(department=department, closed_at=None).order_by("address")
    return list(found.values_list("address", flat=True))
