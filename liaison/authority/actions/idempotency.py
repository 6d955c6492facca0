"""Answering the same request the same way twice."""

import hashlib
import json
from dataclasses import asdict
from datetime import timedelta
from typing import Any

from django.utils.translation import gettext as _

from liaison.authority import catalogue
from liaison.authority.errors import OtherParameters
from liaison.authority.models import Answer
from liaison.authority.words import Command, Done, Outcome, Refused, Waiting
from liaison.kit.actor import Actor
from liaison.kit.asking import ask
from liaison.kit.clock import now
from liaison.kit.errors import Invalid

LONGEST = 200
KEPT = timedelta(days=30)
_KINDS: dict[str, type[Done] | type[Waiting] | type[Refused]] = {
    "done": Done,
    "waiting": Waiting,
    "refused": Refused,
}
# ON CONFLICT waits for a request with the same key that is still running, then finds its answer.
_CLAIM = """
INSERT INTO authority_answer (actor, command, key, digest, at) VALUES (%s, %s, %s, %s, %s)
ON CONFLICT (actor, command, key) DO NOTHING RETURNING id
"""
_ANSWERED = """
WITH answered AS (UPDATE authority_answer SET outcome = %s WHERE actor = %s AND command = %s AND key = %s)
"""

_ANSWERED_BY_RULES = """,
answered AS (
  UPDATE authority_answer SET outcome = jsonb_set(%s::jsonb, '{decision}', to_jsonb(decision.id))
  FROM decision WHERE actor = %s AND command = %s AND key = %s)
"""


def claim(command: Command, *, by: Actor, key: str) -> Outcome | None:
    """Take the key for this request, or return the answer it was given before.

    Raises OtherParameters when the key belongs to other parameters, Invalid for one that cannot be kept.
    """
    if len(key) > LONGEST or not key.isprintable():
        raise Invalid(field="idempotency_key", problem=_("must be at most 200 printable characters"))
    digest = _digest(command)
    if ask(_CLAIM, [by.ref, command.name, key, digest, now()]):
        return None
    kept = Answer.objects.get(actor=by.ref, command=command.name, key=key)
    if kept.digest != digest:
        raise OtherParameters
    return _again(kept.outcome)


def keep(command: Command, outcome: Outcome, *, by: Actor, key: str) -> None:
    """Keep the first answer."""
    kept = Answer.objects.filter(actor=by.ref, command=command.name, key=key)
    kept.update(outcome=_plain(outcome))


def answering(command: Command, outcome: Outcome, *, by: Actor, key: str) -> tuple[str, list[Any]]:
    """Keep the first answer together with another statement: the words to begin that one with, and their values."""
    return _ANSWERED, [json.dumps(_plain(outcome)), by.ref, command.name, key]


def answering_by_rules(command: Command, outcome: Outcome, *, by: Actor, key: str) -> tuple[str, list[Any]]:
    """The same for a statement that names its row `decision`, whose id the answer tells: it follows after that one."""
    return _ANSWERED_BY_RULES, [json.dumps(_plain(outcome)), by.ref, command.name, key]


def forget() -> int:
    """Delete the answers nobody can expect any more. Return how many went."""
    gone, _ = Answer.objects.filter(at__lt=now() - KEPT).delete()
    return gone


def _plain(outcome: Outcome) -> dict[str, Any]:
    return {"kind": type(outcome).__name__.lower(), **asdict(outcome)}


def _again(kept: Any) -> Outcome:
    values = dict(kept)
    cls = _KINDS[values.pop("kind")]
    if cls is Waiting:
        values["asked"] = tuple(values["asked"])
    return cls(**values)


def _digest(command: Command) -> str:
    words = json.dumps(catalogue.params(command), sort_keys=True)
    return hashlib.sha256(words.encode()).hexdigest()
