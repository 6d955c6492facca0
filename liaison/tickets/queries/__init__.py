"""Reading tickets. `find` and `visible_to` are the permission to see."""

from liaison.tickets.queries.contacts import TICKETS, Met, contacts_of
from liaison.tickets.queries.finding import (
    SEE,
    Brief,
    draft,
    find,
    find_attachment,
    find_message,
    find_number,
    find_promise,
    has_news,
    in_passing,
    kinds,
    last_from_customer,
    may_enclose,
    newest_draft,
    numbers_of,
    of_people,
    promises_of,
    unanswered_since,
    visible_to,
)
from liaison.tickets.queries.outgoing import enclosed_in, outgoing_parts
from liaison.tickets.queries.placing import failed_message, receivers, reported_message, sender_of
from liaison.tickets.queries.theirs import file_of, followed, matter, matters_of, said_with
from liaison.tickets.queries.threads import heard_at, occasions, threads_on
from liaison.tickets.queries.traces import Traces

__all__ = [
    "SEE",
    "TICKETS",
    "Brief",
    "Met",
    "Traces",
    "contacts_of",
    "draft",
    "enclosed_in",
    "failed_message",
    "file_of",
    "find",
    "find_attachment",
    "find_message",
    "find_number",
    "find_promise",
    "followed",
    "has_news",
    "heard_at",
    "in_passing",
    "kinds",
    "last_from_customer",
    "matter",
    "matters_of",
    "may_enclose",
    "newest_draft",
    "numbers_of",
    "occasions",
    "of_people",
    "outgoing_parts",
    "promises_of",
    "receivers",
    "reported_message",
    "said_with",
    "sender_of",
    "threads_on",
    "unanswered_since",
    "visible_to",
]
