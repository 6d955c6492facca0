"""What somebody has begun to write, kept on the server."""

from collections.abc import Iterable
from typing import Any

from django.db import transaction

from liaison.kit.actor import Actor
from liaison.kit.clock import now
from liaison.tickets.actions.posting import kept, must_take
from liaison.tickets.actions.writing import attachment_fields
from liaison.tickets.models import Attachment, Draft, Ticket
from liaison.tickets.queries import draft
from liaison.tickets.rules import as_pairs, member_of
from liaison.tickets.words import Enclosed


@transaction.atomic
def save_draft(
    ticket: Ticket,
    *,
    by: Actor,
    kind: str = "reply",
    text: str = "",
    seen: int = 0,
    to: Iterable[str] = (),
    cc: Iterable[str] = (),
    bcc: Iterable[str] = (),
    enclosed: Iterable[Enclosed] | None = None,
) -> Draft | None:
    """Keep what a member has begun to write; one draft of each kind per ticket and member. Nothing at all drops it.

    kind: `reply`, `note` or `forward`. enclosed: all its files; None leaves them as they are. Raises NotAFile.
    """
    member = member_of(by.ref)
    if member is None:
        return None
    receivers = {"to": as_pairs(to), "cc": as_pairs(cc), "bcc": as_pairs(bcc)}
    values = {"text": text, "seen": seen, "updated_at": now(), **receivers}
    draft, _ = Draft.objects.update_or_create(ticket=ticket, member_id=member, kind=kind, defaults=values)
    if enclosed is not None:
        _enclose(draft, enclosed)
    if not text.strip() and not any(receivers.values()) and not draft.attachments.exists():
        draft.delete()
        return None
    return draft


@transaction.atomic
def add_file(ticket: Ticket, file: Enclosed, *, kind: str = "reply", by: Actor) -> Attachment | None:
    """Add a file, whose bytes are kept already, to a member's draft. Raises NotAFile, and what the channel refuses."""
    member = member_of(by.ref)
    if member is None:
        return None
    (checked,) = kept([file])
    if kind == "reply":
        must_take(ticket, checked, to=_written_to(ticket, member=member))
    draft, _ = Draft.objects.get_or_create(
        ticket=ticket, member_id=member, kind=kind, defaults={"updated_at": now()}
    )
    return Attachment.objects.create(draft=draft, **attachment_fields(checked))


def _written_to(ticket: Ticket, *, member: int) -> str:
    """To whom an answer that was begun goes; empty for where the customer last wrote."""
    begun = Draft.objects.filter(ticket=ticket, member_id=member, kind="reply").first()
    return str(begun.to[0][0]) if begun and begun.to else ""


@transaction.atomic
def remove_file(ticket: Ticket, attachment: int, *, by: Actor) -> None:
    """Take a file off a draft of one's own; one that is not there changes nothing."""
    own = Attachment.objects.filter(draft__ticket=ticket, draft__member_id=member_of(by.ref) or 0)
    own.filter(pk=attachment).delete()


def clear_draft(ticket: Ticket, *, kind: str, by: Actor) -> None:
    """What was written is said, so nothing of it is begun any more."""
    if begun := draft(ticket, for_=by, kind=kind):  # Most words in a chat never were a draft.
        begun.delete()


def bring_back(
    ticket: Ticket,
    *,
    member: int,
    kind: str,
    text: str,
    enclosed: Iterable[Enclosed] = (),
    approval: int | None = None,
    **receivers: list[Any],
) -> Draft:
    """Put words that were not sent after all into the writer's draft, above whatever they have begun since.

    receivers: `to`, `cc`, `bcc` as pairs of address and name.
    """
    draft, _ = Draft.objects.get_or_create(
        ticket=ticket, member_id=member, kind=kind, defaults={"updated_at": now()}
    )
    begun = f"\n\n{draft.text}" if draft.text.strip() else ""
    draft.text, draft.updated_at, draft.approval = f"{text}{begun}", now(), approval
    for field, pairs in receivers.items():
        setattr(draft, field, getattr(draft, field) or pairs)
    draft.save()
    Attachment.objects.bulk_create(Attachment(draft=draft, **attachment_fields(e)) for e in enclosed)
    return draft


def _enclose(draft: Draft, enclosed: Iterable[Enclosed]) -> None:
    files = kept(enclosed)
    draft.attachments.all().delete()
    Attachment.objects.bulk_create(Attachment(draft=draft, **attachment_fields(e)) for e in files)
