"""Messages come in: found again, placed, written, and tickets opened where they must be."""

import contextlib
from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta

from django.db import connection, transaction

from liaison.customers.actions import meet_all, prove
from liaison.customers.errors import NotOnlyOne
from liaison.customers.queries import people_of
from liaison.customers.rules import normal
from liaison.customers.saying import only_said, said_by
from liaison.customers.words import Proof, Stranger
from liaison.journal.actions import record_all
from liaison.journal.words import Event
from liaison.kit.actor import SYSTEM, Actor
from liaison.kit.clock import now
from liaison.kit.rows import swap
from liaison.tickets import events, rules
from liaison.tickets.actions import arriving
from liaison.tickets.actions.arriving import NEW, Reading
from liaison.tickets.actions.landing import Ids, Landing
from liaison.tickets.actions.sending import bounce
from liaison.tickets.models import Delivery, Message, Thread, Ticket
from liaison.tickets.queries import Traces, failed_message, occasions, reported_message, threads_on
from liaison.tickets.words import Arrival, Received, Status

MOMENT = timedelta(microseconds=1)


def receive(arrival: Arrival) -> Received:
    """Put an arrival where it belongs and tell where. The same arrival twice is one message with two deliveries."""
    return receive_all([arrival])[0]


@transaction.atomic(savepoint=False)
def receive_all(arrivals: Sequence[Arrival]) -> list[Received]:
    """Put arrivals of one `Wave` where they belong, in a few statements for all of them, and tell where.

    Raises whatever is wrong with any of them; then none is received.
    """
    known = _known(arrivals)
    for arrival in arrivals:
        if message := known.get(arrival.fingerprint):
            _deliver_again(message, arrival)
    fresh = [arrival for arrival in arrivals if arrival.fingerprint not in known]
    done = iter(_Wave(fresh).land() if fresh else ())
    return [
        Received(there.ticket_id, there.pk, new=False, placed=there.placed) if there else next(done)
        for there in (known.get(arrival.fingerprint) for arrival in arrivals)
    ]


def _known(arrivals: Sequence[Arrival]) -> dict[str, Message]:
    """The messages which some arrivals already are. The lock makes two doors at the same moment wait for each other."""
    prints = sorted({arrival.fingerprint for arrival in arrivals} - {""})
    if not prints:
        return {}
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT pg_advisory_xact_lock(hashtextextended(one, 812)) FROM unnest(%s::text[]) AS one",
            [prints],
        )
    found = Message.objects.filter(fingerprint__in=prints).only("fingerprint", "ticket", "placed")
    return {message.fingerprint or "": message for message in found}


def _deliver_again(message: Message, arrival: Arrival) -> None:
    Delivery.objects.get_or_create(
        message=message, door=arrival.through or arrival.door, parcel=arrival.parcel, defaults={"at": now()}
    )


class _Wave:
    """Arrivals on their way to their tickets: all are placed, then all tickets held, then everything is written."""

    def __init__(self, arrivals: Sequence[Arrival]) -> None:
        self._readings = [Reading(arrival) for arrival in arrivals]
        self._landing = Landing()
        self._happened: list[tuple[Event, Actor, datetime]] = []

    def land(self) -> list[Received]:
        """Write them, and tell what became of each."""
        self._place()
        self._prove()
        self._meet()
        self._find_occasions()
        held = _held({reading.placed.ticket for reading in self._readings} - {None})
        opening = sum(reading.placed.ticket not in held for reading in self._readings)
        ids = Ids.take(tickets=opening, messages=len(self._readings))
        received = [self._land(reading, held, ids) for reading in self._readings]
        self._landing.write()
        record_all(self._happened)
        _remember_threads(self._readings, received)
        for reading in self._readings:
            if reading.failed:
                bounce(reading.failed, why=reading.arrival.why_failed)
        return received

    def _place(self) -> None:
        """Find out where each belongs; those which a report puts on their tickets need no traces."""
        for reading in self._readings:
            _look_for_report(reading)
        lies_on = threads_on({reading.arrival.thread for reading in self._readings})
        for reading in self._readings:
            if reading.placed is NEW and (there := lies_on.get(reading.arrival.thread)):
                reading.placed = rules.Placement(there, "thread")
        traced = [reading for reading in self._readings if reading.placed is NEW]
        traces = Traces([reading.arrival for reading in traced])
        for reading in traced:
            arrival = reading.arrival
            reading.placed = rules.place(
                normal(arrival.identity, arrival.sender.address),
                candidates=traces.candidates(arrival),
                answer_to=[one.address for one in arrival.reply_to],
                with_=[one.address for one in (*arrival.to, *arrival.cc)],
            )
            traces.landed(arrival, reading.placed)

    def _prove(self) -> None:
        """Whoever answers what only went to their address has proved that it is theirs."""
        answers = {
            (
                one.arrival.identity,
                normal(one.arrival.identity, one.arrival.sender.address),
            ): one.placed.ticket or 0
            for one in self._readings
            if one.placed.why == "token" and not one.arrival.said and one.human
        }
        for kind, value in only_said(answers):
            of = Ticket.objects.filter(pk=answers[kind, value]).values_list("customer", flat=True).first()
            if of and (said := said_by(people_of(of), kind, value)):
                with contextlib.suppress(NotOnlyOne):
                    prove(said.pk, how=Proof.ANSWER)

    def _find_occasions(self) -> None:
        """Find the contacts that go on, such as a running chat's."""
        known = occasions({reading.arrival.occasion for reading in self._readings})
        for reading in self._readings:
            reading.contact = known.get(reading.arrival.occasion)

    def _meet(self) -> None:
        """Find or open the files of the senders; whoever reports is a machine."""
        said = [
            one
            for one in self._readings
            if one.placed.why not in {"bounce", "report"} and one.arrival.sender.address.strip()
        ]
        for reading, sender in zip(said, meet_all([_stranger(one.arrival) for one in said]), strict=True):
            reading.sender = sender

    def _land(self, reading: Reading, held: dict[int, Ticket], ids: Ids) -> Received:
        ticket = held.get(reading.placed.ticket or 0)
        new = ticket is None
        reading.at = now()
        if ticket is None:
            ticket = arriving.opened(reading, ids)
            self._landing.opened.append(ticket)
            channel, department = ticket.channel, ticket.department_id
            opened = events.Opened(**ticket.facts, channel=channel, department_id=department)
            self._happened.append((opened, reading.by, reading.at))
            reading.at += MOMENT  # The words stand behind it in the timeline.
        else:
            self._landing.moved[ticket.pk] = ticket
        settled = ticket.status in (Status.RESOLVED, Status.CLOSED)
        for name, value in arriving.effects(ticket, reading).items():
            setattr(ticket, name, value)
        message = arriving.message(ticket, reading, ids)
        self._landing.add(message, arriving.delivery(message, reading, ids), reading.arrival.enclosed)
        if settled and ticket.status == Status.OPEN:
            self._happened.append((events.Reopened(**ticket.facts), SYSTEM, reading.at))
        self._happened.append((arriving.received(message, reading), reading.by, reading.at))
        return Received(ticket.pk, message.pk, new=new, placed=reading.placed.why)


def _remember_threads(readings: Sequence[Reading], received: Sequence[Received]) -> None:
    """Keep on which ticket each conversation lies from now on."""
    there = {
        reading.arrival.thread: Thread(key=reading.arrival.thread, ticket_id=one.ticket, heard_at=reading.at)
        for reading, one in zip(readings, received, strict=True)
        if reading.arrival.thread and reading.human
    }
    if there:
        Thread.objects.bulk_create(
            there.values(),
            update_conflicts=True,
            unique_fields=["key"],
            update_fields=["ticket", "heard_at"],
        )


def _look_for_report(reading: Reading) -> None:
    if failed := failed_message(reading.arrival):
        reading.failed, reading.placed = failed, rules.Placement(failed.ticket_id, "bounce")
    elif reported := reported_message(reading.arrival):
        reading.placed = rules.Placement(reported.ticket_id, "report")


def _stranger(arrival: Arrival) -> Stranger:
    name, language = arrival.sender.name, arrival.language
    return Stranger(
        kind=arrival.identity, value=arrival.sender.address, name=name, language=language, said=arrival.said
    )


def _held(wanted: Iterable[int | None]) -> dict[int, Ticket]:
    """The tickets with these ids, locked; where one was merged into another, the other stands for it."""
    held: dict[int, Ticket] = {}
    ids = {one for one in wanted if one is not None}
    while ids:
        # In one order, so that whoever holds some of them is waited for and not waited on.
        found = Ticket.objects.select_for_update().filter(pk__in=ids).order_by("pk")
        held |= {ticket.pk: ticket for ticket in found}
        ids = {one.merged_into_id for one in held.values() if one.merged_into_id} - held.keys()
    return {id_: _stands_for(ticket, held) for id_, ticket in held.items()}


def _stands_for(ticket: Ticket, held: dict[int, Ticket]) -> Ticket:
    while ticket.merged_into_id is not None:
        ticket = held[ticket.merged_into_id]
    return ticket


@transaction.atomic
def understood(ticket: Ticket) -> None:
    """What could not be read of this ticket was read in the meantime."""
    swap(ticket, when={"unreadable": True}, to={"unreadable": False})
