"""A rule as a page shows it: its effect with word and icon, for whom, when, how long, and what a version changed."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from django.utils.functional import Promise
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from liaison.authority.catalogue import COMMANDS
from liaison.authority.models import Rule
from liaison.authority.queries import role_of, shown_name
from liaison.authority.words import Says
from liaison.kit.clock import now
from liaison.kit.texts import words_in
from liaison.team.queries import names_of
from liaison.workspace.limits.known import Known, command_called, known_facts
from liaison.workspace.limits.reading import Read, read


@dataclass(frozen=True)
class Look:
    """How an effect is shown: its word, the tone of its badge, its icon."""

    word: str | Promise
    tone: str
    icon: str


EFFECTS: Mapping[str, Look] = {
    Says.REFUSE: Look(gettext_lazy("Refuse"), "bad", "ban"),
    Says.APPROVE: Look(gettext_lazy("After a release"), "warn", "hourglass"),
    Says.ALLOW: Look(gettext_lazy("Allow"), "good", "check"),
}
KINDS: Mapping[str, str | Promise] = {
    "human": gettext_lazy("People of the team"),
    "virtual": gettext_lazy("Virtual representatives"),
    "program": gettext_lazy("Programs"),
    "customer": gettext_lazy("Customers themselves"),
}
STATES: Mapping[str, Look] = {
    "later": Look(gettext_lazy("Not yet in force"), "news", "calendar-clock"),
    "over": Look(gettext_lazy("No longer in force"), "", "archive"),
    "holds": Look(gettext_lazy("In force"), "good", "circle-check"),
}


@dataclass(frozen=True)
class ShownRule:
    """One version of a rule. name: its sentence in the reader's language, or nothing. who: empty for everybody."""

    rule: Rule
    name: str
    effect: Look
    state: Look
    who: tuple[str, ...]
    asked: tuple[str, ...]
    condition: Read | None


def shown_rules(some: Iterable[Rule]) -> list[ShownRule]:
    """Rules as a page shows them; what several have in common is asked for once."""
    rules = list(some)
    known = {command: known_facts(command) for command in {rule.command for rule in rules}}
    names = names_of({id_ for rule in rules if (id_ := _member(rule.actor))})
    return [_shown(rule, known[rule.command], names) for rule in rules]


def _shown(rule: Rule, known: Known, names: Mapping[int, str]) -> ShownRule:
    return ShownRule(
        rule=rule,
        name=name_of(rule),
        effect=EFFECTS[rule.says],
        state=STATES[state_of(rule, at=now())],
        who=tuple(who_of(rule, names)),
        asked=tuple(filter(None, (role_called(rule.ask), role_called(rule.stand_in)))),
        condition=read(rule.condition, known),
    )


def name_of(rule: Rule) -> str:
    """What a rule says in one sentence, in the reader's language; nothing where nobody wrote one."""
    here = (get_language() or "en").partition("-")[0]
    return words_in(rule.reason, here) or words_in(rule.allowed, here)


def who_of(rule: Rule, names: Mapping[int, str]) -> list[str]:
    """For whom a rule is, one phrase for each thing that it demands."""
    some = [role_called(rule.role), str(KINDS.get(rule.kind, rule.kind))]
    if rule.actor:
        some.append(names.get(_member(rule.actor), rule.actor))
    return [one for one in some if one]


def role_called(word: str) -> str:
    """What a role or permission which a rule names is called."""
    if not word or word in COMMANDS:
        return command_called(word) if word else ""
    role = role_of(word)
    return shown_name(role) if role else word


def state_of(rule: Rule, *, at: datetime) -> str:
    """Whether a version holds: holds, later or over."""
    if rule.valid_until and rule.valid_until <= at:
        return "over"
    if rule.valid_from > at:
        return "later"
    return "holds"


def _member(ref: str) -> int:
    noun, _colon, id_ = ref.partition(":")
    return int(id_) if noun == "member" and id_.isdecimal() else 0


def changes(old: Rule, new: Rule) -> list[tuple[str, str, str]]:
    """What a version changed: what it is about, as it was, as it is."""
    return [
        (label, before, after)
        for (label, before), (_label, after) in zip(_said(old), _said(new), strict=True)
        if before != after
    ]


def _said(rule: Rule) -> list[tuple[str, str]]:
    """Everything a version says, by what it is about."""
    texts = (
        (_("To the representative"), "reason"),
        (_("To say to the customer"), "say"),
        (_("What is allowed"), "allowed"),
    )
    return [
        (_("What it is about"), command_called(rule.command)),
        (_("Effect"), str(EFFECTS[rule.says].word)),
        (_("For whom"), ", ".join(who_of(rule, names_of([_member(rule.actor)]) if rule.actor else {}))),
        (_("Condition"), rule.condition),
        (_("Who is asked"), role_called(rule.ask)),
        (_("Who stands in"), role_called(rule.stand_in)),
        (_("Minutes to answer"), str(rule.within or "")),
        *((label, _texts(getattr(rule, field))) for label, field in texts),
    ]


def _texts(said: Mapping[str, str]) -> str:
    return "\n".join(f"{language}: {said[language]}" for language in sorted(said) if said[language])
