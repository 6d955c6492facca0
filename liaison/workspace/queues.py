"""The queues of the rail: what each is called and which mark it bears. What is in them, `tickets` knows."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True)
class Queue:
    """One way to look at the tickets. key: as it stands in the address. empty: what to say when nothing is there."""

    key: str
    name: str | Promise
    icon: str
    empty: str | Promise
    shortcut: str = ""
    counted: bool = True


QUEUES: tuple[Queue, ...] = (
    Queue("open", _("Open"), "inbox", _("Everything is answered. New mail appears here by itself."), "g o"),
    Queue(
        "mine",
        _("Mine"),
        "user-round",
        _("Nobody has given you anything, and you have taken nothing."),
        "g m",
    ),
    Queue("unassigned", _("Unassigned"), "user-round-x", _("Somebody is on every open ticket."), "g u"),
    Queue("due", _("Due"), "clock-alert", _("No promise is due."), "g d"),
    Queue("waiting", _("Waiting"), "hourglass", _("We wait for nobody."), "g w"),
    Queue("approvals", _("To release"), "stamp", _("Nobody's answer waits for your release."), "g r"),
    Queue("resolved", _("Resolved"), "circle-check", _("Nothing has been resolved yet."), counted=False),
    Queue("all", _("All"), "layers", _("There are no tickets yet."), counted=False),
    Queue("spam", _("Spam"), "shield-alert", _("No spam."), counted=False),
    Queue("trash", _("Trash"), "trash-2", _("The trash is empty."), counted=False),
)
BY_KEY = {queue.key: queue for queue in QUEUES}
