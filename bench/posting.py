"""Posting mails to a door, from a process of its own.

`python -m bench.posting HOST PORT ADDRESS SECONDS CONNECTIONS PER_SECOND` prints how many were acknowledged, and in how
many seconds.
"""

import json
import smtplib
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor

from bench.making.words import Words


def posted(
    host: str, port: int, address: str, *, seconds: float, connections: int, per_second: float
) -> tuple[int, float]:
    """Post at this pace for so long; return how many were acknowledged and in how many seconds."""
    given = [host, str(port), address, str(seconds), str(connections), str(per_second)]
    command = [sys.executable, "-m", "bench.posting", *given]
    many, took = json.loads(subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True).stdout)
    return many, took


def post(
    host: str, port: int, address: str, seconds: float, connections: int, per_second: float
) -> tuple[int, float]:
    """Keep to the pace as far as the door allows; nothing is posted after the time is over."""
    words, begun = Words(5), time.monotonic()
    stamp = time.time_ns()

    def work(first: int) -> int:
        done = 0
        with smtplib.SMTP(host, port, timeout=60) as line:
            for number in range(first, int(seconds * per_second), connections):
                at = begun + number / per_second
                time.sleep(max(0.0, at - time.monotonic()))
                if time.monotonic() > begun + seconds:
                    break
                person = f"person{number % 5000}@example.com"
                line.sendmail(person, [address], _mail(words, person, address, f"{stamp}-{number}", number))
                done += 1
        return done

    with ThreadPoolExecutor(connections) as pool:
        done = sum(pool.map(work, range(connections)))
    return done, time.monotonic() - begun


def _mail(words: Words, person: str, address: str, name: str, number: int) -> bytes:
    head = (
        f"From: Mira Kask <{person}>\r\nTo: {address}\r\nSubject: {words.subject()}\r\n"
        f"Message-ID: <{name}@example.com>\r\nDate: Mon, 02 Nov 2026 10:00:00 +0000\r\n"
        "MIME-Version: 1.0\r\nContent-Type: text/plain; charset=utf-8\r\n"
    )
    return f"{head}\r\n{words.text(number)}\r\n".encode()


if __name__ == "__main__":
    host, port, address, seconds, connections, per_second = sys.argv[1:]
    found = post(host, int(port), address, float(seconds), int(connections), float(per_second))
    print(json.dumps(found))
