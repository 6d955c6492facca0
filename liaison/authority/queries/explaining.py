"""Why something was decided as it was, in words."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any, Final

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from liaison.authority.catalogue import COMMANDS
from liaison.authority.models import Approval, Decision, Rule
from liaison.authority.queries.approvals import may_answer
from liaison.authority.queries.decisions import find_decision
from liaison.authority.words import Fact, FactType
from liaison.kit import money
from liaison.kit.actor import Actor
from liaison.kit.errors import Refusal
from liaison.kit.texts import words_in


@dataclass(frozen=True)
class Seen:
    """A fact as it was. label, value: in words."""

    label: str
    value: str


@dataclass(frozen=True, kw_only=True)
class Explanation:
    """A decision in words, without a formula.

    what: the command. outcome: a sentence. because: the reason that the rule, the role or the command gave. allowed:
    what would have been. say: what could be said to the customer. rule, version: which rule decided. facts: what it
    could see.
    """

    decision: int
    at: datetime
    by: str
    what: str
    outcome: str
    because: str
    allowed: str = ""
    say: str = ""
    rule: str = ""
    version: int = 0
    facts: list[Seen] = field(default_factory=list)
    approval: int | None = None


def explain(decision: int, *, for_: Actor) -> Explanation:
    """Why it was decided so, in the reader's language. Raises NotFound for one that they may not see."""
    row = find_decision(decision, for_=for_)
    cls, rule = COMMANDS.get(row.command), row.rule
    return Explanation(
        decision=row.pk,
        at=row.at,
        by=row.by,
        what=str(cls.label) if cls else row.command,
        outcome=_outcome(row),
        because=_because(row, rule),
        allowed=_here(rule.allowed) if rule else " ".join(_missed(row)),
        say=_here(rule.say) if rule else "",
        rule=rule.key if rule else "",
        version=rule.version if rule else 0,
        facts=facts_in_words(row),
        approval=row.approval_id,
    )


@dataclass(frozen=True, kw_only=True)
class Requested:
    """What waits for a release, with all that is needed to decide on it.

    what: the command. reason: of the rule which asks for it. facts: what it could see when it was asked. gives: what it
    would give away, as people write it. params: the command's own, plain. may: whether the reader may answer it.
    """

    approval: int
    what: str
    by: str
    about: str
    asked_at: datetime
    until: datetime
    reason: str
    facts: list[Seen]
    gives: list[str]
    params: dict[str, Any]
    may: bool


def requested(*, for_: Actor, about: str = "", limit: int = 50) -> list[Requested]:
    """What waits and this reader may release or asked for, the one that ends first before the others.

    about: only what is about this, as `noun:id`.
    """
    rows = (
        Approval.objects.filter(state=Approval.State.WAITING).select_related("rule").order_by("until", "id")
    )
    rows = rows.filter(about=about) if about else rows
    seen = [row for row in rows[:_LOOKED_AT] if row.by == for_.ref or may_answer(row, by=for_)][:limit]
    asked = Decision.objects.filter(approval__in=seen, outcome="waiting").select_related("personal")
    decided = {one.approval_id: one for one in asked}
    return [_requested(row, decided.get(row.pk), for_=for_) for row in seen]


_LOOKED_AT: Final = 500


def _requested(row: Approval, asked: Decision | None, *, for_: Actor) -> Requested:
    cls = COMMANDS[row.command]
    return Requested(
        approval=row.pk,
        what=str(cls.label),
        by=row.by,
        about=row.about,
        asked_at=row.asked_at,
        until=row.until,
        reason=_here(row.rule.reason) if row.rule else "",
        facts=[*_facts(cls.facts, _values(asked))] if asked else [],
        gives=[_money(one) for one in asked.spends] if asked else [],
        params=row.params,
        may=may_answer(row, by=for_),
    )


def facts_in_words(row: Decision) -> list[Seen]:
    """What the rules could see as they decided this, the personal facts too. Whoever asks may see the decision."""
    cls = COMMANDS.get(row.command)
    return [*_facts(cls.facts if cls else (), _values(row))]


def _money(spend: Mapping[str, Any]) -> str:
    return money.shown(money.major(spend["amount"], spend["currency"]), spend["currency"])


def _values(row: Decision) -> dict[str, Any]:
    """Its facts, the personal ones too as long as they were not erased."""
    personal = getattr(row, "personal", None)
    return {**row.facts, **(personal.facts if personal else {})}


def _outcome(row: Decision) -> str:
    if row.outcome == "done":
        return _("It was done after a release.") if row.approval_id else _("It was done.")
    return _("It waits, or waited, for a release.") if row.outcome == "waiting" else _("It was refused.")


def _because(row: Decision, rule: Rule | None) -> str:
    if rule is not None and (words := _here(rule.reason)) and row.reason in ("", "RuleRefused"):
        return words
    if row.reason:
        return _sentence(row.reason)
    if rule is not None:
        return _("A rule allows it.") if row.outcome == "done" else _("A rule asks for it.")
    return _("The role allows it.") if row.outcome == "done" else _("The role asks for it.")


def _sentence(name: str) -> str:
    """What the refusal of this name says, as far as it can be said without its facts."""
    for cls in _kinds_of(Refusal):
        if cls.__name__ == name and "%(" not in (cls.__doc__ or ""):
            return cls().sentence if cls.__init__ is Refusal.__init__ else name
    return _("The matter did not allow it.")


def _kinds_of(cls: type[Refusal]) -> Iterator[type[Refusal]]:
    for one in cls.__subclasses__():
        yield one
        yield from _kinds_of(one)


def _missed(row: Decision) -> list[str]:
    """What the rules would have allowed that were meant for them."""
    missed = Rule.objects.filter(pk__in=row.missed).order_by("key") if row.missed else []
    return [words for one in missed if (words := _here(one.allowed))]


def _facts(declared: tuple[Fact, ...], values: Mapping[str, Any]) -> Iterator[Seen]:
    for fact in declared:
        if fact.name in values:
            yield Seen(
                str(fact.label), _in_words(values[fact.name], fact.type, str(values.get("currency", "")))
            )


def _in_words(value: Any, type_: FactType, currency: str) -> str:
    if type_ is FactType.FLAG:
        return _("yes") if value else _("no")
    if type_ is FactType.MONEY and currency:
        return money.shown(money.major(value, currency), currency)
    if type_ is FactType.MOMENT:
        at = timezone.localtime(datetime.fromtimestamp(value, UTC), timezone.get_default_timezone())
        return date_format(at, "SHORT_DATETIME_FORMAT") if value else ""
    return ", ".join(map(str, value)) if isinstance(value, list) else str(value)


def _here(texts: Mapping[str, str]) -> str:
    return words_in(texts, (get_language() or "en").partition("-")[0])
