"""Keeping what was decided and from what, in one round trip with the answer to a key and the running totals."""

import json
from typing import Any

from liaison.authority.actions import idempotency
from liaison.authority.actions.totals import ADD
from liaison.authority.actions.weighing import Weighed
from liaison.authority.words import Command, Done, Outcome, Refused, Subject, Waiting
from liaison.kit.actor import Actor
from liaison.kit.asking import ask
from liaison.kit.clock import now

# By hand and in one round trip with the answer to a key: every change of the whole desk passes here.
_DECIDE = """
INSERT INTO authority_decision
  (at, command, by, because_of, outcome, reason, department, facts, refs, approval_id)
VALUES (%s, %s, %s, %s, %s, %s, %s, '{}', %s, %s) RETURNING id
"""
# The totals are held by this transaction since before the facts were read, so what was worked out is still true.
_DECIDE_BY_RULES = f"""
WITH decision AS (
  INSERT INTO authority_decision (at, command, by, because_of, outcome, reason, department, refs, approval_id,
    facts, rule_id, missed, spends, says)
  VALUES (%s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s) RETURNING id, at, by, department),
about AS (
  INSERT INTO authority_about (ref, decision_id)
  SELECT DISTINCT ref, id FROM decision, unnest(%s::text[]) AS ref),
personal AS (
  INSERT INTO authority_personal (decision_id, facts)
  SELECT id, given.facts FROM decision, (SELECT %s::jsonb AS facts) AS given WHERE given.facts <> '{{}}'),
given AS (
  INSERT INTO authority_given
    (decision_id, at, by, department, actor, kind, amount, currency, reason, approved_by)
  SELECT id, at, by, department, %s::text, one.kind, one.amount, one.currency, %s::text, %s::text
  FROM decision, json_to_recordset(%s::json) AS one (kind text, amount bigint, currency text)),
added AS ({ADD})
"""  # noqa: S608 (our own words alone)
_ITS_ID = "SELECT id FROM decision"
LONGEST_REASON = 80


def decide(
    command: Command,
    subject: Subject,
    outcome: Outcome,
    *,
    by: Actor,
    found: Weighed | None = None,
    because_of: str = "",
    approval: int | None = None,
    approved_by: str = "",
    key: str = "",
) -> int:
    """Keep what was decided and why, and with it the answer to an idempotency key. Return the decision's id.

    found: what the rules said; what a ruled command gives is added to the running totals when it was done.
    approval, approved_by: which release it is, and whose.
    """
    row: list[Any] = [
        now(),
        command.name,
        by.ref,
        because_of,
        type(outcome).__name__.lower(),
        outcome.name if isinstance(outcome, Refused) else "",
        subject.department,
        json.dumps(subject.refs),
        outcome.approval if isinstance(outcome, Waiting) else approval,
    ]
    if found is None:
        too, answer = idempotency.answering(command, outcome, by=by, key=key) if key else ("", [])
        return int(ask(too + _DECIDE, [*answer, *row])[0][0])
    too, answer = idempotency.answering_by_rules(command, outcome, by=by, key=key) if key else ("", [])
    by_rules = _by_rules(command, subject, outcome, found, approved_by=approved_by)
    return int(ask(_DECIDE_BY_RULES + too + _ITS_ID, [*row, *by_rules, *answer])[0][0])


def _by_rules(
    command: Command, subject: Subject, outcome: Outcome, found: Weighed, *, approved_by: str
) -> list[Any]:
    hidden = {fact.name for fact in command.facts if fact.personal}
    spends = [{"kind": one.kind, "amount": one.amount, "currency": one.currency} for one in found.spends]
    done = isinstance(outcome, Done)
    added = found.totals.with_added(found.spends, by=found.who.ref) if done else []
    rule = found.verdict.by
    return [
        json.dumps({name: value for name, value in found.facts.items() if name not in hidden}),
        rule.id if rule else None,
        json.dumps([one.id for one in found.verdict.missed]),
        json.dumps(spends),
        found.verdict.says.value,
        list(subject.refs),
        json.dumps({name: value for name, value in found.facts.items() if name in hidden}),
        found.who.kind,
        str(getattr(command, "reason", ""))[:LONGEST_REASON],
        approved_by,
        json.dumps(spends if done else []),
        json.dumps(added),
    ]
