"""What a rule would do: to examples, and to what was decided in the past."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any, Final

from django.db.models import QuerySet

from liaison.authority.cases import asked, filled
from liaison.authority.facts import commands_of
from liaison.authority.models import Decision
from liaison.authority.queries.rulebook import Book, book, settings_known
from liaison.authority.rules import Asked, Who, weigh
from liaison.authority.words import Provision
from liaison.kit.clock import now
from liaison.kit.errors import Invalid

LISTED: Final = 1000
"""How many changed decisions a replay names; it counts all."""


@dataclass(frozen=True)
class Tried:
    """What became of an example. by: the key of the rule that decided. as_expected: None where nothing was expected."""

    says: str
    by: str
    broken: str
    as_expected: bool | None


def tried(draft: Provision, examples: Iterable[Mapping[str, Any]]) -> list[Tried]:
    """What the rules with this one among them say of examples. Raises Invalid naming the example that is wrong."""
    rules = book().with_draft(replace(draft, valid_from=None, valid_until=None))
    return [_try(draft, rules, one, at) for at, one in enumerate(examples, 1)]


def _try(draft: Provision, rules: Book, example: Mapping[str, Any], at: int) -> Tried:
    place = f"examples.{at}"
    if unknown := sorted(set(example) - {"facts", "kind", "roles", "command", "says"}):
        raise Invalid(field=place, problem=unknown[0])
    command = str(example.get("command") or commands_of(draft.command)[0].name)
    values = {name.removeprefix("setting."): value for name, value in rules.settings.items()}
    given = dict(example.get("facts", {}))
    facts = filled(command, given, settings=values, types=settings_known(), place=f"{place}.facts")
    roles = [str(one) for one in example.get("roles", [draft.role] if draft.role else [])]
    kind = str(example.get("kind", draft.kind or "human"))
    verdict = asked(command, rules.about(command), facts, kind=kind, roles=roles)
    expected = example.get("says")
    by = verdict.by.key if verdict.by else ""
    return Tried(
        verdict.says.value, by, verdict.broken, None if expected is None else expected == verdict.says
    )


@dataclass(frozen=True)
class Change:
    """How many decisions a rule would have turned from one thing into another. money: minor units by currency."""

    was: str
    would_be: str
    count: int
    money: dict[str, int]


@dataclass(frozen=True)
class Replayed:
    """What a rule would have changed.

    asked: the decisions of the period. unknown: those of which a fact is not known any more. changed: those that would
    come out otherwise. money: what was at stake in them, in minor units by currency. decisions: the ids of the changed,
    at most `LISTED`.
    """

    asked: int = 0
    unknown: int = 0
    changed: int = 0
    money: dict[str, int] = field(default_factory=dict)
    changes: list[Change] = field(default_factory=list)
    decisions: list[int] = field(default_factory=list)


def replay(draft: Provision, *, since: datetime, until: datetime) -> Replayed:
    """Weigh the decisions of a period again, by the rules as they are now and by those with the draft among them.

    Both look at the facts as they were seen; totals are not worked out anew.
    """
    is_, would = book(), book().with_draft(replace(draft, valid_from=None, valid_until=None))
    names = [cls.name for cls in commands_of(draft.command)]
    count = unknown = 0
    turned: dict[tuple[str, str], tuple[int, dict[str, int]]] = {}
    changed: list[int] = []
    money: dict[str, int] = {}
    for row in _decided(names, since, until):
        count += 1
        both = _weighed_twice(row, (is_, would))
        if both is None:
            unknown += 1
        elif both[0] != both[1]:
            changed.append(row.id)
            number, sums = turned.get(both, (0, {}))
            turned[both] = (number + 1, sums)
            for one in row.spends:
                for totals in (sums, money):
                    totals[one["currency"]] = totals.get(one["currency"], 0) + one["amount"]
    changes = [Change(was, to, number, sums) for (was, to), (number, sums) in sorted(turned.items())]
    return Replayed(count, unknown, len(changed), money, changes, changed[:LISTED])


@dataclass(frozen=True, slots=True)
class _Row:
    id: int
    command: str
    by: str
    facts: dict[str, Any]
    spends: list[dict[str, Any]]


def _decided(names: Sequence[str], since: datetime, until: datetime) -> Iterator[_Row]:
    """What rules decided; a release only carries out what was decided before."""
    found: QuerySet[Decision, tuple[Any, ...]] = (
        Decision.objects.filter(command__in=names, at__gte=since, at__lt=until)
        .exclude(says="")
        .exclude(outcome="done", approval__isnull=False)
        .order_by("id")
        .values_list("id", "command", "by", "facts", "personal__facts", "spends")
    )
    for id_, command, by, facts, personal, spends in found.iterator(chunk_size=2000):
        yield _Row(id_, command, by, {**facts, "command": command, **(personal or {})}, spends)


def _weighed_twice(row: _Row, books: tuple[Book, Book]) -> tuple[str, str] | None:
    """What both say; None where one looks at what is not known."""
    looked = books[0].looks_at(row.command) | books[1].looks_at(row.command)
    settings = {name: value for name, value in books[0].settings.items() if name in looked}
    facts = {name: value for name, value in row.facts.items() if name in looked} | settings
    if looked - facts.keys() or "by.kind" not in row.facts:
        return None
    who = Who(row.by, row.facts["by.kind"], frozenset(row.facts["by.roles"]))
    asked_once, at = Asked(facts), now()
    said = [weigh(one.about(row.command), facts=asked_once, who=who, at=at) for one in books]
    return None if any(one.broken for one in said) else (said[0].says.value, said[1].says.value)
