"""Who may listen to which topic: the same permissions that open the pages."""

import secrets
from collections.abc import Callable
from typing import Final

from django.contrib.auth.base_user import AbstractBaseUser

from liaison.api.queries import may_import
from liaison.authority.queries import extent_of
from liaison.channels.chat import actions as chats
from liaison.channels.chat.queries import find_chat, may_hear, visit_with, visitor_with
from liaison.channels.chat.rules import ONLOOKS
from liaison.journal.registry import SIGHTS
from liaison.kit.actor import Actor, Plain
from liaison.kit.errors import NotFound
from liaison.kit.live.door import TOKEN, signed_in
from liaison.kit.live.words import Listener
from liaison.routing import actions as routing
from liaison.tickets.queries import SEE, visible_to

PROCESS: Final = secrets.token_hex(4)


def who(credentials: str) -> Listener | None:
    """Return the member whose session these cookies carry, or the visitor whose token this is."""
    if credentials.startswith(TOKEN):
        return _who_visits(credentials.removeprefix(TOKEN))
    member: AbstractBaseUser | None = signed_in(credentials)
    return Listener(f"member:{member.pk}", str(member)) if member is not None else None


def _who_visits(token: str) -> Listener | None:
    if token.startswith(ONLOOKS):
        visit = visit_with(token.removeprefix(ONLOOKS))
        return Listener(visit.ref, "") if visit else None
    visitor = visitor_with(token)
    return Listener(visitor.ref, visitor.called) if visitor and not visitor.blocked_at else None


def attend(here: set[str]) -> None:
    """These have a page of ours open: representatives who may be rung, visitors who wait or only look."""
    for noun, told in (("member", routing.attend), ("visitor", chats.attend)):
        if ids := _ids(noun, here):
            told(ids)
    chats.still_there(_ids("visit", here))


def passes(came: set[str], went: set[str]) -> None:
    """These have opened or closed a page of a site on which somebody may be invited to chat."""
    came_ids, went_ids = _ids("visit", came), _ids("visit", went)
    if came_ids or went_ids:
        chats.passes(came_ids, went_ids, process=PROCESS)


def _ids(noun: str, refs: set[str]) -> set[int]:
    return {int(ref.partition(":")[2]) for ref in refs if ref.startswith(f"{noun}:")}


def may_listen(listener: Listener, topic: str) -> bool:
    """Whether this listener may hear the numbers of this topic.

    A kind that is not named here is heard by those who may see the thing itself, as its room has registered; one that
    no room knows is nobody's.
    """
    kind, _, which = topic.partition(":")
    noun, _, number = listener.ref.partition(":")
    if noun == "visit":
        return topic == listener.ref
    if noun != "member":
        return (
            noun == "visitor"
            and kind == "chat"
            and which.isdecimal()
            and may_hear(int(which), visitor=int(number))
        )
    rule = _RULES.get(kind)
    return rule(Plain(listener.ref), which) if rule else _sees(Plain(listener.ref), kind, which)


def _sees(by: Actor, kind: str, which: str) -> bool:
    return kind in SIGHTS and which.isdecimal() and int(which) in SIGHTS[kind]({int(which)}, by)


def _ticket(by: Actor, which: str) -> bool:
    # `ticket:*` tells that something changed, not what: whoever sees any ticket at all may hear it.
    if which == "*":
        return bool(extent_of(SEE, by=by))
    return which.isdecimal() and visible_to(by).filter(pk=int(which)).exists()


def _approval(by: Actor, which: str) -> bool:
    return bool(extent_of(SEE, by=by))


def _chat(by: Actor, which: str) -> bool:
    if which == "*":
        return bool(extent_of(SEE, by=by))
    try:
        return which.isdecimal() and bool(find_chat(int(which), for_=by))
    except NotFound:
        return False


def _visits(by: Actor, which: str) -> bool:
    return which.isdecimal() and extent_of("chat.take", by=by).covers(int(which))


def _customer(by: Actor, which: str) -> bool:
    return bool(extent_of("customers.see", by=by))


def _order(by: Actor, which: str) -> bool:
    return bool(extent_of("orders.see", by=by))


def _member(by: Actor, which: str) -> bool:
    return by.ref == f"member:{which}"


def _everybody(by: Actor, which: str) -> bool:
    return True


_RULES: Final[dict[str, Callable[[Actor, str], bool]]] = {
    "ticket": _ticket,
    "approval": _approval,
    "chat": _chat,
    "preview": _chat,
    "visits": _visits,
    "site": _everybody,
    "customer": _customer,
    "order": _order,
    "rule": _everybody,
    "member": _member,
    "health": _everybody,
    "department": _everybody,
    "mailbox": _everybody,
    "messaging_account": _everybody,
    "brand": _everybody,
    "role": _everybody,
    "intake": lambda by, which: may_import(by),
}
