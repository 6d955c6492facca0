"""The rules as people read them."""

from collections.abc import Iterable, Mapping

from django.utils.translation import gettext_lazy as _

from liaison.authority.catalogue import permission
from liaison.authority.models import Pack, Rule, Setting
from liaison.authority.queries.roles import extent_of
from liaison.journal.registry import names, sight
from liaison.kit.actor import Actor
from liaison.kit.errors import NotFound

RULES = permission("authority.rules", label=_("Write the company's rules"))


def rules(*, command: str = "", pack: str = "", ended: bool = False) -> list[Rule]:
    """The rules by key, each in its last version; those that were ended too if asked.

    command: only those about it or its room. pack: only those that came with it.
    """
    found = Rule.objects.order_by("key", "-version").distinct("key")
    wanted = {command, f"{command.partition('.')[0]}.*"}
    return [
        one
        for one in found
        if (ended or one.current)
        and (not command or one.command in wanted)
        and (not pack or one.pack == pack)
    ]


def loaded_packs() -> dict[str, int]:
    """The packs whose rules are in force, with their editions."""
    return dict(Pack.objects.order_by("name").values_list("name", "edition"))


def settings_of(packs: Iterable[str]) -> list[Setting]:
    """The settings which these packs brought, in the order in which they did."""
    return list(Setting.objects.filter(pack__in=list(packs)).order_by("id"))


def find_rule(rule: int) -> Rule:
    """One version of a rule. Raises NotFound."""
    found = Rule.objects.filter(pk=rule).first()
    if found is None:
        raise NotFound
    return found


def versions(key: str) -> list[Rule]:
    """Every version of a rule, the newest first."""
    return list(Rule.objects.filter(key=key).order_by("-version"))


@sight("rule")
def _rules_seen(ids: set[int], for_: Actor) -> set[int]:
    return ids if extent_of(RULES, by=for_) else set()


@names("rule")
def _names(ids: Iterable[int]) -> Mapping[int, str]:
    return dict(Rule.objects.filter(pk__in=list(ids)).values_list("pk", "key"))
