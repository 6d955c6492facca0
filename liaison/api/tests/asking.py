"""How the tests of this room ask: as a program would, through the whole stack of Django."""

import json
from typing import Any

from django.test import Client

from liaison.api.actions import create_token
from liaison.kit.actor import SYSTEM
from liaison.team.models import Member

PROBLEM = "application/problem+json"


class Program:
    """A program with a token."""

    def __init__(self, member: Member, *scopes: str, key: str = "") -> None:
        self.token, self.secret = create_token("Test", member=member, scopes=scopes or ("*",), by=SYSTEM)
        self._client = Client(raise_request_exception=False)

    def get(self, path: str, **query: Any) -> Any:
        return self._client.get(f"/api/v1{path}", query, headers=self.headers())

    def post(self, path: str, body: Any = None, *, key: str = "", method: str = "post", **more: Any) -> Any:
        send = getattr(self._client, method)
        given = {"data": json.dumps(body or {}), "content_type": "application/json"} | more
        return send(f"/api/v1{path}", headers=self.headers(key), **given)

    def headers(self, key: str = "") -> dict[str, str]:
        return {"Authorization": f"Bearer {self.secret}"} | ({"Idempotency-Key": key} if key else {})
