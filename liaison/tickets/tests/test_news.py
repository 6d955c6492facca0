"""News applied is the page reloaded: whatever a command changes on a ticket is told about that ticket."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest

from liaison.authority.catalogue import COMMANDS
from liaison.customers.actions import meet
from liaison.files.actions import bring
from liaison.journal.models import About, Entry
from liaison.kit.clock import now
from liaison.tickets.actions import (
    assign,
    close,
    define_kind,
    hold,
    promise,
    receive,
    reply,
    resolve,
    shelve,
    tag,
    wish_answer,
)
from liaison.tickets.history import timeline
from liaison.tickets.models import Message, Ticket
from liaison.tickets.tests.asking import done
from liaison.tickets.words import Shelf, Wish
from tests.cast import JONAS, Cast, arrival, ticket

Setting = Callable[[Cast, Ticket], dict[str, Any]]
SILENT = {"tickets.save_draft", "tickets.add_file", "tickets.remove_file"}
"""What lies on one's own desk alone changes nothing that anybody else's page shows."""


def at(one: Ticket, **more: Any) -> dict[str, Any]:
    return {"ticket": one.pk, **more}


def tomorrow() -> str:
    return (now() + timedelta(days=1)).isoformat()


def owed(cast: Cast, one: Ticket) -> dict[str, Any]:
    return {"promise": promise(one, "To write", due=now() + timedelta(days=1), by=cast.bo).pk}


def answered(cast: Cast, one: Ticket) -> dict[str, Any]:
    reply(one, "It comes.", by=cast.bo)
    return {"message": Message.objects.filter(ticket=one).earliest("id").pk}


def after(act: Callable[..., Any], **params: Any) -> Setting:
    def made(cast: Cast, one: Ticket) -> dict[str, Any]:
        act(one, by=cast.ana, **params)
        return at(one)

    return made


def wished_for(cast: Cast, one: Ticket) -> dict[str, Any]:
    wish_answer(one, Wish.CALL, "+372 5123 4567", by=cast.bo)
    return at(one)


SETTINGS: dict[str, Setting] = {
    "tickets.assign": lambda cast, one: at(one, to=cast.bo.pk),
    "tickets.attach": lambda cast, one: answered(cast, one) | {"ticket": ticket(cast, sender=JONAS).pk},
    "tickets.choose_customer": lambda cast, one: at(one, customer=meet("email", "kati@example.com").pk),
    "tickets.classify": lambda cast, one: at(one, kind=define_kind("Warranty", by=cast.ada).pk),
    "tickets.close": lambda cast, one: at(one),
    "tickets.detach": answered,
    "tickets.hand_over": lambda cast, one: at(one, summary="Charged twice.", to=cast.bo.pk),
    "tickets.forward": lambda cast, one: at(one, to=["depot@example.net"], text="Where?"),
    "tickets.hold": lambda cast, one: at(one),
    "tickets.keep_promise": owed,
    "tickets.mark_seen": lambda cast, one: at(one, message=one.last_message),
    "tickets.meet_wish": wished_for,
    "tickets.move": lambda cast, one: at(one, department=cast.billing.pk),
    "tickets.note": lambda cast, one: at(one, text="Mind the step."),
    "tickets.prioritise": lambda cast, one: at(one, priority=4),
    "tickets.promise": lambda cast, one: at(one, what="To write", due=tomorrow()),
    "tickets.record_contact": lambda cast, one: at(one, department=one.department_id, reason="She rang"),
    "tickets.redact": lambda cast, one: {"message": one.last_message, "text": "parcel"},
    "tickets.reopen": after(close),
    "tickets.reply": lambda cast, one: at(one, text="It comes."),
    "tickets.resolve": lambda cast, one: at(one, reason="solved"),
    "tickets.shelve": lambda cast, one: at(one, shelf="spam"),
    "tickets.tag": lambda cast, one: at(one, tags=["parcel"]),
    "tickets.undo": lambda cast, one: {"message": reply(one, "It comes.", by=cast.bo).pk},
    "tickets.unhold": after(hold),
    "tickets.unshelve": after(shelve, shelf=Shelf.TRASH),
    "tickets.untag": lambda cast, one: (tag(one, ["parcel"], by=cast.bo), at(one, tags=["parcel"]))[1],
    "tickets.wait": lambda cast, one: at(one, until=tomorrow()),
    "tickets.withdraw_promise": owed,
}


def test_every_command_on_a_ticket_is_tried_here() -> None:
    asked = {
        name
        for name, command in COMMANDS.items()
        if name.startswith("tickets.")
        and {"ticket", "message", "promise"} & set(command.__dataclass_fields__)
    }
    assert asked - SILENT == set(SETTINGS)


@pytest.mark.parametrize("name", sorted(SETTINGS))
def test_what_it_changes_is_told_about_the_ticket_and_its_customer(cast: Cast, name: str) -> None:
    one = ticket(cast)
    params = SETTINGS[name](cast, one)
    before, last = shown(), newest()

    done(name, cast.ada, **params)

    changed = {pk for pk, page in shown().items() if page != before.get(pk)}
    told = set(About.objects.filter(entry_id__gt=last).values_list("ref", flat=True))
    assert changed, "the setting is too weak: nothing changed"
    for pk in changed:
        row = Ticket.objects.get(pk=pk)
        assert {row.ref, f"customer:{row.customer_id}"} <= told


def test_what_comes_in_and_wakes_is_told_too(cast: Cast) -> None:
    one = ticket(cast, external_id="a@example.com")
    assign(one, to=cast.bo.pk, by=cast.ana)
    resolve(one, by=cast.bo)
    last = newest()

    receive(arrival(cast, answers=("a@example.com",)))

    kinds = Entry.objects.filter(pk__gt=last, about__ref=one.ref).values_list("kind", flat=True)
    assert set(kinds) == {"tickets.reopened", "tickets.received"}


def test_a_file_on_a_draft_is_nobody_elses_news(cast: Cast) -> None:
    one = ticket(cast)
    before, last = shown(), newest()
    file = {"sha256": bring(b"a map", by=cast.bo.ref), "name": "map.txt", "type": "text/plain", "size": 5}

    done("tickets.add_file", cast.bo, ticket=one.pk, file=file)
    done("tickets.save_draft", cast.bo, ticket=one.pk, text="See")

    assert (shown(), newest()) == (before, last)


def shown() -> dict[int, Any]:
    """What every page of every ticket shows."""
    return {
        row["id"]: (row, timeline(Ticket.objects.get(pk=row["id"])).items) for row in Ticket.objects.values()
    }


def newest() -> int:
    return Entry.objects.order_by("-id").values_list("pk", flat=True).first() or 0
