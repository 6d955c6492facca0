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

MODELS = '''"""Our doors of this channel."""

from django.db import models

from liaison.team.models import Department


class Door(models.Model):
    """One way in: what comes through it is its department's matter."""

    department = models.ForeignKey(Department, on_delete=models.PROTECT, related_name="+")
    created_at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "{name}_door"

    @property
    def door(self) -> str:
        """How tickets and parcels call this door."""
        return f"{name}:{{self.pk}}"
'''

CHANNEL = '''"""{title} as a channel."""

from typing import ClassVar

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from liaison.channels.{name}.models import Door
from liaison.channels.{name}.reading import read
from liaison.channels.registry import channel
from liaison.channels.words import Abilities, Kept, NotSent, Outgoing, Receipt
from liaison.tickets.words import Arrival


class {title}:
    """{title}: say here what a parcel is, and what a door."""

    kind: ClassVar[str] = "{name}"
    label: ClassVar[str | Promise] = _("{title}")
    can: ClassVar[Abilities] = Abilities()

    def read(self, parcel: Kept) -> list[Arrival]:
        """Understand one parcel."""
        door = Door.objects.get(pk=parcel.door.removeprefix("{name}:"))
        return [read(parcel, department=door.department_id)]

    def send(self, outgoing: Outgoing) -> Receipt:
        """Hand one message to the outside world. Raises NotSent."""
        raise NotSent("sending is not built yet", for_good=True)


{constant} = channel({title}())
'''

READING = '''"""From a parcel to an arrival as tickets takes it. Writes nothing; same parcel, same arrival."""

from liaison.channels.words import Kept
from liaison.tickets.words import Address, Arrival


def read(parcel: Kept, *, department: int) -> Arrival:
    """Understand one parcel. department: whose matter it is."""
    text = parcel.raw.decode(errors="replace")
    return Arrival(
        channel="{name}",
        door=parcel.door,
        department=department,
        parcel=parcel.id,
        sender=Address(str(parcel.envelope.get("from", ""))),
        identity="{name}",
        text=text,
        reply=text,
        at=parcel.kept_at,
    )
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
    return Kept(id=1, door="{name}:1", raw=raw, envelope={{"from": "mira"}}, kept_at=AT)


def test_a_greeting_is_read() -> None:
    arrival = read(kept("greeting.txt"), department=7)
    assert (arrival.sender.address, arrival.reply, arrival.department) == ("mira", "Hello!", 7)


def test_the_same_parcel_gives_the_same_arrival() -> None:
    assert read(kept("greeting.txt"), department=7) == read(kept("greeting.txt"), department=7)
'''

FILES = {
    "__init__.py": '"""{title}: say here how words come in and leave."""\n',
    "apps.py": APPS,
    "models.py": MODELS,
    "channel.py": CHANNEL,
    "reading.py": READING,
    "samples/greeting.txt": "Hello!",
    "tests/__init__.py": "",
    "tests/test_read.py": TEST,
}

NEXT = """{folder} is there. Next:
  1. add "liaison.channels.{name}" to ROOMS in liaison/config/settings.py
  2. .venv/bin/python -m django makemigrations {name} --settings liaison.config.settings
  3. put real parcels into samples/, write into tests/ what they mean, and make reading.py understand them
  4. say in channel.py what the channel can do, and hand messages over in send
  5. .venv/bin/python -m liaison.kit.catalogues update, and translate
  6. ./run fix, ./run check, ./run test
"""


def main(argv: list[str]) -> int:
    """Make the folder of a new channel, which reads a greeting from the start."""
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
