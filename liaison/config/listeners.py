"""Who may listen to which topic: the same permissions that open the pages."""

from collections.abc import Callable
from typing import Final

from django.contrib.auth.base_user import AbstractBaseUser

from liaison.authority.queries import extent_of
from liaison.kit.actor import Actor, Plain
from liaison.kit.live.door import signed_in
from liaison.kit.live.words import Listener
from liaison.tickets.queries import SEE, visible_to


def who(cookies: str) -> Listener | None:
    """Return the member whose session these cookies carry."""
    member: AbstractBaseUser | None = signed_in(cookies)
    return Listener(f"member:{member.pk}", str(member)) if member is not None else None


def may_listen(listener: Listener, topic: str) -> bool:
    """Whether this listener may hear the numbers of this topic. A kind that is not named here is nobody's."""
    kind, _, which = topic.partition(":")
    rule = _RULES.get(kind)
    return rule is not None and rule(Plain(listener.ref), which)


def _ticket(by: Actor, which: str) -> bool:
    # `ticket:*` tells that something changed, not what: whoever sees any ticket at all may hear it.
    if which == "*":
        return bool(extent_of(SEE, by=by))
    return which.isdecimal() and visible_to(by).filter(pk=int(which)).exists()


def _approval(by: Actor, which: str) -> bool:
    return bool(extent_of(SEE, by=by))


def _customer(by: Actor, which: str) -> bool:
    return bool(extent_of("customers.see", by=by))


def _member(by: Actor, which: str) -> bool:
    return by.ref == f"member:{which}"


def _everybody(by: Actor, which: str) -> bool:
    return True


_RULES: Final[dict[str, Callable[[Actor, str], bool]]] = {
    "ticket": _ticket,
    "approval": _approval,
    "customer": _customer,
    "member": _member,
    "health": _everybody,
    "department": _everybody,
    "mailbox": _everybody,
    "brand": _everybody,
    "role": _everybody,
}
