"""What kind of being acts. The rooms above register what they know of their nouns."""

from collections.abc import Callable

from liaison.authority.words import Being
from liaison.kit.actor import Actor

Knows = Callable[[str], Being]

BEINGS: dict[str, Knows] = {}
_BY_NOUN = {
    "member": Being("human"),
    "assistant": Being("virtual"),
    "virtual": Being("virtual"),
    "customer": Being("customer"),
}


def being(noun: str) -> Callable[[Knows], Knows]:
    """Register who knows what actors of a noun are. The function is given the whole reference, such as `member:7`."""

    def register(knows: Knows) -> Knows:
        BEINGS[noun] = knows
        return knows

    return register


def who_is(by: Actor) -> Being:
    """What an actor is: as it knows itself, by whoever registered, else by the noun; anything else is a program."""
    known = getattr(by, "being", None)
    if isinstance(known, Being):
        return known
    noun = by.ref.partition(":")[0]
    return BEINGS[noun](by.ref) if noun in BEINGS else _BY_NOUN.get(noun, Being())
