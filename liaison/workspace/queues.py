"""The queues of the rail: what each is called and which mark it bears. What is in them, `tickets` knows."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True)
class Queue:
    """One way to look at the tickets.

    key: as it stands in the address. empty, hint: what to say when nothing is there. mixed: it holds several states.
    seldom: shown only while something is in it.
    """

    key: str
    name: str | Promise
    icon: str
    empty: str | Promise
    hint: str | Promise = ""
    shortcut: str = ""
    counted: bool = True
    mixed: bool = False
    seldom: bool = False


_BY_ITSELF = _("New mail appears here by itself.")
_PROMISED = _("What you promise comes back here.")

QUEUES: tuple[Queue, ...] = (
    Queue("open", _("Open"), "inbox", _("Everything is answered"), _BY_ITSELF, "g o"),
    Queue(
        "mine", _("Mine"), "user-round", _("Nothing is yours"), _("Take a ticket from the open ones."), "g m"
    ),
    Queue("unassigned", _("Unassigned"), "user-round-x", _("Somebody is on every open ticket"), "", "g u"),
    Queue(
        "due",
        _("Due"),
        "clock-alert",
        _("No promise is due"),
        _("What you promise comes back here."),
        "g d",
        mixed=True,
    ),
    Queue("waiting", _("Waiting"), "hourglass", _("We wait for nobody"), "", "g w", mixed=True),
    Queue("approvals", _("To release"), "stamp", _("Nothing waits for your release"), "", "g r"),
    Queue(
        "unreadable",
        _("Not readable"),
        "mail-warning",
        _("Everything could be read"),
        _("A mail that cannot be understood lies here with its raw mail, so that nothing is lost."),
        "g x",
        seldom=True,
    ),
    Queue("resolved", _("Resolved"), "circle-check", _("Nothing has been resolved yet"), counted=False),
    Queue("all", _("All"), "layers", _("There are no tickets yet"), _BY_ITSELF, counted=False, mixed=True),
    Queue("spam", _("Spam"), "shield-alert", _("No spam"), counted=False, mixed=True),
    Queue("trash", _("Trash"), "trash-2", _("The trash is empty"), counted=False, mixed=True),
)
BY_KEY = {queue.key: queue for queue in QUEUES}
LISTS = frozenset(BY_KEY) - {"approvals", "unreadable"}
"""The queues which are lists of tickets."""

FOUND = Queue("all", _("Found"), "search", _("Nothing found"), mixed=True)
