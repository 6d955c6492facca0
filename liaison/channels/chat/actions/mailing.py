"""What goes to a visitor by mail: answers given after they had left, and all that was said when they ask for it."""

import logging
from collections.abc import Sequence
from datetime import timedelta
from typing import Final

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction
from django.utils import timezone, translation
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from liaison.channels.chat import cards, errors, queries
from liaison.channels.chat.models import Chat, Visitor
from liaison.channels.chat.words import Line
from liaison.kit.clock import now
from liaison.kit.errors import Invalid, Refusal
from liaison.kit.rows import swap
from liaison.tickets import actions as tickets
from liaison.tickets.models import Ticket
from liaison.tickets.registry import is_ours
from liaison.tickets.words import Address

log = logging.getLogger(__name__)
ANSWER: Final = "chat answer"
TRANSCRIPT: Final = "chat transcript"
ONE_WITHIN: Final = timedelta(hours=1)


@transaction.atomic
def mail_unread(chat: Chat) -> None:
    """The visitor has not seen what was answered: it goes to the address they gave, on the same ticket, once.

    Who gave none finds it in the chat when they come back.
    """
    chat.visitor.site = chat.site
    before = max(chat.mailed, chat.visitor_seen)
    lines = [
        line
        for line in queries.lines(chat, visitor=chat.visitor, after=before)
        if not line.mine and not line.auto
    ]
    last = lines[-1].id if lines else chat.mailed
    if not swap(chat, when={"mailed": chat.mailed}, to={"mailed": last, "unread_since": None}):
        return
    if lines and chat.visitor.address:
        _mail(chat, chat.visitor.address, _answer(chat, lines), kind=ANSWER)


@transaction.atomic
def send_transcript(chat: Chat, to: str) -> None:
    """Mail the whole conversation to an address the visitor gives; once an hour at most.

    Raises Invalid for what is no address, or one of ours, SaysNothing before the first word was read, and TooMany.
    """
    address = _address(to or chat.visitor.address)
    lines = queries.all_lines(chat, visitor=chat.visitor)
    if not lines:
        raise errors.SaysNothing
    at = now()
    early = chat.transcript_at is not None and chat.transcript_at > at - ONE_WITHIN
    if early or not swap(chat, when={"transcript_at": chat.transcript_at}, to={"transcript_at": at}):
        raise errors.TooMany
    if not chat.visitor.address:
        Visitor.objects.filter(pk=chat.visitor_id, address="").update(address=address)
    _mail(chat, address, _transcript(chat, lines), kind=TRANSCRIPT, must=True)


def _address(text: str) -> str:
    address = text.strip()[:320]
    try:
        validate_email(address)
    except ValidationError as wrong:
        raise Invalid(field="to", problem=_("Write an e-mail address, such as name@example.com.")) from wrong
    if is_ours(address):
        raise Invalid(field="to", problem=_("Write your own address here, not ours."))
    return address


def _mail(chat: Chat, to: str, text: str, *, kind: str, must: bool = False) -> None:
    """Mail something on the ticket of a chat. A department without a mailbox cannot; the chat goes on without."""
    ticket = Ticket.objects.select_for_update(of=("self",)).get(pk=chat.ticket_id or 0)
    try:
        with transaction.atomic():
            receiver = Address(to, chat.visitor.name)
            tickets.acknowledge(ticket, text, auto_kind=kind, to=[receiver], subject=_subject(chat))
    except Refusal as no:
        if must:
            raise
        log.info("chat %s is not mailed: %s", chat.pk, no)


def _subject(chat: Chat) -> str:
    with translation.override(_language(chat)):
        return _("Your chat with %(brand)s") % {"brand": chat.site.brand.name}


def _answer(chat: Chat, lines: Sequence[Line]) -> str:
    """The answers, and how it goes on."""
    with translation.override(_language(chat)):
        name = lines[-1].name or chat.site.brand.name
        begins = _("%(name)s answered you after you had left the chat:") % {"name": name}
        ends = _("Answer this mail, or go on in the chat.")
        return "\n\n".join([begins, cards.plain(line.text for line in lines), ends])


def _transcript(chat: Chat, lines: Sequence[Line]) -> str:
    with translation.override(_language(chat)), timezone.override(chat.site.zone or None):
        begins = _("This is your chat with %(brand)s:") % {"brand": chat.site.brand.name}
        return "\n\n".join([begins, *(_said(line, chat) for line in lines)])


def _said(line: Line, chat: Chat) -> str:
    who = _("You") if line.mine else line.name or chat.site.brand.name
    at = date_format(timezone.localtime(line.at), "SHORT_DATETIME_FORMAT")
    words = [cards.plain([line.text])] if line.text else []
    return "\n".join([f"{who}, {at}", *words, *(f"[{file.name}]" for file in line.files)])


def _language(chat: Chat) -> str:
    spoken = chat.visitor.language
    return spoken if spoken in dict(settings.LANGUAGES) else settings.LANGUAGE_CODE
