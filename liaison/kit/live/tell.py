"""Words to the hub from anywhere: a view, a reaction, another process. Heard when the transaction commits."""

import json
from typing import Any

from django.db import connection

from liaison.kit.live.postgres import SIDE_CHANNEL


def nudge(*topics: str) -> None:
    """Have whoever listens to these topics look again, though nothing of it stands in the journal (`health`)."""
    _tell(nudge=topics)


def send_away(ref: str) -> None:
    """Close every open page's socket of this person (`member:7`): they signed out or were locked out."""
    _tell(out=ref)


def _tell(**said: Any) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_notify(%s, %s)", [SIDE_CHANNEL, json.dumps(said)])
