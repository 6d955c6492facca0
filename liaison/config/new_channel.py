"""Beginning a new channel: a folder that works, with the places to fill in, and the one line to add outside of it."""

import argparse
import re
from pathlib import Path

from liaison import channels

APPS = '''"""The registry of this room."""

from liaison.kit.room import Room


class {title}Room(Room):
    name = "liaison.channels.{name}"
    label = "{name}"
'''

CHANNEL = '''"""{title} as a channel."""

from typing import ClassVar

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from liaison.channels.{name} import reading
from liaison.channels.registry import channel
from liaison.channels.words import Abilities, Kept, NotSent, Outgoing, Receipt
from liaison.tickets.registry import Way, way
from liaison.tickets.words import Arrival, Received


class {title}:
    """{title}: parcels are single messages, doors are departments. Say here what they really are."""

    kind: ClassVar[str] = "{name}"
    label: ClassVar[str | Promise] = _("{title}")
    can: ClassVar[Abilities] = Abilities()

    def read(self, parcel: Kept) -> list[Arrival]:
        """Understand what came in. Writes nothing; same parcel, same arrivals."""
        return [reading.read(parcel)]

    def unread(self, parcel: Kept, *, why: str) -> Arrival:
        """What stands in for something that could not be read: the raw thing."""
        return reading.unread(parcel, why=why)

    def after(self, arrival: Arrival, received: Received) -> None:
        """Nothing follows. A channel that thanks for what came, or tells a page to look, does it here."""

    def redact(self, raw: bytes, text: str, mark: str) -> bytes:
        """Take a text out of a raw thing, in every way in which it is written in there."""
        return raw.replace(text.encode(), mark.encode()) if text else raw

    def send(self, outgoing: Outgoing) -> Receipt:
        """Hand one message to the outside world, under `outgoing.key`: it may be tried again. Raises NotSent."""
        raise NotSent("Nothing can be sent by {name} yet.", for_good=True)


{constant} = channel({title}())
way(
    "{name}",
    Way(door_of=lambda department: f"{name}:{{department}}", is_ours=lambda _: False, accepts=reading.is_name),
)
'''

READING = '''"""From a parcel to an arrival as tickets takes it. Same parcel, same arrival."""

import hashlib

from liaison.channels.words import Kept
from liaison.files import actions as files
from liaison.tickets.words import Address, Arrival, Enclosed

NAME = "{name}-"
"""How the name of somebody begins whom we know by this channel."""


def is_name(address: str) -> bool:
    """Whether somebody could be called so on this channel."""
    return address.startswith(NAME)


def read(parcel: Kept) -> Arrival:
    """Understand one parcel."""
    text = parcel.raw.decode(errors="replace")
    return Arrival(
        channel="{name}",
        door=parcel.door,
        department=_department(parcel),
        parcel=parcel.id,
        sender=Address(f"{{NAME}}{{parcel.envelope.get('from', 'somebody')}}"),
        identity="{name}",
        text=text,
        reply=text,
        at=parcel.kept_at,
        fingerprint=_fingerprint(parcel),
    )


def unread(parcel: Kept, *, why: str) -> Arrival:
    """A ticket with the raw thing on it. why: what was wrong."""
    raw = Enclosed(files.keep(parcel.raw), "{name}.txt", "text/plain", len(parcel.raw))
    return Arrival(
        channel="{name}",
        door=parcel.door,
        department=_department(parcel),
        parcel=parcel.id,
        sender=Address(""),
        at=parcel.kept_at,
        unreadable=why,
        enclosed=(raw,),
        fingerprint=_fingerprint(parcel),
    )


def _department(parcel: Kept) -> int:
    return int(parcel.door.partition(":")[2])


def _fingerprint(parcel: Kept) -> str:
    """One for each thing said: by the id which the outside gave it, so that it is one message by two doors."""
    return hashlib.sha256(f"{name}:{{parcel.envelope.get('id') or parcel.id}}".encode()).hexdigest()
'''

PROMISES = '''"""{title} keeps what every channel promises."""

import liaison.channels.{name}.channel  # noqa: F401 (registers it)
from liaison.channels.testing import ChannelPromises
from tests.cast import Cast


class Test{title}(ChannelPromises):
    kind = "{name}"

    def door(self, cast: Cast) -> str:
        return f"{name}:{{cast.service.pk}}"

    def raw(self, text: str) -> bytes:
        return text.encode()
'''

TEST = '''"""Samples of real parcels and what they mean."""

from datetime import UTC, datetime
from pathlib import Path

from liaison.channels.{name}.reading import read
from liaison.channels.words import Kept

SAMPLES = Path(__file__).parent.parent / "samples"
AT = datetime(2026, 1, 2, 3, 4, tzinfo=UTC)


def kept(name: str) -> Kept:
    raw = (SAMPLES / name).read_bytes()
    return Kept(id=1, door="{name}:7", raw=raw, envelope={{"from": "mira"}}, kept_at=AT)


def test_a_greeting_is_read() -> None:
    arrival = read(kept("greeting.txt"))
    assert (arrival.sender.address, arrival.reply, arrival.department) == ("{name}-mira", "Hello!", 7)
'''

FILES = {
    "__init__.py": '"""{title}: say here how words come in and leave."""\n',
    "apps.py": APPS,
    "channel.py": CHANNEL,
    "reading.py": READING,
    "samples/greeting.txt": "Hello!",
    "tests/__init__.py": "",
    "tests/test_promises.py": PROMISES,
    "tests/test_read.py": TEST,
}

NEXT = """{folder} is there, and keeps what every channel promises. Next:
  1. add "liaison.channels.{name}" to ROOMS in liaison/config/settings.py: the only line outside of the folder
  2. ./run test {folder}
  3. put real parcels into samples/, write into tests/ what they mean, and make reading.py understand them
  4. say in channel.py what the channel can do, and hand messages over in send
  5. .venv/bin/python -m liaison.kit.catalogues update, and translate
  6. ./run fix, ./run check, ./run test
How the pieces hang together: docs/patterns.md. A messenger behind a provider's HTTP API needs less: see there too.
"""


def main(argv: list[str]) -> int:
    """Make the folder of a new channel, which keeps the promises of all channels from the start."""
    parser = argparse.ArgumentParser(prog="liaison new-channel", description=main.__doc__)
    parser.add_argument("name", help="one lower-case English word, such as pigeon")
    name = parser.parse_args(argv).name
    if not re.fullmatch(r"[a-z][a-z0-9]*", name):
        parser.error(f"{name!r} is no name for a channel: take one lower-case English word")
    folder = Path(channels.__path__[0], name)
    if folder.exists():
        parser.error(f"{folder} exists already")
    write(folder)
    print(NEXT.format(folder=folder, name=name), end="")  # noqa: T201
    return 0


def write(folder: Path) -> None:
    """Write the files of a channel called as the folder is."""
    words = {"name": folder.name, "title": folder.name.capitalize(), "constant": folder.name.upper()}
    for place, text in FILES.items():
        path = folder / place
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text.format(**words))
