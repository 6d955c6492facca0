"""Which processes send: each holds a lock for as long as it lives, so that a new one knows what the dead left."""

from typing import Final

from django.db import connection

LOCK: Final = 0x5E4D


def alone() -> bool:
    """Say that this connection sends, until it is closed. Return whether nobody else does.

    When nobody else does, whatever is still claimed was claimed by somebody who died.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_lock(%s)", [LOCK])
        (nobody_else,) = cursor.fetchone()
        cursor.execute("SELECT pg_advisory_lock_shared(%s)", [LOCK])
        if nobody_else:
            cursor.execute("SELECT pg_advisory_unlock(%s)", [LOCK])
    return bool(nobody_else)
