"""The kinds of complaints with their deadlines, and where customers can turn."""

from dataclasses import dataclass
from typing import Any, Final

from django.db import transaction
from django.utils.translation import gettext_noop as _

from liaison.complaints import events
from liaison.complaints.errors import BadPeriod, KindNameTaken, NothingSaid
from liaison.complaints.models import Instance, Kind
from liaison.complaints.rules import Period
from liaison.complaints.words import Unit, Where
from liaison.journal.actions import record
from liaison.kit.actor import Actor
from liaison.kit.clock import now
from liaison.kit.rows import one_at_a_time


@dataclass(frozen=True, kw_only=True)
class Terms:
    """What a kind binds us to: by when its receipt is acknowledged, by when it is answered, how much may be added."""

    acknowledge: Period
    answer: Period
    extend: Period | None = None


_SOON = Period(5, Unit.WORKING_DAYS)
_MONTH = Terms(acknowledge=_SOON, answer=Period(30, Unit.DAYS), extend=Period(30, Unit.DAYS))
# Payments: Directive (EU) 2015/2366, Article 101. Privacy: Regulation (EU) 2016/679, Article 12(3). The others are a
# usage of the trade, and all of them are the company's to set: in the United Kingdom DISP 1.6.2 gives eight weeks.
HOUSE: Final[dict[str, tuple[str, Terms]]] = {
    "service": (_("Service"), _MONTH),
    "staff": (_("Conduct of staff"), _MONTH),
    "product": (_("Product or goods"), _MONTH),
    "billing": (
        _("Billing and payments"),
        Terms(
            acknowledge=_SOON,
            answer=Period(15, Unit.WORKING_DAYS),
            extend=Period(20, Unit.WORKING_DAYS),
        ),
    ),
    "privacy": (
        _("Privacy and personal data"),
        Terms(acknowledge=_SOON, answer=Period(1, Unit.MONTHS), extend=Period(2, Unit.MONTHS)),
    ),
}


def set_up_complaint_kinds() -> None:
    """Make the kinds of the house where they are missing; what the company changed about them is left alone."""
    for key, (name, terms) in HOUSE.items():
        Kind.objects.get_or_create(key=key, defaults={"name": name, **_kept(terms)})


@transaction.atomic
def define_kind(
    kind: Kind, *, name: str, terms: Terms, by: Actor, instance: Instance | None = None, retired: bool = False
) -> Kind:
    """Lay a kind down. Complaints which have come in keep the days they were given. retired: not offered any more.

    Raises NothingSaid, KindNameTaken, BadPeriod.
    """
    called = name.strip()[:80]
    if not called:
        raise NothingSaid
    if not all(one.is_sound for one in (terms.acknowledge, terms.answer, terms.extend) if one):
        raise BadPeriod
    one_at_a_time("complaint_kind")
    if Kind.objects.filter(name=called).exclude(pk=kind.pk).exists():
        raise KindNameTaken
    kind.name = kind.name if kind.key else called
    for field, value in _kept(terms).items():
        setattr(kind, field, value)
    kind.instance, kind.retired_at = instance, now() if retired else None
    kind.save()
    record(events.KindDefined(complaint_kind_id=kind.pk), by=by)
    return kind


def _kept(terms: Terms) -> dict[str, Any]:
    extend = terms.extend or Period(0, Unit.DAYS)
    return {
        "acknowledge": terms.acknowledge.count,
        "acknowledge_unit": terms.acknowledge.unit,
        "answer": terms.answer.count,
        "answer_unit": terms.answer.unit,
        "extend": extend.count,
        "extend_unit": extend.unit,
    }


@dataclass(frozen=True, kw_only=True)
class Named:
    """An instance as letters name it. within: months after the final answer, None where no time is set."""

    name: str
    where: Where
    reach: str = ""
    within: int | None = None


@transaction.atomic
def define_instance(instance: Instance, named: Named, *, by: Actor, retired: bool = False) -> Instance:
    """Lay down where customers can turn. retired: not named any more. Raises NothingSaid, BadPeriod."""
    if not named.name.strip():
        raise NothingSaid
    if named.within is not None and not Period(named.within, Unit.MONTHS).is_sound:
        raise BadPeriod
    instance.name, instance.where = named.name.strip()[:200], named.where
    instance.reach, instance.within = named.reach.strip(), named.within
    instance.retired_at = now() if retired else None
    instance.save()
    record(events.InstanceDefined(instance_id=instance.pk), by=by)
    return instance


@transaction.atomic
def note_export(*, rows: int, by: Actor) -> None:
    """Keep that the register left the desk. rows: how many complaints it held."""
    record(events.RegisterExported(rows=rows), by=by)
