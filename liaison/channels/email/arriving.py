"""From a mail as the reader understands it to an arrival as tickets takes it."""

import re
from collections.abc import Iterable
from hashlib import sha256

from django.utils.translation import gettext as _

from liaison.channels.email import loops, rules, tokens
from liaison.channels.email.queries import Box, is_own, mailbox_for
from liaison.channels.email.reading import AutoKind, Mail, read_mail, words
from liaison.channels.words import Kept
from liaison.files import actions as files
from liaison.kit.sayings import say
from liaison.tickets.words import Address, Arrival, Enclosed

_ANSWERS_ITSELF = {AutoKind.AUTO_REPLY, AutoKind.BOUNCE, AutoKind.DELAY}
LONGEST_ADDRESS = 320
_FROM = re.compile(rb"^from:[^\r\n]*?([^\s<>\"]+@[^\s<>\"]+)", re.IGNORECASE | re.MULTILINE)


def read_arrivals(parcel: Kept, *, box: Box) -> list[Arrival]:
    """Understand one mail. box: the mailbox by whose door it came.

    The first of our mailboxes in To, then Cc, has the matter. A mail of our own that comes back to us is nothing new.
    """
    if why := _not_whole(parcel):
        return [unread_arrival(parcel, box=box, why=why)]
    mail = read_mail(parcel.raw)
    if tokens.is_ours(mail.message_id) and is_own(mail.from_.address):
        return []
    return [_arrival(mail, parcel, home=_home(mail) or box, box=box)]


def unread_arrival(parcel: Kept, *, box: Box, why: str) -> Arrival:
    """What stands in for a mail that could not be read: its sender as far as can be told, and the raw mail."""
    found = _FROM.search(parcel.raw[:65536])
    sender = found[1].decode("ascii", "ignore") if found else str(parcel.envelope.get("from", ""))
    return Arrival(
        channel="email",
        door=box.door,
        department=box.department,
        parcel=parcel.id,
        sender=_known_as(sender if rules.is_address(sender) else ""),
        subject=_("Mail that could not be read"),
        text=_("The mail is attached as it came."),
        fingerprint=rules.fingerprint("unreadable", sha256(parcel.raw).hexdigest(), str(parcel.id)),
        unreadable=why,
        quiet=True,
        enclosed=(_raw(parcel),),
    )


def _known_as(address: str, *, name: str = "") -> Address:
    """The sender; what is longer than any address can be (RFC 5321) is nobody's."""
    return Address(address if len(address) <= LONGEST_ADDRESS else "", name[:200])


def _not_whole(parcel: Kept) -> str:
    """Why a mail could not even be fetched whole, empty when it was."""
    if size := parcel.envelope.get("too_large"):
        large = round(int(str(size)) / 2**20)
        return say(
            "The mail is too large (%(size)s MB); the whole of it still lies on the server.", size=large
        )
    if answer := parcel.envelope.get("not_given"):
        return say("The server did not hand the mail out (%(answer)s).", answer=answer)
    return ""


def _arrival(mail: Mail, parcel: Kept, *, home: Box, box: Box) -> Arrival:
    answers = tuple(one for one in dict.fromkeys((mail.in_reply_to, *reversed(mail.references))) if one)
    failed, why_failed = _failure(mail)
    sender = _known_as(mail.from_.address, name=mail.from_.name)
    return Arrival(
        channel="email",
        door=home.door,
        through=box.door,
        department=home.department,
        parcel=parcel.id,
        sender=sender,
        to=_addresses(mail.to),
        cc=_addresses(mail.cc),
        reply_to=_addresses(mail.reply_to),
        subject=mail.subject,
        text=mail.text,
        reply=mail.reply,
        html=mail.html,
        language=mail.language,
        at=mail.date,
        external_id=mail.message_id,
        fingerprint=_fingerprint(mail, parcel),
        answers=answers,
        token=tokens.find_token((*answers, mail.bounce.message_id if mail.bounce else "")),
        auto_kind=mail.auto_kind.value,
        failed=failed,
        why_failed=why_failed,
        unreadable=mail.unreadable,
        quiet=_is_quiet(mail, parcel),
        onto=loops.flooded(
            sender.address, subject=mail.subject, answers_itself=mail.auto_kind in _ANSWERS_ITSELF
        ),
        enclosed=_enclosed(mail, parcel),
    )


def _failure(mail: Mail) -> tuple[str, str]:
    """Which of our mails came back for good, and why; a delay is not a failure."""
    bounce = mail.bounce
    if bounce is None or mail.auto_kind is not AutoKind.BOUNCE or not bounce.for_good:
        return "", ""
    known = {"address": ", ".join(bounce.recipients), "answer": bounce.diagnostic or bounce.status}
    if bounce.recipients and known["answer"]:
        return bounce.message_id, say("It could not be delivered to %(address)s (“%(answer)s”).", **known)
    if bounce.recipients:
        return bounce.message_id, say("It could not be delivered to %(address)s.", address=known["address"])
    return bounce.message_id, say("It came back; the report tells more.")


def _is_quiet(mail: Mail, parcel: Kept) -> bool:
    """Whether an automatic answer would be wrong: nobody reads it, or a loop could feed on it."""
    asked = mail.auto or mail.refuses_auto_answers or parcel.envelope.get("from") == ""
    return asked or rules.is_nobody(mail.from_.address) or is_own(mail.from_.address)


def _home(mail: Mail) -> Box | None:
    for address in (*mail.to, *mail.cc):
        if box := mailbox_for(address.address):
            return box
    return None


def _addresses(some: Iterable[words.Address]) -> tuple[Address, ...]:
    return tuple(Address(a.address, a.name) for a in some if 0 < len(a.address) <= LONGEST_ADDRESS)


def _fingerprint(mail: Mail, parcel: Kept) -> str:
    """The same for one mail that reaches two of our mailboxes, and another for anything said anew.

    The words are part of it: some programs give every mail the same Message-ID.
    """
    if not mail.message_id and mail.date is None:
        return rules.fingerprint("raw", sha256(parcel.raw).hexdigest(), parcel.kept_at.date().isoformat())
    date = mail.date.isoformat() if mail.date else ""
    said = " ".join(mail.text.split())
    files_ = [a.sha256 for a in mail.attachments]
    return rules.fingerprint(mail.message_id, date, mail.from_.address.lower(), mail.subject, said, files_)


def _enclosed(mail: Mail, parcel: Kept) -> tuple[Enclosed, ...]:
    given = tuple(
        Enclosed(files.keep(a.content), a.name, a.type, a.size, a.content_id, a.inline)
        for a in mail.attachments
    )
    return (*given, _raw(parcel)) if mail.unreadable else given


def _raw(parcel: Kept) -> Enclosed:
    return Enclosed(files.keep(parcel.raw), "mail.eml", "message/rfc822", len(parcel.raw))
