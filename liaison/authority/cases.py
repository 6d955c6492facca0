"""Trying rules on examples: facts, and what must come of them."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from liaison.authority.facts import known_to
from liaison.authority.packs import Case, PackFile
from liaison.authority.rules import Verdict, Who, in_order, weigh
from liaison.authority.words import FactType, Provision
from liaison.kit.clock import now
from liaison.kit.errors import Invalid, NotFound

_EMPTY: Mapping[FactType, Any] = {FactType.TEXT: "", FactType.TEXTS: [], FactType.FLAG: False}


@dataclass(frozen=True)
class Failure:
    """A case that came out otherwise. says, rule: what the rules said instead, and by which."""

    case: Case
    says: str
    rule: str


def failing(pack: PackFile) -> list[Failure]:
    """The cases of a pack which its own rules do not answer as they say. Raises Invalid for an unknown fact."""
    values = {one.name: one.value for one in pack.settings}
    types = {one.name: one.type for one in pack.settings}
    return [wrong for case in pack.cases if (wrong := _try(case, pack.rules, values, types))]


def _try(
    case: Case, rules: Iterable[Provision], values: Mapping[str, Any], types: Mapping[str, FactType]
) -> Failure | None:
    facts = filled(case.command, case.facts, settings=values, types=types, place=f"cases ({case.name}).facts")
    verdict = asked(case.command, rules, facts, kind=case.kind, roles=case.roles)
    by = verdict.by.key if verdict.by else ""
    if verdict.says is case.says and not verdict.broken and case.rule in (None, by):
        return None
    return Failure(case, verdict.broken or verdict.says.value, by)


def asked(
    command: str, rules: Iterable[Provision], facts: Mapping[str, Any], *, kind: str, roles: Iterable[str]
) -> Verdict:
    """What some rules say of facts, for somebody of that kind who holds these roles."""
    room = f"{command.partition('.')[0]}.*"
    about = in_order(one for one in rules if one.command in (command, room))
    words = sorted(roles)
    whole = {**facts, "command": command, "by.kind": kind, "by.roles": words}
    return weigh(about, facts=whole, who=Who("", kind, frozenset(words)), at=now())


def filled(
    command: str,
    facts: Mapping[str, Any],
    *,
    settings: Mapping[str, Any],
    types: Mapping[str, FactType],
    place: str,
) -> dict[str, Any]:
    """Every fact that rules about a command may look at: as given, else empty, nought or no; settings as they are.

    place: the field that is named when a fact is not known. Raises Invalid.
    """
    try:
        known = known_to(command, settings=types)
    except NotFound:
        raise Invalid(
            field=place, problem=_("there is no command “%(name)s” with limits") % {"name": command}
        ) from None
    if unknown := sorted(set(facts) - set(known)):
        raise Invalid(
            field=place, problem=_("there is no fact called “%(name)s” here") % {"name": unknown[0]}
        )
    usual = {name: _EMPTY.get(type_, 0) for name, type_ in known.items()}
    return usual | {f"setting.{name}": value for name, value in settings.items()} | dict(facts)
