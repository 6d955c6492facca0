"""The rules in force, kept ready: a command reads one small row to know that they are still the same."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

from django.db.models import Q

from liaison.authority.models import Rule, Setting
from liaison.authority.rules import in_order, paths
from liaison.authority.words import FactType, Provision
from liaison.kit import memory
from liaison.kit.asking import ask
from liaison.kit.clock import now
from liaison.kit.memory import kept

_REVISION = "SELECT revision FROM authority_rulebook"
_NEVER = -1
EXPIRED = timedelta(days=1)
"""How long ago a rule must have ended for a process to leave it out: clocks of machines differ."""


@dataclass(frozen=True)
class Book:
    """The rules by the command or room they name, and the settings by the name of their fact."""

    by_command: Mapping[str, tuple[Provision, ...]]
    settings: Mapping[str, Any]
    _found: dict[str, tuple[tuple[Provision, ...], frozenset[str]]] = field(default_factory=dict, repr=False)

    def about(self, command: str) -> tuple[Provision, ...]:
        """The rules about a command, those of its whole room too; whom they are meant for is not asked yet."""
        return self._of(command)[0]

    def looks_at(self, command: str) -> frozenset[str]:
        """Every fact that some rule about a command looks at."""
        return self._of(command)[1]

    def _of(self, command: str) -> tuple[tuple[Provision, ...], frozenset[str]]:
        found = self._found.get(command)
        if found is None:
            room = f"{command.partition('.')[0]}.*"
            some = in_order([*self.by_command.get(command, ()), *self.by_command.get(room, ())])
            looked = frozenset().union(*(paths(one.condition) for one in some))
            found = self._found[command] = (some, looked)
        return found

    def with_draft(self, draft: Provision) -> "Book":
        """The same rules with this one in place of the one with its key, or added."""
        kept = [one for some in self.by_command.values() for one in some if one.key != draft.key]
        return Book(_by_command([*kept, draft]), self.settings)


_last: dict[str, tuple[int, Book]] = {}
"""The book that was read last and its revision, in one cell which is put and taken whole."""


def book() -> Book:
    """The rules and settings as they are; within a transaction as that transaction sees them."""
    revision = _revision()
    last = _last.get("book")
    if last is not None and last[0] == revision:
        return last[1]
    found = _read()
    # Read before the rules: were they changed in between, the next one who asks reads them anew.
    if revision != _NEVER:
        _last["book"] = (revision, found)
    return found


@kept("rule")
def _revision() -> int:
    rows = ask(_REVISION, [])
    return int(rows[0][0]) if rows else _NEVER


def _read() -> Book:
    rows = Rule.objects.filter(Q(valid_until=None) | Q(valid_until__gt=now() - EXPIRED)).order_by(
        "key", "version"
    )
    settings = {f"setting.{name}": value for name, value in Setting.objects.values_list("name", "value")}
    return Book(_by_command([row.provision for row in rows]), settings)


def _by_command(provisions: list[Provision]) -> dict[str, tuple[Provision, ...]]:
    found: dict[str, list[Provision]] = {}
    for one in provisions:
        found.setdefault(one.command, []).append(one)
    return {command: tuple(some) for command, some in found.items()}


@memory.kept("rule")
def settings_known() -> dict[str, FactType]:
    """The types of the settings, by name."""
    return {name: FactType(type_) for name, type_ in Setting.objects.values_list("name", "type")}


@memory.kept("rule")
def settings_said() -> dict[str, dict[str, str]]:
    """What the settings are called, by name and language."""
    return dict(Setting.objects.values_list("name", "label"))


@memory.hears
def _forget(refs: object) -> None:
    """Everything is another than it was: a test begins, or a backup was played in."""
    if refs is None:
        _last.clear()
