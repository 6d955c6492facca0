"""The whole process: pages, health and live news on a real database."""

import asyncio
import http.client
import json
import threading
from collections.abc import Iterator
from typing import Any

import pytest
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.db import connection
from websockets.exceptions import ConnectionClosed
from websockets.sync.client import ClientConnection, connect

from liaison.config import serving as serving_parts
from liaison.config.asgi import application
from liaison.journal.actions.sealing import seal
from liaison.kit.asgi.tests.serving import serving
from liaison.kit.health import HEALTH
from liaison.kit.live import now, tell
from liaison.team.models import Member
from liaison.team.sessions import SessionStore
from liaison.tickets.tasks import break_due
from tests.cast import Cast, assemble, ticket

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def cast() -> Cast:
    return assemble()


@pytest.fixture
def address(cast: Cast) -> Iterator[str]:
    well = threading.Event()
    HEALTH.on_change(lambda part: well.set() if part == "database" else None)
    with serving(application()) as (host, port):
        assert well.wait(10)
        yield f"{host}:{port}"


def signed_in(member: Member) -> str:
    session = SessionStore()
    session[SESSION_KEY] = str(member.pk)
    session[BACKEND_SESSION_KEY] = "django.contrib.auth.backends.ModelBackend"
    session[HASH_SESSION_KEY] = member.get_session_auth_hash()
    session.save()
    return f"liaison={session.session_key}"


def page(address: str, member: Member, *topics: str) -> ClientConnection:
    headers = {"Cookie": signed_in(member)}
    socket = connect(f"ws://{address}/rt", origin=f"http://{address}", additional_headers=headers)
    socket.send(json.dumps({"hello": {"topics": topics}}))
    return socket


def hear(socket: ClientConnection) -> Any:
    return json.loads(socket.recv(timeout=10))


def test_a_mail_is_told_to_open_pages(cast: Cast, address: str) -> None:
    with page(address, cast.bo, "ticket:*") as bo:
        begun = hear(bo)["welcome"]
        ticket(cast)
        seal()
        [[seq, topics], *_] = hear(bo)["news"]
        assert (seq > begun, topics) == (True, ["ticket:*"])
        socket = page(address, cast.bo)
        assert hear(socket)["welcome"] == now.position() >= seq
        socket.close()


def test_a_job_that_would_never_end_ends_with_the_desk(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    at_it = threading.Event()

    def endless() -> int:
        at_it.set()
        return 200

    monkeypatch.setattr("liaison.tickets.actions.break_due", endless)
    break_due.defer(timestamp=0)

    async def work_and_stop() -> None:
        working = asyncio.create_task(serving_parts._work())
        await asyncio.to_thread(at_it.wait, 60)
        working.cancel()
        async with asyncio.timeout(60):
            await asyncio.gather(working, return_exceptions=True)

    asyncio.run(work_and_stop())
    assert at_it.is_set()


def test_a_ticket_of_another_department_is_not_heard(cast: Cast, address: str) -> None:
    other = ticket(cast)
    topics = [f"ticket:{other.pk}", f"member:{cast.bo.pk}", "health", "engine:1"]
    with page(address, cast.cleo, *topics) as cleo:
        assert set(hear(cleo)["refused"]) == {topics[0], topics[1], "engine:1"}
    with page(address, cast.bo, *topics) as bo:
        assert set(hear(bo)["refused"]) == {"engine:1"}


def test_a_stranger_hears_nothing(address: str) -> None:
    with connect(f"ws://{address}/rt", origin=f"http://{address}") as socket:
        with pytest.raises(ConnectionClosed):
            socket.recv(timeout=10)
        assert socket.close_code == 4401


def test_whoever_was_deactivated_is_a_stranger(cast: Cast, address: str) -> None:
    cookies = signed_in(cast.bo)
    Member.objects.filter(pk=cast.bo.pk).update(is_active=False)
    headers = {"Cookie": cookies}
    with connect(f"ws://{address}/rt", origin=f"http://{address}", additional_headers=headers) as socket:
        with pytest.raises(ConnectionClosed):
            socket.recv(timeout=10)
        assert socket.close_code == 4401


def test_words_from_elsewhere_reach_the_hub(cast: Cast, address: str) -> None:
    with page(address, cast.bo, "health") as bo:
        hear(bo)
        tell.nudge("health")
        assert hear(bo) == {"news": [[None, ["health"]]]}
        tell.send_away(cast.bo.ref)
        with pytest.raises(ConnectionClosed):
            bo.recv(timeout=10)


def test_the_hub_mends_its_line_to_the_database(cast: Cast, address: str) -> None:
    with page(address, cast.bo, "ticket:*") as bo:
        hear(bo)
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'liaison live'"
            )
        ticket(cast)
        seal()
        assert hear(bo)["news"][-1][1] == ["ticket:*"]


def test_health_names_every_part(address: str) -> None:
    asking = http.client.HTTPConnection(address, timeout=10)
    asking.request("GET", "/healthz")
    response = asking.getresponse()
    said = json.loads(response.read())
    asking.close()
    assert response.status == 200
    assert {"database", "live"} <= said["parts"].keys()
