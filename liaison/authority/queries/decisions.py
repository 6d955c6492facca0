"""What was decided: found, explained, and added up."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any, Final

from django.db.models import Count, Min, Q, QuerySet, Sum
from django.utils.translation import gettext_lazy as _

from liaison.authority.catalogue import permission
from liaison.authority.models import Decision, Given
from liaison.authority.queries.roles import Extent, extent_of
from liaison.authority.veils import veiled_from
from liaison.journal.registry import sight
from liaison.kit.actor import Actor
from liaison.kit.clock import now
from liaison.kit.cursors import cursor_of, position_of
from liaison.kit.errors import NotFound

DECISIONS = permission("authority.decisions", label=_("See what was decided and given away"))
MOST: Final = 200


@dataclass(frozen=True, kw_only=True)
class Sought:
    """Which decisions are looked for; what is empty does not matter.

    command: `room.verb` or `room.*`. actor: who wished it. outcome: done, waiting or refused. rule: its key, of any
    version. ref: what it is about, `order:7`; of commands with limits alone. since, until: the period.
    """

    command: str = ""
    actor: str = ""
    outcome: str = ""
    rule: str = ""
    ref: str = ""
    since: datetime | None = None
    until: datetime | None = None

    @property
    def bound(self) -> str:
        """The list which a cursor belongs to."""
        return "decisions " + repr(sorted((name, str(value)) for name, value in vars(self).items() if value))


@dataclass(frozen=True)
class Page:
    """Some decisions, the newest first. next: the cursor of those that follow, empty at the end."""

    rows: list[Decision] = field(default_factory=list)
    next: str = ""


def decisions(sought: Sought, *, for_: Actor, cursor: str = "", limit: int = 50) -> Page:
    """The decisions which somebody may see, the newest first: their own, and those of where they may see all.

    Raises Invalid for the cursor of another list.
    """
    limit = max(1, min(limit, MOST))
    found = _seen(for_).filter(_meant(sought)).select_related("rule").order_by("-id")
    if position := position_of(cursor, bound=sought.bound):
        found = found.filter(id__lt=position[0])
    rows = list(found[: limit + 1])
    next_ = cursor_of([rows[limit - 1].pk], bound=sought.bound) if len(rows) > limit else ""
    return Page(rows[:limit], next_)


def find_decision(decision: int, *, for_: Actor) -> Decision:
    """One decision with its rule and its facts, the personal ones too. Raises NotFound."""
    found = _seen(for_).select_related("rule", "personal", "approval").filter(pk=decision).first()
    if found is None:
        raise NotFound
    return found


def _seen(for_: Actor) -> "QuerySet[Decision]":
    extent = extent_of(DECISIONS, by=for_)
    rows = Decision.objects.all()
    for ref in veiled_from(for_):
        rows = rows.exclude(refs__contains=[ref])
    return rows if extent.everywhere else rows.filter(Q(by=for_.ref) | _within(extent))


def _within(extent: Extent) -> Q:
    return Q(department__in=extent.departments)


def _meant(sought: Sought) -> Q:
    room, _dot, verb = sought.command.partition(".")
    wanted = {
        "command__startswith": f"{room}." if verb == "*" else "",
        "command": "" if verb == "*" else sought.command,
        "by": sought.actor,
        "outcome": sought.outcome,
        "rule__key": sought.rule,
        "about__ref": sought.ref,
        "at__gte": sought.since,
        "at__lt": sought.until,
    }
    return Q(**{name: value for name, value in wanted.items() if value})


@dataclass(frozen=True)
class Failing:
    """A rule which could not be asked, and so refuses. rule: its id. since: when that began, within the last day."""

    rule: int
    key: str
    since: datetime


def failing_rules() -> list[Failing]:
    """The rules whose last version could not be asked within the last day."""
    recent = Decision.objects.filter(
        reason="RuleFailed", at__gte=now() - timedelta(days=1), rule__current=True
    )
    found = recent.values("rule", "rule__key").annotate(since=Min("at")).order_by("rule__key")
    return [Failing(row["rule"], row["rule__key"], row["since"]) for row in found]


@sight("decision")
def _decisions_seen(ids: set[int], for_: Actor) -> set[int]:
    return set(_seen(for_).filter(pk__in=ids).values_list("pk", flat=True))


@dataclass(frozen=True)
class GivenAway:
    """What somebody gave away in a period, of one kind, for one reason.

    by: their reference. actor: human, virtual or program. amount: minor units. number: how many times.
    approved: how much of the amount somebody else released.
    """

    by: str
    actor: str
    kind: str
    reason: str
    currency: str
    amount: int
    number: int
    approved: int


def given_away(*, since: datetime, until: datetime, for_: Actor) -> list[GivenAway]:
    """What was given away in a period, the most first, as far as somebody may see it."""
    extent = extent_of(DECISIONS, by=for_)
    rows = Given.objects.filter(at__gte=since, at__lt=until)
    if not extent.everywhere:
        rows = rows.filter(Q(by=for_.ref) | _within(extent))
    summed: Iterable[Mapping[str, Any]] = rows.values("by", "actor", "kind", "reason", "currency").annotate(
        sum=Sum("amount"),
        # What was taken back is a row of its own with less than nothing.
        number=Count("id", filter=Q(amount__gte=0)) - Count("id", filter=Q(amount__lt=0)),
        approved=Sum("amount", filter=~Q(approved_by=""), default=0),
    )
    names = ("by", "actor", "kind", "reason", "currency", "sum", "number", "approved")
    found = [GivenAway(*(row[name] for name in names)) for row in summed]
    return sorted(found, key=lambda one: (-one.amount, one.by, one.kind, one.reason))
