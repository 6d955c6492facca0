"""Occasions of many messages, which a channel begins and ends: who serves, and when it is over."""

from datetime import datetime

from liaison.tickets.models import Contact


def serve_occasion(key: str, *, by: str) -> None:
    """Somebody (`member:7`) serves this occasion from now on. One that has not begun here is left alone."""
    Contact.objects.filter(key=key).update(by=by)


def end_occasion(key: str, *, at: datetime) -> None:
    """This occasion is over. Ended twice, it ended the first time."""
    Contact.objects.filter(key=key, ended_at=None).update(ended_at=at)
