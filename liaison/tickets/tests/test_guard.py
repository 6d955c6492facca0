"""Every command on a ticket: not there for a stranger, refused to somebody who may only read."""

from datetime import timedelta
from typing import Any

import pytest

from liaison.authority.catalogue import COMMANDS
from liaison.kit.clock import now
from liaison.tickets.actions import promise
from liaison.tickets.tests.asking import guards_itself, reader_of
from tests.cast import Cast, ticket

SOON = (now() + timedelta(days=365)).isoformat()
FILE = {"sha256": "0" * 64, "name": "a.txt", "type": "text/plain", "size": 1}
PARAMS: dict[str, dict[str, Any]] = {
    "tickets.add_file": {"file": FILE},
    "tickets.assign": {"to": None},
    "tickets.attach": {},
    "tickets.choose_customer": {"customer": 1},
    "tickets.classify": {"kind": None},
    "tickets.close": {},
    "tickets.detach": {},
    "tickets.forward": {"to": ["supplier@example.net"], "text": "Please look."},
    "tickets.hold": {},
    "tickets.keep_promise": {},
    "tickets.meet_wish": {},
    "tickets.move": {"department": 1},
    "tickets.note": {"text": "Mind the step."},
    "tickets.open": {"subject": "A call"},
    "tickets.prioritise": {"priority": 4},
    "tickets.promise": {"what": "To write", "due": SOON},
    "tickets.record_contact": {"reason": "Asked the way"},
    "tickets.redact": {"text": "parcel"},
    "tickets.remove_file": {"attachment": 1},
    "tickets.reopen": {},
    "tickets.reply": {"text": "It is on its way."},
    "tickets.resolve": {},
    "tickets.save_draft": {"text": "It is"},
    "tickets.shelve": {"shelf": "spam"},
    "tickets.tag": {"tags": ["parcel"]},
    "tickets.undo": {},
    "tickets.unhold": {},
    "tickets.unshelve": {},
    "tickets.untag": {"tags": ["parcel"]},
    "tickets.wait": {},
    "tickets.withdraw_promise": {},
    "tickets.write": {"subject": "Your parcel", "to": ["mira@example.com"], "text": "It is here."},
}
ANYBODYS = {
    "tickets.hand_over": {"summary": "Charged twice."},
    "tickets.mark_seen": "who may see may mark as seen",
    "tickets.define_kind": "belongs to no ticket",
}


def test_every_command_of_this_room_is_tried_here() -> None:
    assert {name for name in COMMANDS if name.startswith("tickets.")} == set(PARAMS) | set(ANYBODYS)


@pytest.mark.parametrize("name", sorted(PARAMS))
def test_a_stranger_finds_nothing_and_a_reader_may_not(cast: Cast, name: str) -> None:
    one = ticket(cast)
    fields = COMMANDS[name].__dataclass_fields__
    params = dict(PARAMS[name])
    if "department" in fields and name != "tickets.move":
        params["department"] = cast.service.pk
    elif "promise" in fields:
        params["promise"] = promise(one, "To write", due=now() + timedelta(days=1), by=cast.bo).pk
    elif "message" in fields and name != "tickets.forward":
        params["message"] = one.last_message
    if "ticket" in fields and name != "tickets.record_contact":
        params["ticket"] = one.pk

    guards_itself(name, stranger=cast.cleo, reader=reader_of(cast.service), **params)
