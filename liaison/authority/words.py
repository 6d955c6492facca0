"""The words of this room which cross its border."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Any, ClassVar, Self

from django.utils.functional import Promise

from liaison.kit.actor import Actor


class Effect(StrEnum):
    """What a role says of a command."""

    ALLOW = "allow"
    APPROVE = "approve"  # Done once somebody who may release it has released it.


class Says(StrEnum):
    """What a rule says when its condition holds. Refuse beats approve beats allow."""

    REFUSE = "refuse"
    APPROVE = "approve"
    ALLOW = "allow"


class FactType(StrEnum):
    """What a fact is, for the form of a rule and for its condition."""

    TEXT = "text"
    NUMBER = "number"
    MONEY = "money"  # Whole minor units; the currency is a fact beside it.
    FLAG = "flag"
    MOMENT = "moment"  # Seconds since 1970, UTC.
    TEXTS = "texts"


@dataclass(frozen=True, kw_only=True)
class Fact:
    """Something a rule may look at.

    name: as the condition writes it, such as `order.status`. label: what the form of a rule calls it.
    matters: an approval lapses when it has changed; never true of clocks and totals.
    personal: its value is somebody's own and is erased with them.
    """

    name: str
    type: FactType
    label: str | Promise
    matters: bool = True
    personal: bool = False


@dataclass(frozen=True, kw_only=True)
class Spend:
    """What a command adds to the running totals when it is done.

    kind: what is given, such as `refund`. amount: minor units, not negative. currency: ISO 4217.
    about: besides the actor, whom it is counted for, as `noun:id` (`customer:5`, `order:9`, `ticket:7`).
    """

    kind: str
    amount: int
    currency: str
    about: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        """Raise ValueError for less than nothing: it would make room under a limit."""
        if self.amount < 0:
            raise ValueError(f"{self.kind} of {self.amount}")


@dataclass(frozen=True)
class Subject:
    """What a command acts on, found for this actor and locked.

    row: the thing itself, handed to `run`.
    department: where the permission is looked up; None when the matter belongs to none.
    everywhere: the permission must hold in all departments, for what concerns the whole desk.
    refs: what the decision is about, as `noun:id`.
    """

    row: Any = None
    department: int | None = None
    refs: tuple[str, ...] = ()
    everywhere: bool = False

    @classmethod
    def of(cls, row: Any) -> Self:
        """A row that knows its department and its name in the journal."""
        return cls(row, row.department_id, (row.ref,))


OWN = "own"
"""The permission which everybody holds over what is theirs alone, such as the language they read."""


@dataclass(frozen=True, kw_only=True)
class Command:
    """A wish to change something on behalf of somebody. Subclasses are frozen dataclasses of plain values.

    name: `room.verb`; also the permission it needs unless `needs` names another.
    label: what a button says.
    consequence: True for what reaches a customer and so may wait for a release.
    private: True for what only concerns the actor's own desk (a draft, a seen mark): no decision is kept of it.
    ruled: True for what the company limits by rules: without one that allows it, it is refused.
    facts: what its rules may look at; `see` gives a value for each.
    kinds: the kinds of what it `spends`; a rule may look at the running totals of any declared kind.
    """

    name: ClassVar[str]
    label: ClassVar[str | Promise]
    needs: ClassVar[str] = ""
    consequence: ClassVar[bool] = False
    private: ClassVar[bool] = False
    ruled: ClassVar[bool] = False
    facts: ClassVar[tuple[Fact, ...]] = ()
    kinds: ClassVar[tuple[str, ...]] = ()

    def find(self, *, by: Actor, lock: bool) -> Subject:
        """Return what this acts on, for this actor; raise NotFound to a stranger. Lock it if asked."""
        return Subject()

    def run(self, subject: Subject, *, by: Actor) -> Any:
        """Do it; the gate has already allowed it. Raise a Refusal if the state does not let it be."""
        raise NotImplementedError

    def see(self, subject: Subject, *, by: Actor) -> dict[str, Any]:
        """Return the value of every declared fact, by name."""
        return {}

    def spends(self, subject: Subject) -> tuple[Spend, ...]:
        """Return what doing it adds to the running totals."""
        return ()

    def decided(self, subject: Subject, *, decision: int) -> None:
        """It was done, and the decision is kept under this id: for what may not come to pass in the end."""

    def put_away(self, subject: Subject, *, by: Actor) -> None:
        """It waits for a release: put away the draft on which it was written."""

    def bring_back(self, subject: Subject, *, by: Actor, approval: int) -> None:
        """It was returned to `by`, who asked for it: give them back what they had written."""

    @classmethod
    def permission(cls) -> str:
        """The permission a role must hold."""
        return cls.needs or cls.name


@dataclass(frozen=True)
class Done:
    """It was done. result: what the command gives back, plain values."""

    result: Any = None
    decision: int | None = None


@dataclass(frozen=True)
class Waiting:
    """It waits for a release; the very command is kept and will be carried out.

    asked: who may release it. rule: which rule asks for it. reason, say: its sentences, for the representative and to
    say to the customer. decision: of a command with limits, to be explained later.
    """

    approval: int
    asked: tuple[str, ...] = ()
    rule: str = ""
    reason: str = ""
    say: str = ""
    decision: int | None = None


@dataclass(frozen=True)
class Refused:
    """It was refused and nothing changed.

    reason: a sentence for people. name: the reason for programs. rule: which rule said so. allowed: what would be,
    or who may. say: a sentence to say to the customer. decision: of a command with limits, to be explained later.
    """

    reason: str
    name: str = ""
    rule: str = ""
    allowed: str = ""
    missing: bool = False
    say: str = ""
    decision: int | None = None


Outcome = Done | Waiting | Refused


@dataclass(frozen=True)
class Being:
    """What rules know of whoever acts. kind: human, virtual or program. level: of experience, 0 if none is kept."""

    kind: str = "program"
    level: int = 0


@dataclass(frozen=True, kw_only=True)
class Provision:
    """One version of a rule, as it is weighed.

    key: its name, the same in all versions. command: `room.verb`, or `room.*` for all of a room.
    role, kind, actor: for whom it is; empty for all. condition: in CEL over the facts; empty is always.
    reason, say, allowed: by language: a sentence for the representative, one to say to the customer, what is allowed.
    ask, stand_in: a role or permission; who may release it, and who in their place. within: minutes to answer.
    """

    key: str
    command: str
    says: Says
    id: int = 0
    version: int = 0
    role: str = ""
    kind: str = ""
    actor: str = ""
    condition: str = ""
    reason: Mapping[str, str] = field(default_factory=dict)
    say: Mapping[str, str] = field(default_factory=dict)
    allowed: Mapping[str, str] = field(default_factory=dict)
    ask: str = ""
    stand_in: str = ""
    within: int | None = None
    valid_from: datetime | None = None
    valid_until: datetime | None = None
    pack: str = ""
