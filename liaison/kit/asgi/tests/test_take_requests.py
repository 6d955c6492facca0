"""Requests that are too large, too slow or too many, and requests while others are stalled."""

import asyncio
import http.client
import json
import socket
import threading
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from liaison.kit.asgi.errors import TooBusy, TooSlow
from liaison.kit.asgi.spool import MEGABYTE, Limits, Spooler
from liaison.kit.asgi.tests.serving import dispatcher, serving
from liaison.kit.asgi.words import Message


def counting(environ: dict[str, Any], start_response: Any) -> list[bytes]:
    start_response("200 OK", [("Content-Type", "text/plain")])
    return [b"%d" % len(environ["wsgi.input"].read())]


def test_an_announced_giant_is_refused_before_it_is_sent() -> None:
    with serving(dispatcher(counting, spooler=Spooler(Limits(size=2 * MEGABYTE)))) as (host, port):
        connection = http.client.HTTPConnection(host, port, timeout=10)
        connection.putrequest("POST", "/")
        connection.putheader("Content-Length", str(3 * MEGABYTE))
        connection.putheader("Accept-Language", "en")
        connection.endheaders()
        response = connection.getresponse()
        said = json.loads(response.read())
        connection.close()
    assert response.status == 413
    assert said["detail"] == "This is larger than the 2 MB which the desk takes at once."


@pytest.mark.parametrize("announced", [True, False])
def test_whoever_reads_nothing_before_the_end_reads_the_refusal_too(announced: bool) -> None:
    giant = b"x" * 40 * MEGABYTE
    how = {"Connection": "close"} | ({"Content-Length": str(len(giant))} if announced else {})
    with serving(dispatcher(counting, spooler=Spooler(Limits(size=MEGABYTE)))) as (host, port):
        connection = http.client.HTTPConnection(host, port, timeout=30)
        connection.request("POST", "/", body=giant if announced else iter([giant]), headers=how)
        response = connection.getresponse()
        assert (response.status, json.loads(response.read())["title"]) == (413, "TooLarge")
        assert response.headers["Connection"] == "close"
        connection.close()


async def test_a_refused_body_is_not_read_for_ever() -> None:
    async def endless() -> Message:
        await asyncio.sleep(0)
        return {"type": "http.request", "body": b".", "more_body": True}

    await Spooler(Limits(farewell=timedelta(0))).throw_away(endless)
    await Spooler(Limits(hush=timedelta(0))).throw_away(silence)


def test_a_giant_that_did_not_say_so_is_refused_when_it_becomes_one() -> None:
    chunks = (b"x" * 65536 for _ in range(17))
    with serving(dispatcher(counting, spooler=Spooler(Limits(size=MEGABYTE)))) as (host, port):
        connection = http.client.HTTPConnection(host, port, timeout=10)
        connection.request("POST", "/", body=chunks)
        assert connection.getresponse().status == 413
        connection.close()


def test_what_fits_exactly_is_taken() -> None:
    with serving(dispatcher(counting, spooler=Spooler(Limits(size=MEGABYTE)))) as (host, port):
        connection = http.client.HTTPConnection(host, port, timeout=10)
        connection.request("POST", "/", body=b"x" * MEGABYTE)
        assert connection.getresponse().read() == b"1048576"
        connection.close()


async def silence() -> Message:
    return await asyncio.get_running_loop().create_future()


async def test_silence_ends_the_waiting() -> None:
    with pytest.raises(TooSlow):
        async with Spooler(Limits(silence=timedelta(0))).body({"headers": []}, silence):
            pass


async def test_dripping_ends_the_waiting_though_it_is_never_silent() -> None:
    async def drip() -> Message:
        await asyncio.sleep(0)
        return {"type": "http.request", "body": b".", "more_body": True}

    with pytest.raises(TooSlow):
        async with Spooler(Limits(patience=timedelta(0), slowest=10**9)).body({"headers": []}, drip):
            pass


async def test_all_bodies_together_have_a_limit_and_leave_room_when_they_end() -> None:
    spooler = Spooler(Limits(together=10))

    async def eight() -> Message:
        return {"type": "http.request", "body": b"12345678"}

    async with spooler.body({"headers": []}, eight):
        with pytest.raises(TooBusy):
            async with spooler.body({"headers": []}, eight):
                pass
    async with spooler.body({"headers": []}, eight) as body:
        assert body.read() == b"12345678"


def test_a_slow_sender_is_told_so() -> None:
    with serving(dispatcher(counting, spooler=Spooler(Limits(silence=timedelta(0))))) as (host, port):
        connection = http.client.HTTPConnection(host, port, timeout=10)
        connection.putrequest("POST", "/")
        connection.putheader("Content-Length", "100")
        connection.endheaders()
        response = connection.getresponse()
        assert (response.status, response.headers["Connection"]) == (408, "close")
        connection.close()


def test_whoever_finds_the_queue_full_is_told_to_come_back() -> None:
    inside, leave = threading.Event(), threading.Event()

    def busy(environ: dict[str, Any], start_response: Any) -> list[bytes]:
        inside.set()
        leave.wait(10)
        start_response("204 No Content", [])
        return []

    with serving(dispatcher(busy, threads=1, queue=0)) as address:
        first = socket.create_connection(address)
        first.sendall(b"GET / HTTP/1.1\r\nHost: x\r\n\r\n")
        inside.wait(10)
        connection = http.client.HTTPConnection(*address, timeout=10)
        connection.request("GET", "/")
        response = connection.getresponse()
        assert (response.status, response.headers["Retry-After"]) == (503, "5")
        leave.set()
        assert first.recv(20).startswith(b"HTTP/1.1 204")
        first.close()
        connection.close()


def test_a_hundred_stalled_uploads_and_a_hundred_stalled_downloads_hold_nobody_up(tmp_path: Path) -> None:
    film = tmp_path / "film"
    film.write_bytes(b"x" * 32 * MEGABYTE)

    def app(environ: dict[str, Any], start_response: Any) -> list[bytes]:
        headers = {"/file": [("X-Liaison-File", str(film))], "/page": [("Content-Type", "text/plain")]}
        start_response("200 OK", headers.get(environ["PATH_INFO"], []))
        return [b"x" * 32 * MEGABYTE if environ["PATH_INFO"] == "/page" else b"here"]

    with serving(dispatcher(app, files=tmp_path)) as address:
        stalled = [socket.create_connection(address) for _ in range(200)]
        for number, connection in enumerate(stalled):
            upload = b"POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 1000000\r\n\r\nonly this"
            download = b"GET /%s HTTP/1.1\r\nHost: x\r\n\r\n" % (b"file" if number > 9 else b"page")
            connection.sendall(upload if number % 2 else download)
        for connection in stalled[::2]:
            assert connection.recv(15) == b"HTTP/1.1 200 OK"  # Each download has begun; nobody reads on.
        asking = http.client.HTTPConnection(*address, timeout=10)
        asking.request("GET", "/")
        assert asking.getresponse().read() == b"here"
        asking.close()
        for connection in stalled:
            connection.close()
