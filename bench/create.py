"""A ticket opened through the API, beside the same SQL replayed by pgbench: what all that is not the database costs.

The desk is the process that `./run` starts. One create is recorded statement by statement, ids which the database
gives out become variables of the script, and pgbench replays it with as many connections as programs asked with.
"""

import json
import re
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass

from bench.desk import Desk, opened
from bench.figure import Figure
from bench.floor import Said, heard, replayed

SECONDS = 10
PROGRAMS = 8
LEAST = 0.3
PATH = "/api/v1/commands/tickets.open"
APART = 10**12
"""Ids of the recorded create begin here, each sequence in a range of its own, so that no other number is one."""


@dataclass(frozen=True)
class Share(Figure):
    """Kept when it reaches a share of its floor."""

    @property
    def kept(self) -> bool:
        return self.ratio >= LEAST


def measure() -> Iterator[Figure]:
    """Creates a second through the API, and its share of what pgbench reaches with the same SQL."""
    with opened() as desk:
        secret, department = _token()
        _load(desk, secret, department, seconds=2)
        ours = _load(desk, secret, department, seconds=SECONDS)
        script = _record(secret, department)
        theirs = replayed([script], connections=PROGRAMS, seconds=SECONDS).a_second
    statements = script.count(";\n") + script.count(" \\gset ")
    yield Share(
        f"create through the API ({statements} statements)", ours, "1/s", round(theirs, 1), least=True
    )


def _token() -> tuple[str, int]:
    from liaison.api.actions import create_token
    from liaison.api.queries import acting
    from liaison.kit.actor import SYSTEM
    from liaison.team.models import Department

    _, secret = create_token("Bench", member=acting(), scopes=["*"], by=SYSTEM)
    return secret, Department.objects.order_by("pk").values_list("pk", flat=True)[0]


def _load(desk: Desk, secret: str, department: int, *, seconds: int) -> float:
    """Ask from a process of its own, so that the asking shares no lock with what is measured here."""
    command = [
        sys.executable,
        "-m",
        "bench.create",
        desk.host,
        str(desk.port),
        secret,
        str(department),
        str(seconds),
    ]
    return float(subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True).stdout)


def ask(host: str, port: int, secret: str, department: int, seconds: float) -> float:
    """Open tickets over a few kept connections. Return how many a second were done."""
    from concurrent.futures import ThreadPoolExecutor

    begun = time.monotonic()
    with ThreadPoolExecutor(PROGRAMS) as pool:
        done = pool.map(
            lambda n: _program(n, host, port, secret, department, begun + seconds), range(PROGRAMS)
        )
        return sum(done) / (time.monotonic() - begun)


def _program(number: int, host: str, port: int, secret: str, department: int, until: float) -> int:
    done = 0
    with socket.create_connection((host, port)) as line:
        line.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        while time.monotonic() < until:
            key = f"{time.time_ns()}-{number}"
            line.sendall(_request(key, secret, department))
            answer = _answer(line)
            if not answer.startswith(b"HTTP/1.1 200"):
                raise RuntimeError(answer.decode(errors="replace"))
            done += 1
    return done


def _answer(line: socket.socket) -> bytes:
    """One whole answer, which may come in pieces."""
    answer = line.recv(65536)
    while b"\r\n\r\n" not in answer:
        answer += line.recv(65536)
    head, _, body = answer.partition(b"\r\n\r\n")
    length = re.search(rb"content-length: (\d+)", head.lower())
    while len(body) < int(length[1] if length else 0):
        body += line.recv(65536)
    return head + body


def _body(key: str, department: int) -> bytes:
    said = {
        "department": department,
        "subject": "Where is my parcel?",
        "text": "It was to come on Friday, and today is Monday. Could you please look where it is?",
        "address": f"mira.{key}@example.com",
        "person": "Mira Kask",
    }
    return json.dumps(said).encode()


def _request(key: str, secret: str, department: int) -> bytes:
    body = _body(key, department)
    head = (
        f"POST {PATH} HTTP/1.1\r\nHost: desk\r\nAuthorization: Bearer {secret}\r\nIdempotency-Key: {key}\r\n"
        f"Content-Type: application/json\r\nContent-Length: {len(body)}\r\n\r\n"
    )
    return head.encode() + body


def _record(secret: str, department: int) -> str:
    """Return one create as a script of pgbench."""
    from django.test import Client

    _spread_ids()
    key = "the-recorded-one"
    headers = {"Authorization": f"Bearer {secret}", "Idempotency-Key": key}
    client = Client()
    asked = {"data": _body(key, department), "content_type": "application/json", "headers": headers}
    client.post(PATH, **{**asked, "headers": headers | {"Idempotency-Key": "warm"}})
    with heard(above=APART) as said:
        answer = client.post(PATH, **{**asked, "data": _body("another", department)})
    if answer.status_code != 200:
        raise RuntimeError(answer.content.decode())
    return _script(said, key=key)


def _spread_ids() -> None:
    """Give every sequence a range of its own, far from any other number."""
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT schemaname, sequencename FROM pg_sequences WHERE data_type = 'bigint'::regtype ORDER BY 2"
        )
        for at, (schema, name) in enumerate(cursor.fetchall(), start=1):
            cursor.execute(f'ALTER SEQUENCE "{schema}"."{name}" RESTART WITH {APART * at}')


def _script(said: Said, *, key: str) -> str:
    """Write pgbench's script: whatever must be new each time is a variable."""
    known: dict[int, str] = {}
    lines = ["\\set unique random(1, 9000000000000000000)"]
    for at, (sql, given) in enumerate(said):
        later = " ".join(one for one, _ in said[at + 1 :])
        sql = (
            " ".join(sql.split())
            .rstrip(";")
            .replace("mira.another@", "mira.:unique@")
            .replace(key, "k:unique")  # Behind a colon it would stand as it is.
        )
        for number, name in known.items():
            # A reference in JSON: pgbench takes two colons for a cast, so the first is written as its number.
            sql = re.sub(rf'"([a-z]+):{number}"', rf'"\1\\u003a:{name}"', sql)
            sql = re.sub(rf"(?<!\d){number}(?!\d)", f":{name}", sql)
        fresh = {
            number: column
            for number, column in given.items()
            if number not in known and re.search(rf"(?<!\d){number}(?!\d)", later)
        }
        if fresh:
            prefix = f"made{len(lines)}_"
            known |= {number: prefix + column for number, column in fresh.items()}
            lines.append(f"{sql} \\gset {prefix}")
        else:
            lines.append(f"{sql};")
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    given_host, given_port, given_secret, given_department, given_seconds = sys.argv[1:]
    rate = ask(given_host, int(given_port), given_secret, int(given_department), float(given_seconds))
    sys.stdout.write(f"{rate}\n")
