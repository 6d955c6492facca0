"""Django's sessions in our own table, which knows whose they are (the engine named in the settings)."""

from datetime import datetime
from typing import Any

from django.contrib.sessions.backends.db import SessionStore as DatabaseSessions

from liaison.kit.clock import now
from liaison.team.models import Session


class SessionStore(DatabaseSessions):
    """Keeps beside each session whose it is, whence it came, and when it was last seen."""

    @classmethod
    def get_model_class(cls) -> type[Session]:
        return Session

    def create_model_instance(self, data: dict[str, Any]) -> Session:
        made: Session = super().create_model_instance(data)  # type: ignore[assignment]
        made.member_id = int(data["_auth_user_id"]) if data.get("_auth_user_id") else None
        made.place, made.browser = data.get("place", ""), data.get("browser", "")
        made.begun_at = datetime.fromisoformat(data["begun_at"]) if data.get("begun_at") else now()
        made.seen_at = now()
        return made
