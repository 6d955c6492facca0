"""Words to the hub from anywhere: a view, a reaction, another process. Heard when the transaction commits."""

import json
from collections.abc import Mapping
from typing import Any

from django.conf import settings
from django.db import connection, transaction

from liaison.kit.live.postgres import LONGEST, NEWS_CHANNEL, SIDE_CHANNEL
from liaison.kit.live.redis import Speaker, speaker


def nudge(*topics: str) -> None:
    """Have whoever listens to these topics look again, though nothing of it stands in the journal (`health`)."""
    _tell(nudge=topics)


def give(ref: str, topic: str, what: Mapping[str, Any]) -> None:
    """Give the pages of one listener (`visitor:5`) which follow a topic what is new there, so that they need not ask.

    what: JSON. Too much for one word of the line, it has them look instead.
    """
    said = json.dumps({"to": ref, "topic": topic, "what": what}, ensure_ascii=False)
    if len(said.encode()) > LONGEST:
        nudge(topic)
    else:
        _say(SIDE_CHANNEL, said)


def send_away(ref: str) -> None:
    """Close every open page's socket of this person (`member:7`): they signed out or were locked out."""
    _tell(out=ref)


def sealed(first: int, last: int) -> None:
    """These numbers are new in the journal."""
    _say(NEWS_CHANNEL, f"{first}-{last}")


def _tell(**said: Any) -> None:
    _say(SIDE_CHANNEL, json.dumps(said))


def _say(channel: str, payload: str) -> None:
    by = speaker(settings.LIAISON["REDIS"])
    if by is None:
        _notify(channel, payload)
    else:
        transaction.on_commit(lambda: _by_redis(by, channel, payload))


def _by_redis(by: Speaker, channel: str, payload: str) -> None:
    if not by.say(channel, payload):
        _notify(channel, payload)


def _notify(channel: str, payload: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_notify(%s, %s)", [channel, payload])
