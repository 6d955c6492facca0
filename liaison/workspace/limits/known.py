"""What a rule may look at, as people call it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from liaison.authority.catalogue import COMMANDS
from liaison.authority.facts import OF_THE_GATE, commands_of, known_to
from liaison.authority.queries import settings_known, settings_said
from liaison.authority.words import FactType
from liaison.kit.errors import NotFound
from liaison.kit.texts import words_in

KINDS: Mapping[str, str | Promise] = {
    "refund": gettext_lazy("Refunds"),
    "compensation": gettext_lazy("Compensations"),
    "cancellation": gettext_lazy("Cancellations"),
    "settlement": gettext_lazy("Money for goods that came back"),
}
_PERS: Mapping[str, str | Promise] = {
    "by": gettext_lazy("by this person"),
    "customer": gettext_lazy("to this customer"),
    "ticket": gettext_lazy("on this ticket"),
    "order": gettext_lazy("for this order"),
}
_SPANS: Mapping[str, str | Promise] = {
    "hour": gettext_lazy("within this hour"),
    "day": gettext_lazy("today"),
    "month": gettext_lazy("this month"),
    "ever": gettext_lazy("ever"),
}


@dataclass(frozen=True)
class KnownFact:
    """One fact, with its name for people. group: where it stands in a list of all."""

    name: str
    type: FactType
    label: str
    group: str


Known = Mapping[str, KnownFact]


def known_facts(command: str) -> dict[str, KnownFact]:
    """Every fact that a rule about a command may look at, by name; nothing for a command that is gone."""
    try:
        types = known_to(command, settings=settings_known())
        labels = {fact.name: str(fact.label) for cls in commands_of(command) for fact in cls.facts}
    except NotFound:
        return {}
    gate = {fact.name: str(fact.label) for fact in OF_THE_GATE}
    settings = {f"setting.{name}": words_in(texts, _here()) for name, texts in settings_said().items()}
    return {name: _fact(name, type_, labels, gate, settings) for name, type_ in types.items()}


def _fact(
    name: str,
    type_: FactType,
    own: Mapping[str, str],
    gate: Mapping[str, str],
    settings: Mapping[str, str],
) -> KnownFact:
    if name in own:
        return KnownFact(name, type_, own[name], _("The matter"))
    if name in gate:
        return KnownFact(name, type_, gate[name], _("Who acts, and when"))
    if name.startswith("spent."):
        return KnownFact(name, type_, _total(name), _("Given before"))
    return KnownFact(name, type_, settings.get(name) or name, _("Settings"))


def _total(name: str) -> str:
    _spent, kind, per, span, measure = name.split(".")
    what = _("amount") if measure == "amount" else _("number")
    return " · ".join(map(str, (kind_called(kind), _PERS[per], _SPANS[span], what)))


def kind_called(kind: str) -> str:
    """What a kind of giving is called."""
    return str(KINDS.get(kind, kind))


def command_called(name: str) -> str:
    """What a command, or all of a room, is called."""
    if name.endswith(".*"):
        return _("Everything about %(room)s") % {"room": room_called(name.partition(".")[0])}
    return str(COMMANDS[name].label) if name in COMMANDS else name


def room_called(room: str) -> str:
    """What a room is called whose commands the company limits."""
    return {"orders": _("orders"), "customers": _("customers"), "complaints": _("complaints")}.get(room, room)


def ruled() -> list[tuple[str, str]]:
    """The commands which the company limits, by name, and the rooms that have several."""
    names = sorted(name for name, cls in COMMANDS.items() if cls.ruled)
    rooms = [name.partition(".")[0] for name in names]
    whole = [f"{room}.*" for room in dict.fromkeys(rooms) if rooms.count(room) > 1]
    return [(name, command_called(name)) for name in sorted([*names, *whole])]


def grouped(known: Known) -> Sequence[tuple[str, list[tuple[str, str]]]]:
    """The facts as a choice: by group, those of the matter first."""
    groups: dict[str, list[tuple[str, str]]] = {}
    for fact in known.values():
        groups.setdefault(fact.group, []).append((fact.name, fact.label))
    return list(groups.items())


def _here() -> str:
    return (get_language() or "en").partition("-")[0]
