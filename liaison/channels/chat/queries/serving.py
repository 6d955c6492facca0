"""Reading chats for the team: whose they are, who waits, whom somebody serves."""

from collections.abc import Iterable
from datetime import timedelta

from django.db.models import Count

from liaison.authority.queries import extent_of
from liaison.channels.chat.models import Chat
from liaison.channels.chat.words import Standing
from liaison.journal.registry import sight
from liaison.kit.actor import Actor
from liaison.kit.clock import now
from liaison.kit.errors import NotFound
from liaison.team.queries import names_of as members
from liaison.tickets.queries import visible_to


def find_chat(chat: int, *, for_: Actor, lock: bool = False) -> Chat:
    """A chat whose ticket somebody may see. Raises NotFound."""
    rows = Chat.objects.select_related("visitor", "site", "ticket")
    found = (rows.select_for_update(of=("self",)) if lock else rows).filter(pk=chat).first()
    if found is None or not _may_see(found, for_):
        raise NotFound
    return found


def _may_see(chat: Chat, for_: Actor) -> bool:
    if chat.ticket_id is None:
        return extent_of("tickets.see", by=for_).covers(chat.site.department_id)
    return visible_to(for_).filter(pk=chat.ticket_id).exists()


def department_of(chat: Chat) -> int:
    """The department whose matter a chat is: its ticket's, which may have been moved, else the site's."""
    return chat.ticket.department_id if chat.ticket else chat.site.department_id


def running_on(ticket: int) -> Chat | None:
    """The chat in which a ticket is talked about just now."""
    found = Chat.objects.filter(ticket=ticket).select_related("visitor", "site").order_by("-id").first()
    return found if found and found.standing != Standing.ENDED else None


def occasion_on(ticket: int) -> str:
    """How the contact is called which goes on about a ticket: its running chat; empty if there is none."""
    found = running_on(ticket)
    return found.ref if found else ""


def served_by(chat: Chat) -> str:
    """The name of whoever answers; empty while nobody does."""
    return members([chat.member_id]).get(chat.member_id, "") if chat.member_id else ""


def overdue() -> list[Chat]:
    """The chats which nobody took within the patience of their site."""
    waiting = Chat.objects.filter(standing=Standing.WAITING).select_related("site", "visitor")
    at = now()
    return [chat for chat in waiting if chat.begun_at + timedelta(seconds=chat.site.patience) <= at]


def serving() -> dict[int, int]:
    """How many visitors each colleague serves now."""
    found = Chat.objects.filter(standing=Standing.ANSWERED).exclude(member=None).order_by()
    return dict(found.values_list("member").annotate(many=Count("id")))


def waiting() -> list[Chat]:
    """The chats which nobody has taken and whose first words lie on a ticket, the longest waiting first."""
    found = Chat.objects.filter(standing=Standing.WAITING).exclude(ticket=None)
    return list(found.select_related("site", "visitor").order_by("id"))


def by_refs(refs: Iterable[str], *, for_: Actor) -> list[Chat]:
    """These chats (`chat:7`), as far as somebody may see their tickets."""
    ids = [int(ref.partition(":")[2]) for ref in refs]
    found = Chat.objects.filter(pk__in=ids, ticket__in=visible_to(for_))
    return list(found.select_related("site", "visitor", "ticket").order_by("id"))


def mine(member: int) -> list[Chat]:
    """The visitors whom somebody serves now, those who came first, first."""
    found = Chat.objects.filter(standing=Standing.ANSWERED, member=member)
    return list(found.select_related("visitor", "ticket").order_by("taken_at"))


def told_address(ticket: int) -> str:
    """The e-mail address which the visitor of a ticket's last chat told us; empty if none."""
    found = Chat.objects.filter(ticket=ticket).order_by("-id")
    return found.values_list("visitor__address", flat=True).first() or ""


@sight("chat")
def _chats_seen(ids: set[int], for_: Actor) -> set[int]:
    seen = Chat.objects.filter(pk__in=ids, ticket__in=visible_to(for_))
    return set(seen.values_list("pk", flat=True))
