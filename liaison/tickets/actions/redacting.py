"""Taking a text out of everything we keep of a matter."""

from django.db import transaction
from django.db.models import Q, QuerySet

from liaison.authority import actions as authority
from liaison.files import actions as files
from liaison.files.queries import read
from liaison.journal import actions as journal
from liaison.journal.actions import record
from liaison.kit.actor import Actor
from liaison.kit.clock import now
from liaison.tickets import events
from liaison.tickets.actions.writing import change, index
from liaison.tickets.errors import Empty, NotWritten, OnHold
from liaison.tickets.models import Attachment, Contact, Delivery, Draft, Message, Promise, Ticket, Wording
from liaison.tickets.registry import REDACTORS
from liaison.tickets.rules import MARK, encodings_of, without, without_in_html

WORDS = ("subject", "text", "reply", "from_name", "why_failed")
READ_UP_TO = (
    20 * 2**20
)  # Bytes of a text file that are searched; larger ones are no places for a card number.


@transaction.atomic
def redact(message: Message, text: str, *, by: Actor) -> int:
    """Remove exactly this text from a message and from everything of its ticket that repeats it.

    That is: its words, its HTML, its text files, the raw parcels, the search index, quotations in other messages,
    drafts, requests that wait, personal facts of the journal. A mark is left. Return in how many messages it was.
    Raises Empty, OnHold under a legal hold, NotWritten when the message does not have it.
    """
    ticket = message.ticket
    if not text.strip():
        raise Empty
    if ticket.held:
        raise OnHold
    found = list(_messages_with(ticket, text))
    in_files = _redact_files(ticket, text)
    touched = {one.pk for one in found} | in_files | _redact_wordings(ticket, text)
    if message.pk not in touched:
        raise NotWritten
    for one in found:
        _redact_message(one, text)
    _redact_beside(ticket, text)
    _redact_parcels(touched, text)
    removed = events.Redacted(**ticket.facts, message_id=message.pk, places=len(touched))
    record(removed, by=by)
    return len(touched)


def _messages_with(ticket: Ticket, text: str) -> QuerySet[Message]:
    anywhere = Q(html__contains=text)
    for field in WORDS:
        anywhere |= Q(**{f"{field}__contains": text})
    return ticket.messages.filter(anywhere).order_by("id")


def _redact_message(message: Message, text: str) -> None:
    for field in WORDS:
        setattr(message, field, without(getattr(message, field), text))
    message.html = without_in_html(message.html, text)
    message.redacted_at = now()
    message.save(update_fields=[*WORDS, "html", "redacted_at"])
    index(message)


def _redact_files(ticket: Ticket, text: str) -> set[int]:
    """Replace text files that have it by a copy without it; return the messages they belong to."""
    touched = set()
    here = Q(message__ticket=ticket) | Q(draft__ticket=ticket)
    for file in Attachment.objects.filter(here, type__startswith="text/", size__lte=READ_UP_TO):
        before = read(file.blob_id)
        after = before
        for form, mark in encodings_of(text):
            after = after.replace(form, mark)
        if after != before:
            file.blob_id, file.size = files.keep(after), len(after)
            file.save(update_fields=["blob_id", "size"])
            touched |= {file.message_id} if file.message_id else set()
    return touched


def _redact_wordings(ticket: Ticket, text: str) -> set[int]:
    """What messages said before they were edited."""
    touched = set()
    for before in Wording.objects.filter(message__ticket=ticket, text__contains=text):
        Wording.objects.filter(pk=before.pk).update(text=without(before.text, text))
        touched.add(before.message_id)
    return touched


def _redact_beside(ticket: Ticket, text: str) -> None:
    """What lies beside the messages: list row, drafts, contacts, promises, requests that wait, personal facts."""
    change(ticket, {"subject": without(ticket.subject, text), "preview": without(ticket.preview, text)})
    for draft in Draft.objects.filter(ticket=ticket, text__contains=text):
        Draft.objects.filter(pk=draft.pk).update(text=without(draft.text, text))
    for promise in Promise.objects.filter(ticket=ticket, what__contains=text):
        Promise.objects.filter(pk=promise.pk).update(what=without(promise.what, text)[:200])
    for contact in Contact.objects.filter(messages__ticket=ticket).distinct():
        reason, outcome = without(contact.reason, text)[:200], without(contact.outcome, text)[:200]
        Contact.objects.filter(pk=contact.pk).update(reason=reason, outcome=outcome)
    authority.redact(ticket.ref, text, mark=MARK)
    journal.redact(ticket.ref, text, mark=MARK)


def _redact_parcels(messages: set[int], text: str) -> None:
    parcels = set(Message.objects.filter(pk__in=messages).values_list("parcel", flat=True))
    parcels |= set(Delivery.objects.filter(message__in=messages).values_list("parcel", flat=True))
    for parcel in sorted(p for p in parcels if p is not None):
        for redactor in REDACTORS:
            redactor(parcel, text, MARK)
