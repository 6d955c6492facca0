"""Ways from the workspace to the pages of other rooms, shown to whoever may go there."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache

from django.urls import NoReverseMatch, reverse
from django.utils.functional import Promise

from liaison.kit.actor import Actor


@dataclass(frozen=True)
class Way:
    """A link at the foot of the rail. name, icon: how it is shown. href: where it goes."""

    name: str | Promise
    icon: str
    href: str


_WAYS: list[tuple[str | Promise, str, str, Callable[[Actor], bool]]] = []


def way(name: str | Promise, *, icon: str, to: str, for_: Callable[[Actor], bool]) -> None:
    """Offer a page of another room. to: name of its address. for_: who sees it."""
    _WAYS.append((name, icon, to, for_))


def foot_ways(member: Actor) -> list[Way]:
    """The ways that this member sees."""
    found = []
    for name, icon, to, for_ in _WAYS:
        if for_(member) and (href := _address(to)):
            found.append(Way(name, icon, href))
    return found


@lru_cache
def _address(to: str) -> str:
    try:
        return reverse(to)
    except NoReverseMatch:
        return ""
