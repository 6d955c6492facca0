"""Ending what is signed in."""

from datetime import datetime, timedelta

from liaison.kit.clock import now
from liaison.team.models import Member, Session

SEEN_EVERY = timedelta(minutes=5)
_touched: dict[str, datetime] = {}
_REMEMBERED = 5_000


def end_sessions(member: Member, *, but: str | None = None) -> int:
    """Sign a member out everywhere, but for the session with the key `but`. Return how many were ended."""
    found = Session.objects.filter(member=member)
    ended, _ = (found.exclude(pk=but) if but else found).delete()
    return ended


def end_session(member: Member, *, beginning: str) -> bool:
    """End the one session of this member whose key begins so. Tell whether there was one."""
    ended, _ = Session.objects.filter(member=member, pk__startswith=beginning).delete()
    return bool(ended)


def seen(key: str) -> None:
    """Note that a session is in use: a row is written once in five minutes, not with every page."""
    at = now()
    if at - _touched.get(key, datetime.min.replace(tzinfo=at.tzinfo)) < SEEN_EVERY:
        return
    if len(_touched) > _REMEMBERED:
        _touched.clear()
    _touched[key] = at
    Session.objects.filter(pk=key).update(seen_at=at)


def sweep() -> int:
    """Delete the sessions which have run out. Return how many."""
    gone, _ = Session.objects.filter(expire_date__lt=now()).delete()
    return gone
