"""Fetching what is new in a folder: each mail is kept and committed here before anything is done with it there."""

import imaplib
import logging
import threading
from datetime import timedelta
from typing import Any, Final

from django.db import transaction

from liaison.channels.actions import keep
from liaison.channels.email.imap import session
from liaison.channels.email.imap.session import NotGiven, Selected
from liaison.channels.email.models import Folder, Mailbox
from liaison.channels.email.rules import parcel_key
from liaison.channels.email.words import After
from liaison.kit.clock import now

log = logging.getLogger(__name__)
MB: Final = 2**20
LIMIT: Final = 50 * MB
BEGINNING: Final = 256 * 1024
# Of a mailbox that was in use before: what nobody has read lately. After the server numbered its mails anew
# (UIDVALIDITY): whatever came in this time, of which those we have are recognised.
LOOK_BACK: Final = timedelta(days=14)


def fetch_new(imap: imaplib.IMAP4, mailbox: Mailbox, *, stop: threading.Event) -> int:
    """Keep every mail of the folder that is not kept yet. Return how many there were."""
    selected = session.select(imap, mailbox.imap_folder)
    folder = Folder.objects.filter(mailbox=mailbox, name=mailbox.imap_folder).first()
    if folder is None or folder.validity != selected.validity:
        return _begin(imap, mailbox, selected, folder)
    taken = 0
    for uid in session.after(imap, folder.kept):
        if stop.is_set():
            break
        _take(imap, mailbox, folder, uid)
        taken += 1
    _settle(imap, mailbox, folder)
    return taken


def _begin(imap: imaplib.IMAP4, mailbox: Mailbox, selected: Selected, before: Folder | None) -> int:
    """The first time in this folder, or the first time after its mails were numbered anew."""
    criteria = ["SINCE", session.since((now() - LOOK_BACK).date())]
    uids = session.search(imap, *([] if before else ["UNSEEN"]), *criteria)
    folder = before or Folder(mailbox=mailbox, name=mailbox.imap_folder)
    folder.validity, folder.left = selected.validity, []
    folder.kept = folder.settled = 0
    for uid in uids:
        _keep(imap, mailbox, folder, uid)
    taken = [uid for uid in uids if uid not in folder.left]
    folder.kept = folder.settled = max(selected.following - 1, *uids, 0)
    folder.save()
    if taken:
        _after(imap, mailbox, ",".join(map(str, taken)))
    return len(uids)


def _take(imap: imaplib.IMAP4, mailbox: Mailbox, folder: Folder, uid: int) -> None:
    """Keep one mail and write down that it is kept, in one transaction: neither twice nor never."""
    with transaction.atomic():
        _keep(imap, mailbox, folder, uid)
        folder.kept = uid
        folder.save(update_fields=["kept", "left"])


def _keep(imap: imaplib.IMAP4, mailbox: Mailbox, folder: Folder, uid: int) -> None:
    raw, envelope = _fetched(imap, uid)
    if raw is None:
        return  # Somebody deleted it in the meantime.
    key = parcel_key(raw, door=mailbox.door, day=now().date().isoformat())
    if envelope:
        folder.left.append(uid)
        key = f"{mailbox.door}:{folder.validity}:{uid}"
    place = {"rcpt": mailbox.address, "folder": mailbox.imap_folder, "uid": uid}
    keep(raw, channel="email", door=mailbox.door, key=key, envelope=place | envelope)


def _fetched(imap: imaplib.IMAP4, uid: int) -> tuple[bytes | None, dict[str, Any]]:
    """The bytes, and what is to be said of them: a mail too large or not given must not stop the others."""
    try:
        size = session.size(imap, uid)
        if size is None:
            return None, {}
        if size > LIMIT:
            return session.content(imap, uid, first=BEGINNING), {"too_large": size}
        return session.content(imap, uid), {}
    except NotGiven as no:
        log.warning("the server does not hand out mail %s: %s", uid, no)
        return b"", {"not_given": str(no)}


def _settle(imap: imaplib.IMAP4, mailbox: Mailbox, folder: Folder) -> None:
    """Do with the kept mails what the mailbox wants; what we do not have whole stays as it is."""
    if folder.settled >= folder.kept:
        return
    uids = session.ranges(folder.settled, folder.kept, but=folder.left)
    if uids:
        _after(imap, mailbox, uids)
    folder.settled, folder.left = folder.kept, []
    folder.save(update_fields=["settled", "left"])


def _after(imap: imaplib.IMAP4, mailbox: Mailbox, uids: str) -> None:
    match mailbox.imap_after:
        case After.SEEN:
            session.mark_seen(imap, uids)
        case After.MOVE:
            session.move(imap, uids, to=mailbox.imap_move_to)
        case After.DELETE:
            session.delete(imap, uids)
