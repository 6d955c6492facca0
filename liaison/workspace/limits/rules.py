"""Configuration → Rules: what the company lets each do, and up to where."""

from collections.abc import Iterable
from typing import cast

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from liaison.authority.queries import RULES, find_rule, rules, versions
from liaison.authority.words import Says
from liaison.kit.pages import show
from liaison.team.asking import must_hold
from liaison.team.requests import TeamRequest
from liaison.workspace.limits.known import command_called, ruled
from liaison.workspace.limits.packs import title_of
from liaison.workspace.limits.people import called
from liaison.workspace.limits.showing import EFFECTS, ShownRule, changes, shown_rules


@require_safe
def all_rules(request: HttpRequest) -> HttpResponse:
    """The rules by what they are about, each in its last version; narrowed by the form above them."""
    must_hold(cast(TeamRequest, request), RULES)
    asked = request.GET
    found = rules(
        command=asked.get("command", ""), pack=asked.get("pack", ""), ended=asked.get("ended") == "on"
    )
    shown = [one for one in shown_rules(found) if _is_wanted(one, asked.get("says", ""), asked.get("q", ""))]
    return show(
        request,
        "workspace/limits/rules.html",
        groups=_by_command(shown),
        commands=ruled(),
        effects=[(key.value, EFFECTS[key].word) for key in Says],
        packs=[(name, title_of(name)) for name in sorted({rule.pack for rule in rules(ended=True)} - {""})],
        title_of=title_of,
        narrowed=any(asked.get(name) for name in ("command", "says", "pack", "q")),
        asked=asked,
    )


def _is_wanted(one: ShownRule, says: str, words: str) -> bool:
    about = " ".join((one.rule.key, one.name, one.rule.condition, *one.who)).casefold()
    return (not says or one.rule.says == says) and all(word in about for word in words.casefold().split())


def _by_command(some: Iterable[ShownRule]) -> list[tuple[str, str, list[ShownRule]]]:
    """Command, what it is called, and its rules as they are asked: refuse before approve before allow."""
    order = list(Says)
    groups: dict[str, list[ShownRule]] = {}
    for one in sorted(some, key=lambda one: (order.index(Says(one.rule.says)), one.rule.key)):
        groups.setdefault(one.rule.command, []).append(one)
    return sorted((command, command_called(command), few) for command, few in groups.items())


@require_safe
def rule(request: HttpRequest, rule_id: int) -> HttpResponse:
    """One version of a rule, and all the others with what each changed."""
    must_hold(cast(TeamRequest, request), RULES)
    found = find_rule(rule_id)
    every = versions(found.key)
    older = [*every[1:], None]
    steps = [
        (version, changes(before, version.rule) if before else [])
        for version, before in zip(shown_rules(every), older, strict=True)
    ]
    return show(
        request,
        "workspace/limits/rule.html",
        one=shown_rules([found])[0],
        command=command_called(found.command),
        newest=every[0],
        steps=steps,
        writers=called(version.made_by for version in every),
    )
