"""Tickets and messages of another system come in whole, and nothing happens because of them."""

from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from liaison.api.importing.mapping import parse
from liaison.api.importing.running import Result, run
from liaison.api.tests.asking import Program
from liaison.journal.models import Entry
from liaison.kit.actor import SYSTEM
from liaison.tickets.listing import list_page
from liaison.tickets.models import Contact, Dispatch, Message, Promise, Ticket
from liaison.tickets.searching import search
from tests.cast import Cast

pytestmark = pytest.mark.django_db

CUSTOMERS = {"entity": "customers", "file": "people.csv", "fields": {"external_id": "id", "email": "mail"}}
TICKETS = {
    "entity": "tickets",
    "file": "tickets.csv",
    "fields": {
        "external_id": "id", "customer": "who", "subject": "subject", "department": {"value": "Service"},
        "status": {"column": "state", "words": {"new": "open", "done": "resolved"}}, "assignee": "agent",
        "tags": {"column": "tags", "split": ","}, "created_at": "date", "resolved_at": "ended",
    },
}  # fmt: skip
MESSAGES = {
    "entity": "messages",
    "file": "said.csv",
    "fields": {
        "external_id": "id", "ticket": "ticket", "direction": "way", "author": "author", "at": "at", "text": "text",
        "message_id": "mid",
    },
}  # fmt: skip
FILES = {
    "people": "id,mail\nk1,mira@example.com\n",
    "tickets": (
        "id,who,subject,state,agent,tags,date,ended\n"
        'T1,k1,Where is it?,new,bo@northwind.example,"Parcel, late",2021-03-01T09:00Z,\n'
        "T2,k1,Thanks,done,,,2020-01-05T10:00Z,2020-01-06T10:00Z\n"
    ),
    "said": (
        "id,ticket,way,author,at,text,mid\n"
        "m3,T1,in,mira@example.com,2021-03-03T08:00Z,And the blue kettle?,<c@x.example>\n"
        "m1,T1,in,mira@example.com,2021-03-01T09:00Z,Where is my parcel?,<a@x.example>\n"
        "m2,T1,out,bo@northwind.example,2021-03-02T09:00Z,On its way.,\n"
        "m4,T1,note,bo@northwind.example,2021-03-04T09:00Z,Ask the carrier.,\n"
        "m5,T2,in,mira@example.com,2020-01-05T10:00Z,Thank you!,\n"
    ),
}


def take(place: Path, **changed: str) -> Result:
    paths = []
    for name, text in (FILES | changed).items():
        paths.append(place / f"{name}.csv")
        paths[-1].write_text(text)
    mapping = {"source": "olddesk", "take": [MESSAGES, TICKETS, CUSTOMERS]}
    return run(parse(mapping), paths, by=SYSTEM)


def counts(result: Result) -> dict[str, tuple[int, ...]]:
    return {name: (one.new, one.changed, one.same, one.rejected) for name, one in result.counts.items()}


def at(*given: int) -> datetime:
    return datetime(*given, tzinfo=UTC)  # type: ignore[misc,arg-type]


def imported(cast: Cast, tmp_path: Path) -> tuple[Ticket, Ticket]:
    result = take(tmp_path)
    assert result.rejected == []
    one, other = Ticket.objects.order_by("pk")
    return one, other


def test_a_ticket_stands_as_it_stood_there(cast: Cast, tmp_path: Path) -> None:
    one, other = imported(cast, tmp_path)

    assert (one.status, one.subject, one.tags) == ("open", "Where is it?", ["parcel", "late"])
    assert (one.department_id, one.assignee_id, one.created_at) == (
        cast.service.pk,
        cast.bo.pk,
        at(2021, 3, 1, 9),
    )
    assert (one.preview, one.last_direction, one.messages_count) == ("And the blue kettle?", "in", 3)
    assert (one.moved_at, one.waiting_since) == (at(2021, 3, 3, 8), at(2021, 3, 3, 8))
    assert (other.status, other.resolved_at, other.waiting_since) == ("resolved", at(2020, 1, 6, 10), None)
    assert one.number != other.number


def test_messages_keep_their_order_times_and_authors(cast: Cast, tmp_path: Path) -> None:
    one, _ = imported(cast, tmp_path)

    said = Message.objects.filter(ticket=one).order_by("pk")

    assert [(m.direction, m.author, m.at.day, m.state) for m in said] == [
        ("in", f"customer:{one.customer_id}", 1, "received"),
        ("out", cast.bo.ref, 2, "sent"),
        ("in", f"customer:{one.customer_id}", 3, "received"),
        ("note", cast.bo.ref, 4, "received"),
    ]
    assert said[0].external_id == "a@x.example"
    assert Contact.objects.filter(messages__ticket=one).count() == 3


def test_nothing_happens_because_of_an_import(cast: Cast, tmp_path: Path, mailoutbox: list[Any]) -> None:
    before = set(Entry.objects.values_list("pk", flat=True))

    imported(cast, tmp_path)

    kinds = list(Entry.objects.exclude(pk__in=before).order_by("pk").values_list("kind", flat=True))
    assert kinds == ["customers.imported", "tickets.imported", "tickets.imported"]
    assert not Dispatch.objects.exists()
    assert not Promise.objects.exists()
    assert mailoutbox == []


def test_it_is_listed_and_found_by_its_words(cast: Cast, tmp_path: Path) -> None:
    one, _ = imported(cast, tmp_path)

    assert one.pk in [row.id for row in list_page(cast.bo, queue="open", limit=50).rows]
    assert [row.id for row in search(cast.bo, "kettle", limit=10).rows] == [one.pk]


def test_the_same_again_is_not_there_twice_and_what_is_new_is_brought_up_to_date(
    cast: Cast, tmp_path: Path
) -> None:
    one, _ = imported(cast, tmp_path)

    assert counts(take(tmp_path)) == {
        "customers": (0, 0, 1, 0),
        "tickets": (0, 0, 2, 0),
        "messages": (0, 0, 5, 0),
    }
    changed = FILES["tickets"].replace("new,bo@northwind.example", "done,bo@northwind.example")
    assert counts(take(tmp_path, tickets=changed))["tickets"] == (0, 1, 1, 0)
    one.refresh_from_db()
    assert (one.status, one.waiting_since, one.messages_count) == ("resolved", None, 3)


def test_what_was_said_is_not_changed(cast: Cast, tmp_path: Path) -> None:
    imported(cast, tmp_path)

    result = take(tmp_path, said=FILES["said"].replace("On its way.", "Never."))

    assert [type(one.why).__name__ for one in result.rejected] == ["MessageStands"]
    assert Message.objects.filter(text="On its way.").exists()


def test_departments_and_colleagues_must_be_there(cast: Cast, tmp_path: Path) -> None:
    result = take(tmp_path, tickets=FILES["tickets"].replace("bo@", "nobody@"))

    assert [(one.column, type(one.why).__name__) for one in result.rejected if one.entity == "tickets"] == [
        ("agent", "NoSuchColleague")
    ]


def test_the_api_tells_how_the_other_system_calls_it(cast: Cast, tmp_path: Path) -> None:
    one, _ = imported(cast, tmp_path)

    told = Program(cast.ada).get(f"/tickets/{one.pk}").json()

    assert told["external_ids"] == [{"source": "olddesk", "external_id": "T1"}]
