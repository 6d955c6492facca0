"""Every command on a person: not there for a stranger, refused to somebody who may only read."""

from typing import Any

import pytest

from liaison.authority.actions import grant
from liaison.authority.catalogue import COMMANDS
from liaison.authority.models import Role
from liaison.customers.actions import meet
from liaison.customers.models import Acting, Address, CareMark, Customer, Identity, Join, Note, Verification
from liaison.kit.actor import SYSTEM
from liaison.kit.errors import NotFound
from liaison.team.actions import create_member
from liaison.team.models import Member
from liaison.tickets.tests.asking import ask
from tests.cast import Cast, ticket

TABLES = (Customer, Identity, Note, Acting, Join, Address, Verification, CareMark)
PARAMS: dict[str, dict[str, Any]] = {
    "customers.act": {"account": 1, "role": "payer"},
    "customers.add_identity": {"identity": "phone", "value": "+37251234567"},
    "customers.change_address": {
        "address": {"line1": "Lai 7", "city": "Tartu", "postcode": "51005", "country": "EE"}
    },
    "customers.edit": {"person": "Mira"},
    "customers.end_acting": {"acting": 1},
    "customers.join": {"other": 1},
    "customers.mark": {"kind": "no_phone", "source": "Told us."},
    "customers.note": {"text": "Rings after six."},
    "customers.open": {"person": "Kati"},
    "customers.open_account": {"title": "Kask & Co"},
    "customers.prove": {"identity": 1, "reason": "I know the voice."},
    "customers.remove_identity": {"identity": 1},
    "customers.remove_note": {"note": 1},
    "customers.share_identity": {"identity": 1},
    "customers.unjoin": {},
    "customers.unmark": {"mark": 1},
    "customers.verify": {"means": "document", "proof": "passport"},
}


def test_every_command_of_this_room_is_tried_here() -> None:
    assert {name for name in COMMANDS if name.startswith("customers.")} == set(PARAMS)


@pytest.mark.parametrize("name", sorted(PARAMS))
def test_a_stranger_finds_nobody_and_a_reader_may_not(cast: Cast, name: str) -> None:
    given = dict(PARAMS[name])
    if "customer" in COMMANDS[name].__dataclass_fields__:
        given["customer"] = meet("email", "mira@example.com").pk
    if "ticket" in COMMANDS[name].__dataclass_fields__:
        given["ticket"] = ticket(cast).pk
    before = [list(table.objects.order_by("pk").values()) for table in TABLES]

    with pytest.raises(NotFound):
        ask(name, member(), **given)
    assert ask(name, member("reader", cast), **given).name == "NotAllowed"

    assert [list(table.objects.order_by("pk").values()) for table in TABLES] == before


def member(role: str = "", cast: Cast | None = None) -> Member:
    name = role or "nobody"
    made = create_member(f"{name}@northwind.example", name=name, password="x" * 12, by=SYSTEM)
    if role and cast:
        grant(Role.objects.get(key=role), to=made.ref, department=cast.service.pk, by=SYSTEM)
    return made
