"""Writing the company's rules: each change is another version, and the old one stays for what it decided."""

import re
import secrets
from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import datetime

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext as _

from liaison.authority.errors import NotCurrent, OwnRule, RuleKeyTaken
from liaison.authority.events import RuleEnded, RuleMade, SettingChanged
from liaison.authority.facts import known_to
from liaison.authority.models import Rule, Setting
from liaison.authority.queries import role_of, settings_known
from liaison.authority.rules import check
from liaison.authority.words import FactType, Provision, Says
from liaison.journal.actions import record
from liaison.kit import memory
from liaison.kit.actor import Actor
from liaison.kit.asking import ask
from liaison.kit.clock import now
from liaison.kit.errors import Invalid, NotFound
from liaison.kit.rows import one_at_a_time

# A number drawn anew rather than one more: a backup that is played in must not bring back one that was kept.
_TURN = """
INSERT INTO authority_rulebook (id, revision) VALUES (1, %s)
ON CONFLICT (id) DO UPDATE SET revision = EXCLUDED.revision RETURNING revision
"""
FORMULA = re.compile(r"&&|\|\||[=!<>]=")
KINDS = ("", "human", "virtual", "program", "customer")


@transaction.atomic
def create_rule(draft: Provision, *, by: Actor) -> Rule:
    """Write a new rule. Raises RuleKeyTaken, OwnRule, and Invalid naming the field that cannot be."""
    one_at_a_time("rule")
    check_rule(draft, by=by)
    if Rule.objects.filter(key=draft.key).exists():
        raise RuleKeyTaken
    return write(draft, by=by)


@transaction.atomic
def change_rule(rule: Rule, draft: Provision, *, by: Actor) -> Rule:
    """Write another version of a rule; its key stays. Raises NotCurrent, OwnRule, Invalid.

    draft: the whole rule as it is to be; it begins at its `valid_from`, or now, and the old version holds until then.
    """
    one_at_a_time("rule")
    check_rule(draft, by=by)
    if not Rule.objects.filter(pk=rule.pk, current=True).exists():
        raise NotCurrent
    return write(replace(draft, key=rule.key, pack=rule.pack), by=by)


@transaction.atomic
def end_rule(rule: Rule, *, by: Actor, at: datetime | None = None) -> None:
    """Have a rule hold no more from that moment on (now). Raises NotCurrent."""
    one_at_a_time("rule")
    ended = {"current": False, "valid_until": at or now(), "ended_by": by.ref}
    if not Rule.objects.filter(pk=rule.pk, current=True).update(**ended):
        raise NotCurrent
    turn_the_page()
    record(RuleEnded(rule_id=rule.pk, key=rule.key), by=by)


@transaction.atomic
def change_setting(name: str, value: object, *, by: Actor) -> None:
    """Give a setting another value. Raises NotFound, Invalid for a value of another kind."""
    row = Setting.objects.select_for_update().filter(name=name).first()
    if row is None:
        raise NotFound
    must_be_of(row.type, value, field="value")
    if (row.value, row.own) == (value, True):
        return
    Setting.objects.filter(pk=row.pk).update(value=value, own=True)
    turn_the_page()
    record(SettingChanged(name=name), by=by)


def check_rule(draft: Provision, *, by: Actor, types: dict[str, FactType] | None = None) -> None:
    """Refuse what could not be a rule. types: those of the settings it may look at, by name; the company's if None.

    Raises Invalid naming the field, OwnRule.
    """
    if draft.actor == by.ref and draft.says is not Says.REFUSE:
        raise OwnRule
    if draft.kind not in KINDS:
        raise Invalid(field="kind", problem=_("is human, virtual, program, customer, or empty for all"))
    for field in ("role", "ask", "stand_in"):
        _must_name_people(field, getattr(draft, field), permission=field != "role")
    if draft.valid_from and draft.valid_until and draft.valid_until <= draft.valid_from:
        raise Invalid(field="valid_until", problem=_("must be later than the beginning"))
    try:
        known = known_to(draft.command, settings=settings_known() if types is None else types)
    except NotFound:
        raise Invalid(
            field="command", problem=_("there is no command “%(name)s” with limits") % {"name": draft.command}
        ) from None
    check(draft.condition, known=known)
    for field in ("reason", "say", "allowed"):
        _must_be_words(field, getattr(draft, field), known)


def _must_be_words(field: str, texts: Mapping[str, str], known: Iterable[str]) -> None:
    """A sentence is for people: in a language of the desk, and without a formula or the name of a fact."""
    names = [name for name in known if "." in name]
    for language, words in texts.items():
        if language not in dict(settings.LANGUAGES):
            raise Invalid(field=f"{field}.{language}", problem=_("is not a language of this desk"))
        if FORMULA.search(words) or any(name in words for name in names):
            raise Invalid(field=f"{field}.{language}", problem=_("holds a formula; say it in words"))


def _must_name_people(field: str, word: str, *, permission: bool) -> None:
    if word and not (permission and "." in word) and role_of(word) is None:
        raise Invalid(field=field, problem=_("there is no role “%(name)s”") % {"name": word})


def must_be_of(type_: str, value: object, *, field: str) -> None:
    """Refuse a value that is not of this type of fact."""
    fits = {
        FactType.FLAG: isinstance(value, bool),
        FactType.TEXT: isinstance(value, str),
        FactType.TEXTS: isinstance(value, list) and all(isinstance(one, str) for one in value),
    }.get(FactType(type_), isinstance(value, int) and not isinstance(value, bool))
    if not fits:
        raise Invalid(field=field, problem=_("is not of the kind “%(type)s”") % {"type": type_})


def write(draft: Provision, *, by: Actor, from_pack: str = "") -> Rule:
    """Write the next version of a rule that was checked; the one before holds until it begins."""
    begins = draft.valid_from or now()
    before = Rule.objects.filter(key=draft.key).order_by("-version").first()
    if before is not None and before.current:
        until = min(filter(None, (before.valid_until, begins)))
        Rule.objects.filter(pk=before.pk).update(current=False, valid_until=until, ended_by=by.ref)
    rule = Rule.objects.create(
        key=draft.key,
        version=before.version + 1 if before else 1,
        pack=draft.pack,
        from_pack=from_pack,
        made_at=now(),
        made_by=by.ref,
        valid_from=begins,
        valid_until=draft.valid_until,
        says=draft.says.value,
        **{name: getattr(draft, name) for name in COPIED},
    )
    turn_the_page()
    record(RuleMade(rule_id=rule.pk, key=rule.key, edition=rule.version), by=by)
    return rule


COPIED = (
    "command",
    "role",
    "kind",
    "actor",
    "condition",
    "reason",
    "say",
    "allowed",
    "ask",
    "stand_in",
    "within",
)


def turn_the_page() -> None:
    """The rules are others than they were: whoever asks reads them anew."""
    ask(_TURN, [secrets.randbits(62)])
    memory.tell("rule")
