"""Django's sessions in our own table, which knows whose they are (the engine named in the settings)."""

import json
from datetime import UTC, datetime
from functools import lru_cache
from typing import Any

from django.contrib.sessions.backends.db import SessionStore as DatabaseSessions

from liaison.kit.clock import now
from liaison.kit.rows import Prepared
from liaison.team.models import Session

_SESSION = Prepared(
    lambda key, at: Session.objects.filter(pk=key, expire_date__gt=at).values_list("session_data"),
    *("<key>", datetime(1, 1, 1, tzinfo=UTC)),
)


class SessionStore(DatabaseSessions):
    """Keeps beside each session whose it is, whence it came, and when it was last seen."""

    @classmethod
    def get_model_class(cls) -> type[Session]:
        return Session

    def load(self) -> dict[str, Any]:
        """What the session holds. Asked of the database with every page: signing out holds at once, everywhere."""
        found = _SESSION(self.session_key, now())
        if not found:
            self._session_key = None
            return {}
        held: dict[str, Any] = json.loads(_checked(*found[0]))
        return held

    def create_model_instance(self, data: dict[str, Any]) -> Session:
        made: Session = super().create_model_instance(data)  # type: ignore[assignment]
        made.member_id = int(data["_auth_user_id"]) if data.get("_auth_user_id") else None
        made.place, made.browser = data.get("place", ""), data.get("browser", "")
        made.begun_at = datetime.fromisoformat(data["begun_at"]) if data.get("begun_at") else now()
        made.seen_at = now()
        return made


@lru_cache(maxsize=4096)
def _checked(data: str) -> str:
    """The session as JSON, after its signature was looked at; the same words need that only once."""
    return json.dumps(SessionStore().decode(data))
