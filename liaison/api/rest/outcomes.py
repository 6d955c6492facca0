"""Asking the one gate and telling what it said: 200 done, 202 waiting, 409 refused."""

from typing import Any

from django.http import HttpRequest, HttpResponse

from liaison.api import rules
from liaison.api.errors import MissingScope
from liaison.api.rest.bodies import answer
from liaison.api.rest.guard import caller
from liaison.api.rest.problems import refused
from liaison.api.words import Access
from liaison.authority import catalogue
from liaison.authority.actions import perform, preview
from liaison.authority.words import Command, Done, Outcome, Refused, Waiting
from liaison.kit.errors import Invalid, NotFound, Refusal

LONGEST_KEY = 150


def ask(request: HttpRequest, name: str, params: dict[str, Any]) -> Outcome:
    """Carry out a command as the member of the token.

    Raises NotFound, MissingScope, Invalid, OtherParameters.
    """
    who, command = caller(request), _command(request, name, params)
    return perform(command, by=who.member, because_of=who.ref, key=_key(request, who))


def foresee(request: HttpRequest, name: str, params: dict[str, Any]) -> Outcome:
    """Tell what would become of a command, without doing it. Raises the same."""
    command = _command(request, name, params)
    try:
        return preview(command, by=caller(request).member)
    except (NotFound, Invalid):
        raise
    except Refusal as no:
        return Refused(reason=no.sentence, name=no.name, rule=no.name)


def _command(request: HttpRequest, name: str, params: dict[str, Any]) -> Command:
    if name not in catalogue.COMMANDS:
        raise NotFound
    if not rules.may_command(name, scopes=caller(request).scopes):
        raise MissingScope(scope=name)
    return catalogue.make(name, params)


def _key(request: HttpRequest, who: Access) -> str:
    """The caller's idempotency key; a token's keys are its own, also beside others of the same member."""
    given: str = request.META.get("HTTP_IDEMPOTENCY_KEY", "").strip()
    if not given:
        return ""
    if len(given) > LONGEST_KEY or not given.isprintable():
        raise Invalid(field="Idempotency-Key", problem=f"must be at most {LONGEST_KEY} printable characters")
    return f"{who.ref}:{given}"


def told(outcome: Outcome, *, created: bool = False) -> HttpResponse:
    """Turn what the gate said into an answer."""
    if isinstance(outcome, Done):
        return answer({"outcome": "done", "result": outcome.result}, status=201 if created else 200)
    if isinstance(outcome, Waiting):
        said = {"outcome": "waiting", "approval": outcome.approval, "asked": list(outcome.asked)}
        said |= {"rule": outcome.rule, "reason": outcome.reason, "say": outcome.say}
        return answer(said, status=202)
    if outcome.missing:
        raise NotFound
    return refused(
        outcome.reason,
        name=outcome.name or "Refused",
        rule=outcome.rule,
        allowed=outcome.allowed,
        say=outcome.say,
    )


def words(outcome: Outcome) -> dict[str, str]:
    """What the rules said in words, as far as they said anything."""
    named = ((name, getattr(outcome, name, "")) for name in ("reason", "rule", "allowed", "say"))
    return {name: said for name, said in named if said}
