"""Loading a pack of rules: what the company changed itself is kept, and told."""

from dataclasses import dataclass, field

from django.db import transaction

from liaison.authority.actions import rules
from liaison.authority.cases import failing
from liaison.authority.errors import CasesFail, OlderPack
from liaison.authority.events import PackLoaded
from liaison.authority.models import Pack, Rule, Setting
from liaison.authority.packs import PackFile, digest_of
from liaison.authority.queries import settings_known
from liaison.authority.words import Provision
from liaison.journal.actions import record
from liaison.kit.actor import Actor
from liaison.kit.clock import now
from liaison.kit.errors import Invalid
from liaison.kit.rows import one_at_a_time


@dataclass(frozen=True)
class Loaded:
    """What came of it, by the keys of rules. kept: those which the company changed or ended itself."""

    made: list[str] = field(default_factory=list)
    changed: list[str] = field(default_factory=list)
    ended: list[str] = field(default_factory=list)
    kept: list[str] = field(default_factory=list)


@transaction.atomic
def load_pack(pack: PackFile, *, by: Actor) -> Loaded:
    """Load a pack, or a newer edition of it; loading the same again changes nothing.

    A rule gets a new version only if it says something else than before; one that is no longer in the pack ends. What
    the company changed or ended itself stays as the company wants it.
    Raises OlderPack, CasesFail naming the first, Invalid naming the rule and field that cannot be.
    """
    one_at_a_time("rule")
    before = Pack.objects.filter(name=pack.name).first()
    if before is not None and before.edition > pack.edition:
        raise OlderPack(edition=before.edition)
    loaded = Loaded()
    if before is not None and before.digest == pack.digest:
        loaded.kept.extend(_own(pack))
        return loaded
    _check(pack, by=by)
    _settle(pack)
    last = {one.key: one for one in Rule.objects.filter(pack=pack.name).order_by("version")}
    for rule in pack.rules:
        _load(rule, last.get(rule.key), by=by, loaded=loaded)
    _end_the_rest(pack, last, by=by, loaded=loaded)
    _remember(pack, by=by)
    rules.turn_the_page()
    counts = {
        "made": len(loaded.made) + len(loaded.changed),
        "ended": len(loaded.ended),
        "kept": len(loaded.kept),
    }
    record(PackLoaded(name=pack.name, edition=pack.edition, **counts), by=by)
    return loaded


def _check(pack: PackFile, *, by: Actor) -> None:
    types = settings_known() | {one.name: one.type for one in pack.settings}
    for one in pack.settings:
        rules.must_be_of(one.type, one.value, field=f"settings.{one.name}.value")
    for rule in pack.rules:
        try:
            rules.check_rule(rule, by=by, types=types)
        except Invalid as wrong:
            name = "when" if wrong.field == "condition" else wrong.field
            place = f"rules.{rule.key.removeprefix(f'{pack.name}.')}.{name}"
            raise Invalid(field=place, problem=wrong.problem) from wrong
    if wrong_cases := failing(pack):
        raise CasesFail(case=wrong_cases[0].case.name, count=len(wrong_cases))


def _load(rule: Provision, last: Rule | None, *, by: Actor, loaded: Loaded) -> None:
    digest = digest_of(rule)
    if last is None:
        rules.write(rule, by=by, from_pack=digest)
        loaded.made.append(rule.key)
    elif (last.current and not last.from_pack) or (not last.current and last.ended_by != _ENDED):
        loaded.kept.append(rule.key)
    elif last.from_pack != digest or not last.current:
        rules.write(rule, by=by, from_pack=digest)
        loaded.changed.append(rule.key)


_ENDED = "pack"
"""Who ended a rule that is no longer in its pack: it comes back with an edition that has it again."""


def _end_the_rest(pack: PackFile, last: dict[str, Rule], *, by: Actor, loaded: Loaded) -> None:
    for key in sorted(last.keys() - {one.key for one in pack.rules}):
        if last[key].current and last[key].from_pack:
            rules.end_rule(last[key], by=by)
            Rule.objects.filter(pk=last[key].pk).update(ended_by=_ENDED)
            loaded.ended.append(key)
        elif last[key].current:
            loaded.kept.append(key)


@transaction.atomic
def choose_pack(pack: PackFile, *, by: Actor) -> Loaded:
    """Have this pack be the only one: the rules of all others end, also those which the company changed.

    They come back as their pack has them when that is chosen again. Rules of the company's own stay. Raises the same.
    """
    loaded = load_pack(pack, by=by)
    others = Rule.objects.exclude(pack__in=("", pack.name)).filter(current=True).order_by("key")
    for rule in others:
        rules.end_rule(rule, by=by)
        loaded.ended.append(rule.key)
    Rule.objects.filter(pk__in=[rule.pk for rule in others]).update(ended_by=_ENDED)
    Pack.objects.exclude(name=pack.name).delete()
    return loaded


def _own(pack: PackFile) -> list[str]:
    """The rules of a pack which the company has made its own."""
    last = {one.key: one for one in Rule.objects.filter(pack=pack.name).order_by("version")}
    return sorted(
        key for key, one in last.items() if not one.from_pack or (not one.current and one.ended_by != _ENDED)
    )


def _settle(pack: PackFile) -> None:
    """Bring its settings; a value which the company chose stays, unless it is of another type now."""
    for one in pack.settings:
        row = Setting.objects.filter(name=one.name).first()
        given = {"type": one.type.value, "label": dict(one.label), "pack": pack.name}
        if row is None:
            Setting.objects.create(name=one.name, value=one.value, **given)
        else:
            own = row.own and row.type == one.type
            value = row.value if own else one.value
            Setting.objects.filter(pk=row.pk).update(value=value, own=own, **given)


def _remember(pack: PackFile, *, by: Actor) -> None:
    known = {"edition": pack.edition, "title": dict(pack.title), "digest": pack.digest}
    Pack.objects.update_or_create(name=pack.name, defaults=known | {"loaded_at": now(), "loaded_by": by.ref})
