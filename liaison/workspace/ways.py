"""Ways from the workspace to the pages of other rooms, shown to whoever may go there."""

from collections.abc import Callable
from dataclasses import dataclass

from django.urls import NoReverseMatch, reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from liaison.authority.queries import extent_of
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


def _configures(member: Actor) -> bool:
    return any(extent_of(permission, by=member) for permission in ("team.configure", "email.configure"))


way(_("Configuration"), icon="settings", to="configuration", for_=_configures)
way(_("My settings"), icon="circle-user-round", to="my-settings", for_=lambda member: True)


def foot_ways(member: Actor) -> list[Way]:
    """The ways that this member sees."""
    found = []
    for name, icon, to, for_ in _WAYS:
        if for_(member):
            try:
                found.append(Way(name, icon, reverse(to)))
            except NoReverseMatch:
                continue
    return found
