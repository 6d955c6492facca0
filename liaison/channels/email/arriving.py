"""From a mail as the reader understands it to an arrival as tickets takes it."""

from collections.abc import Iterable
from hashlib import sha256

from liaison.channels.email import rules, tokens
from liaison.channels.email.queries import Box, mailbox_for
from liaison.channels.email.reading import Mail, read_mail, words
from liaison.channels.words import Kept
from liaison.files import actions as files
from liaison.tickets.words import Address, Arrival, Enclosed

NOBODY = Address("unknown@invalid")  # RFC 2606: no mail can ever go there.


def read_arrival(parcel: Kept, *, box: Box) -> Arrival:
    """Understand one mail. box: the mailbox by whose door it came; the first of ours in To, then Cc, has the matter."""
    mail = read_mail(parcel.raw)
    home = _home(mail) or box
    named = tuple(dict.fromkeys((mail.in_reply_to, *reversed(mail.references))))
    answers = tuple(one for one in named if one)
    return Arrival(
        channel="email",
        door=home.door,
        through=box.door,
        department=home.department,
        parcel=parcel.id,
        sender=_sender(mail),
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
        token=tokens.find_token(answers),
        auto_kind=mail.auto_kind.value,
        failed=mail.bounce.message_id if mail.bounce else "",
        why_failed=mail.bounce.diagnostic if mail.bounce else "",
        unreadable=mail.unreadable,
        enclosed=_enclosed(mail),
    )


def _home(mail: Mail) -> Box | None:
    for address in (*mail.to, *mail.cc):
        if box := mailbox_for(address.address):
            return box
    return None


def _sender(mail: Mail) -> Address:
    if not mail.from_.address:
        return Address(NOBODY.address, mail.from_.name)
    return Address(mail.from_.address, mail.from_.name)


def _addresses(some: Iterable[words.Address]) -> tuple[Address, ...]:
    return tuple(Address(a.address, a.name) for a in some if a.address)


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


def _enclosed(mail: Mail) -> tuple[Enclosed, ...]:
    return tuple(
        Enclosed(files.keep(a.content), a.name, a.type, a.size, a.content_id, a.inline)
        for a in mail.attachments
    )
