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
                person = _person(stamp, number)
                line.sendmail(person, [address], _mail(words, person, address, stamp, number))
                done += 1
        return done

    with ThreadPoolExecutor(connections) as pool:
        done = sum(pool.map(work, range(connections)))
    return done, time.monotonic() - begun


APART = 300
"""A further word on a matter comes so many mails after the one before."""


def _person(stamp: int, number: int) -> str:
    """A third are people who never wrote before, a third write again and again, a third answer on their matter."""
    kind = number % 3
    return f"{('new', 'known', 'talks')[kind]}{(f'{stamp}-{number}', number % 900, number % APART)[kind]}@example.com"


def _mail(words: Words, person: str, address: str, stamp: int, number: int) -> bytes:
    """A mail as it comes: every second one has HTML beside its text, an answer quotes what it answers."""
    subject, text = words.subject(), f"{words.text(number)}\r\n"
    head = (
        f"From: Mira Kask <{person}>\r\nTo: {address}\r\nMessage-ID: <{stamp}-{number}@example.com>\r\n"
        "Date: Mon, 02 Nov 2026 10:00:00 +0000\r\nMIME-Version: 1.0\r\n"
    )
    if number % 3 == 2:
        subject = f"Re: matter {stamp}-{number % APART}"
        before = f"<{stamp}-{number - APART}@example.com>"
        head += f"In-Reply-To: {before}\r\nReferences: {before}\r\n"
        text += "\r\nOn Sun, 1 Nov 2026 at 09:00, Desk <desk@liaison.local> wrote:\r\n> It is on its way.\r\n"
    head += f"Subject: {subject}\r\n"
    plain = f"Content-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: 8bit\r\n\r\n{text}"
    if number % 2:
        return f"{head}{plain}".encode()
    html = f"<html><body><p>{text.replace('>', '&gt;')}</p></body></html>"
    rich = f"Content-Type: text/html; charset=utf-8\r\nContent-Transfer-Encoding: 8bit\r\n\r\n{html}"
    parts = f"--=_b\r\n{plain}\r\n--=_b\r\n{rich}\r\n--=_b--\r\n"
    return f'{head}Content-Type: multipart/alternative; boundary="=_b"\r\n\r\n{parts}'.encode()


if __name__ == "__main__":
    host, port, address, seconds, connections, per_second = sys.argv[1:]
    found = post(host, int(port), address, float(seconds), int(connections), float(per_second))
    print(json.dumps(found))
