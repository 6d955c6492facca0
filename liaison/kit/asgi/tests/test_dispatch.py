"""Health without a thread, and parts that live as long as the process."""

import asyncio
import http.client
import json
import socket
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


@pytest.mark.parametrize(
    "hosts", [b"Host: a b\r\n", b"Host: <script>\r\n", b"Host:\r\n", b"Host: a\r\nHost: b\r\n"]
)
def test_a_request_for_no_host_is_refused_with_one_line(
    hosts: bytes, caplog: pytest.LogCaptureFixture
) -> None:
    def never(environ: dict[str, Any], start_response: Any) -> list[bytes]:
        raise AssertionError("no page is asked")

    with serving(dispatcher(never)) as address, socket.create_connection(address) as line:
        line.sendall(b"GET /inbox/ HTTP/1.1\r\n" + hosts + b"Connection: close\r\n\r\n")
        said = b"".join(iter(lambda: line.recv(4096), b""))

    assert said.startswith(b"HTTP/1.1 400 ")
    lines = [r for r in caplog.records if r.name == "liaison.kit.asgi.dispatcher"]
    assert [(len(r.getMessage().splitlines()), r.exc_info) for r in lines] == [(1, None)]


@pytest.mark.parametrize(
    "host", [b"desk.example", b"desk.example:8000", b"[::1]:8000", b"127.0.0.1", b"DESK.example."]
)
def test_any_name_a_proxy_lets_through_is_taken(host: bytes) -> None:
    with serving(dispatcher()) as address, socket.create_connection(address) as line:
        line.sendall(b"GET / HTTP/1.1\r\nHost: " + host + b"\r\nConnection: close\r\n\r\n")
        assert line.recv(12) == b"HTTP/1.1 204"


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


def test_a_page_whose_reader_hung_up_is_finished_before_the_process_ends() -> None:
    inside, leave, ended = threading.Event(), threading.Event(), threading.Event()

    def slow(environ: dict[str, Any], start_response: Any) -> list[bytes]:
        inside.set()
        leave.wait(10)
        ended.set()
        start_response("204 No Content", [])
        return []

    async def leaves_when_told_to_stop() -> None:
        try:
            await asyncio.get_running_loop().create_future()
        finally:
            asyncio.get_running_loop().call_later(0.05, leave.set)

    health = Health()
    parts = Parts([Part("whoever waits", leaves_when_told_to_stop)], health=health)
    with (
        serving(dispatcher(slow, parts=parts, health=health)) as address,
        socket.create_connection(address) as line,
    ):
        line.sendall(b"GET / HTTP/1.1\r\nHost: desk.example\r\n\r\n")
        inside.wait(10)
        line.shutdown(socket.SHUT_RDWR)
    assert ended.is_set()


def test_a_socket_on_another_path_is_refused() -> None:
    with serving(dispatcher()) as (host, port), pytest.raises(InvalidStatus, match="403"):
        connect(f"ws://{host}:{port}/other")
