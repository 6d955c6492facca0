"""What the outside tells of messages that are known: receipts of ours, edits and deletions of the customer's."""

from collections.abc import Iterable
from datetime import timedelta
from typing import Final

from django.db import transaction

from liaison.journal.actions import record, record_all
from liaison.kit.actor import SYSTEM, Plain
from liaison.kit.asking import ask
from liaison.kit.clock import now
from liaison.kit.rows import one_at_a_time
from liaison.tickets import events
from liaison.tickets.actions.sending import about, tell
from liaison.tickets.actions.writing import attach, change, index
from liaison.tickets.models import Delivery, EarlyReport, Message, Thread, Wording
from liaison.tickets.rules import preview
from liaison.tickets.words import Direction, Enclosed, News, Report, State

KNOWN_BY_THEN: Final = timedelta(hours=1)  # Whatever is not known after that was not said by us here.
UNREAD: Final = (State.SENT, State.DELIVERED)


@transaction.atomic
def report(told: Report) -> None:
    """Write down what the outside tells; the same told twice changes nothing.

    A receipt of a message that is not known yet is kept until it is: providers answer us and tell of it at once.
    """
    if told.thread:
        for message in _unread_in(told):
            tell(message, told.news)
        return
    one_at_a_time(f"report {told.external_id}")
    found = Message.objects.select_related("ticket").filter(external_id=told.external_id).first()
    if found is None:
        _keep(told)
    elif found.direction == Direction.OUT:
        tell(found, told.news, why=told.why)
    elif told.news is News.EDITED:
        _edit(found, told)
    elif told.news is News.TAKEN_BACK:
        _take_back(found)


@transaction.atomic
def enclose(message: Message, files: Iterable[Enclosed]) -> None:
    """Files of a message came later than its words. Their bytes are kept; one that is there already is left out."""
    there = set(message.attachments.values_list("blob_id", "name"))
    files = tuple(one for one in files if (one.sha256, one.name[:255]) not in there)
    if not files:
        return
    attach(message, files)
    if any(not one.inline for one in files):
        change(message.ticket, {"has_files": True})
    record(events.FilesCame(**about(message)), by=SYSTEM)


def see_there(ticket: int, *, after: int, until: int, at: str) -> None:
    """Who looks at a page of ours has seen what we said there between two messages. at: how its external ids begin."""
    seen = ask(_SEEN, {"ticket": ticket, "after": after, "until": until, "at": f"{at}%"})
    read = [events.ReadThere(ticket_id=ticket, customer_id=who, message_id=one) for one, who in sorted(seen)]
    record_all([(event, SYSTEM, now()) for event in read])


_SEEN = """
UPDATE tickets_message AS message SET state = 'seen' FROM tickets_ticket AS ticket
WHERE ticket.id = message.ticket_id AND ticket_id = %(ticket)s AND direction = 'out'
AND message.id > %(after)s AND message.id <= %(until)s AND external_id LIKE %(at)s AND state IN ('sent', 'delivered')
RETURNING message.id, customer_id
"""


def _unread_in(told: Report) -> Iterable[Message]:
    thread = Thread.objects.filter(key=told.thread).first()
    if thread is None:
        return ()
    ours = Message.objects.filter(
        ticket=thread.ticket_id,
        direction=Direction.OUT,
        state__in=UNREAD,
        channel=told.thread.partition(":")[0],
    )
    return (ours.filter(at__lte=told.until) if told.until else ours).select_related("ticket").order_by("pk")


def _keep(told: Report) -> None:
    EarlyReport.objects.filter(at__lt=now() - KNOWN_BY_THEN).delete()
    if told.news in (News.DELIVERED, News.SEEN, News.FAILED):
        row = EarlyReport(external_id=told.external_id, news=told.news, why=told.why, at=now())
        row.save()


def _edit(message: Message, told: Report) -> None:
    """The words before are kept. The parcel of the new ones is known as this message's, for whoever redacts it."""
    text = told.text
    if text == message.text or message.deleted_at:
        return
    door = message.ticket.door
    Delivery.objects.create(message=message, door=door, parcel=told.parcel, at=now())
    Wording.objects.create(message=message, text=message.text, at=now())
    message.text = message.reply = text
    message.html, message.edited_at = "", now()
    message.save(update_fields=["text", "reply", "html", "edited_at"])
    index(message)
    if message.ticket.last_message == message.pk:
        change(message.ticket, {"preview": preview(text)})
    record(events.Edited(**about(message)), by=Plain(message.author))


def _take_back(message: Message) -> None:
    """It stays, marked as deleted: what somebody answers to must not vanish from under the answer."""
    if message.deleted_at:
        return
    Message.objects.filter(pk=message.pk).update(deleted_at=now())
    record(events.Withdrawn(**about(message)), by=Plain(message.author))
