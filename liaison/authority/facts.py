"""What rules may look at: the facts of a command, those which the gate adds, the running totals and the settings."""

from collections.abc import Iterable, Mapping

from django.utils.translation import gettext_lazy as _

from liaison.authority.catalogue import COMMANDS
from liaison.authority.words import Command, Fact, FactType
from liaison.kit.errors import NotFound

PERS = ("by", "customer", "ticket", "order")
SPANS = ("hour", "day", "month", "ever")
MEASURES = ("amount", "number")

OF_THE_GATE = (
    Fact(
        name="command", type=FactType.TEXT, label=_("What is asked for, such as orders.refund"), matters=False
    ),
    Fact(name="by.kind", type=FactType.TEXT, label=_("Who acts: human, virtual or program"), matters=False),
    Fact(name="by.roles", type=FactType.TEXTS, label=_("Their roles here"), matters=False),
    Fact(name="by.level", type=FactType.NUMBER, label=_("Their level of experience"), matters=False),
    Fact(name="currency", type=FactType.TEXT, label=_("Currency"), matters=False),
    Fact(name="now", type=FactType.MOMENT, label=_("The present moment"), matters=False),
)


def commands_of(command: str) -> list[type[Command]]:
    """The commands which a rule is about: the one of that name, or all ruled ones of a room (`room.*`).

    Raises NotFound when there is none.
    """
    room, _, verb = command.partition(".")
    if verb == "*":
        found = [cls for name, cls in COMMANDS.items() if cls.ruled and name.startswith(f"{room}.")]
    else:
        found = [COMMANDS[command]] if command in COMMANDS and COMMANDS[command].ruled else []
    if not found:
        raise NotFound
    return found


def known_to(command: str, *, settings: Mapping[str, FactType]) -> dict[str, FactType]:
    """Every fact by name that a rule about a command may look at, the running totals too. Raises NotFound.

    settings: the types of the company's settings, by name.
    """
    declared = [{fact.name: fact.type for fact in cls.facts} for cls in commands_of(command)]
    shared = {name: type_ for name, type_ in declared[0].items() if all(name in one for one in declared)}
    known = shared | {fact.name: fact.type for fact in OF_THE_GATE}
    known |= {f"setting.{name}": type_ for name, type_ in settings.items()}
    return known | _totals(kinds())


def kinds() -> set[str]:
    """Every kind of spending that some command declares."""
    return {kind for cls in COMMANDS.values() for kind in cls.kinds}


def _totals(kinds: Iterable[str]) -> dict[str, FactType]:
    return {
        f"spent.{kind}.{per}.{span}.{measure}": FactType.MONEY if measure == "amount" else FactType.NUMBER
        for kind in kinds
        for per in PERS
        for span in SPANS
        for measure in MEASURES
    }
