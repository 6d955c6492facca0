"""Reading accounts: for their doors, and for whoever configures them."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Max, QuerySet

from liaison.channels import doors
from liaison.channels.messaging.models import Account, Part, Template, Use
from liaison.channels.messaging.words import Filled
from liaison.channels.models import Parcel, Trouble
from liaison.channels.queries import troubles_of
from liaison.journal.registry import names, sight
from liaison.kit.actor import Actor
from liaison.kit.errors import NotFound

CONFIGURE = "messaging.configure"


def account_behind(kind: str, key: str) -> Account:
    """The open account whose webhook this is. Raises NotFound."""
    found = Account.objects.filter(kind=kind, key=key, closed_at=None).first()
    if found is None:
        raise NotFound
    return found


def account_of(door: str) -> Account:
    """The account of a door, open or closed. Raises Account.DoesNotExist."""
    return Account.objects.get(pk=int(door.partition(":")[2]))


def first_door(kind: str, department: int) -> str:
    """The door by which a department writes first: its oldest open account, else the oldest of all; empty if none."""
    found = list(Account.objects.filter(kind=kind, closed_at=None).order_by("pk"))
    own = [one for one in found if one.department_id == department]
    return (own or found)[0].door if found else ""


def accounts(*, for_: Actor) -> QuerySet[Account]:
    """The accounts of the departments somebody configures, closed ones too."""
    rows = Account.objects.select_related("department").order_by("name", "pk")
    return doors.configured(rows, CONFIGURE, for_=for_)


def find_account(account: int, *, for_: Actor, lock: bool = False) -> Account:
    """One account that somebody configures. Raises NotFound."""
    return doors.find(accounts(for_=for_), account, lock=lock)


@dataclass(frozen=True)
class Standing:
    """How an account is. heard: when something came in last. troubles: what does not work, the longest first."""

    account: Account
    heard: datetime | None
    troubles: list[Trouble]

    @property
    def refused(self) -> bool:
        """Whether the last call was one that the provider did not sign with what we know."""
        at = self.account.refused_at
        return at is not None and (self.heard is None or at > self.heard)


def standings(rows: Iterable[Account]) -> list[Standing]:
    """How these accounts are, in their order."""
    known = list(rows)
    doors = [one.door for one in known]
    came = Parcel.objects.filter(door__in=doors).values_list("door").annotate(last=Max("kept_at"))
    heard, troubles = dict(came), troubles_of(doors)
    return [Standing(one, heard.get(one.door), troubles.get(one.door, [])) for one in known]


def parts_of(message: int) -> dict[int, str]:
    """The pieces of a message which the provider has: their external ids by number."""
    return dict(Part.objects.filter(message=message).values_list("number", "external_id"))


def first_part_of(external_id: str) -> str:
    """The external id of the message to which a piece belongs: that of its first piece."""
    part = Part.objects.filter(external_id=external_id).first()
    if part is None or part.number == 0:
        return external_id
    first = Part.objects.filter(message=part.message_id, number=0)
    return first.values_list("external_id", flat=True).first() or external_id


def template_for(message: int) -> Filled | None:
    """The approved text which a message is, if it is one."""
    found = Use.objects.filter(message=message).first()
    return Filled(found.name, found.language, tuple(found.values)) if found else None


def templates_of(door: str) -> QuerySet[Template]:
    """The approved texts which may leave by a door."""
    kind, _, account = door.partition(":")
    if not account.isdecimal():
        return Template.objects.none()
    return Template.objects.filter(account=int(account), account__kind=kind).order_by("name", "language")


@sight("messaging_account")
def _accounts_seen(ids: set[int], for_: Actor) -> set[int]:
    return set(accounts(for_=for_).filter(pk__in=ids).values_list("pk", flat=True))


@names("messaging_account")
def account_names(ids: Iterable[int]) -> Mapping[int, str]:
    """What accounts are called."""
    return dict(Account.objects.filter(pk__in=list(ids)).values_list("pk", "name"))
