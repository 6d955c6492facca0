"""Health without a thread, and parts that live as long as the process."""

import asyncio
import http.client
import json
import threading
from typing import Any

import pytest
from websockets.exceptions import InvalidStatus
from websockets.sync.client import connect

from liaison.kit.asgi.tests.serving import dispatcher, serving
from liaison.kit.health import Health
from liaison.kit.parts import Part, Parts


def health_of(address: tuple[str, int]) -> tuple[int, Any]:
    connection = http.client.HTTPConnection(*address, timeout=10)
    connection.request("GET", "/healthz")
    response = connection.getresponse()
    said = json.loads(response.read())
    connection.close()
    return response.status, said


def test_health_is_told_while_every_thread_is_busy() -> None:
    health = Health()
    inside, leave = threading.Event(), threading.Event()

    def busy(environ: dict[str, Any], start_response: Any) -> list[bytes]:
        inside.set()
        leave.wait(10)
        start_response("204 No Content", [])
        return []

    with serving(dispatcher(busy, threads=1, health=health)) as address:
        first = http.client.HTTPConnection(*address, timeout=10)
        first.request("GET", "/")
        inside.wait(10)
        health.tell("mailbox", well=False, note="sign-in refused")
        status, said = health_of(address)
        leave.set()
        first.getresponse()
        first.close()
    assert status == 200
    assert said["ok"] is True
    assert said["parts"]["mailbox"]["ok"] is False
    assert said["parts"]["mailbox"]["note"] == "sign-in refused"


def test_a_desk_that_cannot_work_says_503() -> None:
    health = Health()
    health.tell("database", well=False, vital=True)
    with serving(dispatcher(health=health)) as address:
        assert health_of(address)[0] == 503
        health.tell("database", well=True, vital=True)
        assert health_of(address)[0] == 200


def test_parts_run_while_the_process_serves_and_end_with_it() -> None:
    health = Health()
    seen: list[str] = []

    async def run() -> None:
        seen.append("begun")
        try:
            await asyncio.get_running_loop().create_future()
        finally:
            seen.append("ended")

    with serving(dispatcher(health=health, parts=Parts([Part("clockwork", run)], health=health))) as address:
        _, said = health_of(address)
        assert said["parts"]["clockwork"]["note"] == "running"
        assert seen == ["begun"]
    assert seen == ["begun", "ended"]


def test_a_socket_on_another_path_is_refused() -> None:
    with serving(dispatcher()) as (host, port), pytest.raises(InvalidStatus, match="403"):
        connect(f"ws://{host}:{port}/other")
