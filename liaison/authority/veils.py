"""What is kept from somebody whatever their role: a room says which of its things do not exist for whom.

A decision or a request about such a thing would tell of it, so it does not exist for them either.
"""

from collections.abc import Callable

from liaison.kit.actor import Actor

Veil = Callable[[Actor], frozenset[str]]
"""The references (`complaint:7`) of one noun which are kept from an actor; they are few."""

VEILS: dict[str, Veil] = {}


def veil(noun: str) -> Callable[[Veil], Veil]:
    """Register what is kept from whom among the things of a noun."""

    def register(hidden: Veil) -> Veil:
        VEILS[noun] = hidden
        return hidden

    return register


def veiled_from(for_: Actor) -> frozenset[str]:
    """Everything that is kept from somebody."""
    return frozenset().union(*(hidden(for_) for hidden in VEILS.values()))


def is_veiled(ref: str, *, from_: Actor) -> bool:
    """Whether this thing is kept from somebody; asks only about nouns of which anything ever is."""
    hidden = VEILS.get(ref.partition(":")[0])
    return hidden is not None and ref in hidden(from_)
