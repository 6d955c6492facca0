"""What can happen to sites and chats."""

from dataclasses import dataclass
from typing import ClassVar

from django.utils.translation import gettext_lazy as _

from liaison.journal.registry import event
from liaison.journal.words import Event


@dataclass(frozen=True, kw_only=True)
class SiteEvent(Event):
    """Something that happened to a site."""

    about: ClassVar[tuple[str, ...]] = ("site", "department")
    site_id: int
    department_id: int


@event
@dataclass(frozen=True, kw_only=True)
class SiteOpened(SiteEvent):
    """Visitors of a site can chat with us."""

    kind = "chat.site_opened"
    says = _("%(by)s opened the chat on %(site)s.")


@event
@dataclass(frozen=True, kw_only=True)
class SiteChanged(SiteEvent):
    """Something of a site is set otherwise. fields: which, never the values, for one of them is a secret."""

    kind = "chat.site_changed"
    says = _("%(by)s changed the chat on %(site)s.")
    fields: tuple[str, ...] = ()


@event
@dataclass(frozen=True, kw_only=True)
class SiteClosed(SiteEvent):
    """Nobody can chat on a site any more."""

    kind = "chat.site_closed"
    says = _("%(by)s closed the chat on %(site)s.")


@dataclass(frozen=True, kw_only=True)
class ChatEvent(Event):
    """Something that happened in a chat."""

    about: ClassVar[tuple[str, ...]] = ("chat", "ticket")
    chat_id: int
    ticket_id: int | None = None


@event
@dataclass(frozen=True, kw_only=True)
class Begun(ChatEvent):
    """A visitor spoke."""

    kind = "chat.begun"
    says = _("A visitor began a chat.")


@event
@dataclass(frozen=True, kw_only=True)
class Taken(ChatEvent):
    """Somebody answers a visitor."""

    kind = "chat.taken"
    says = _("%(by)s took the chat.")
    member_id: int


@event
@dataclass(frozen=True, kw_only=True)
class PassedOn(ChatEvent):
    """A chat goes on with a colleague."""

    kind = "chat.passed_on"
    says = _("%(by)s passed the chat on to %(member)s.")
    member_id: int


@event
@dataclass(frozen=True, kw_only=True)
class HandedOver(ChatEvent):
    """A chat waits for somebody of another department."""

    kind = "chat.handed_over"
    says = _("%(by)s passed the chat on to %(department)s.")
    department_id: int


@event
@dataclass(frozen=True, kw_only=True)
class Invited(ChatEvent):
    """A colleague is asked into a chat."""

    kind = "chat.invited"
    about: ClassVar[tuple[str, ...]] = ("chat", "ticket", "member")
    says = _("%(by)s asked %(member)s into the chat.")
    member_id: int


@event
@dataclass(frozen=True, kw_only=True)
class Joined(ChatEvent):
    """A colleague came into a chat which another serves."""

    kind = "chat.joined"
    says = _("%(by)s joined the chat.")


@event
@dataclass(frozen=True, kw_only=True)
class GuestLeft(ChatEvent):
    """A colleague left a chat which another serves, or did not come."""

    kind = "chat.guest_left"
    says = _("%(by)s left the chat.")


@event
@dataclass(frozen=True, kw_only=True)
class Watched(ChatEvent):
    """A supervisor watches a chat."""

    kind = "chat.watched"
    says = _("%(by)s watches the chat.")


@event
@dataclass(frozen=True, kw_only=True)
class Whispered(ChatEvent):
    """A supervisor said something in a chat which only the team sees. message: the note."""

    kind = "chat.whispered"
    says = _("%(by)s whispered to the team.")
    message_id: int


@event
@dataclass(frozen=True, kw_only=True)
class TakenOver(ChatEvent):
    """A supervisor goes on with a chat which another served. before: who that was."""

    kind = "chat.taken_over"
    says = _("%(by)s took the chat over from %(member)s.")
    member_id: int


@event
@dataclass(frozen=True, kw_only=True)
class LeftAlone(ChatEvent):
    """Whoever served a visitor is not there any more; it rings at colleagues' desks."""

    kind = "chat.left_alone"
    says = _("%(member)s is not there any more: the visitor waits for somebody else.")
    member_id: int


@event
@dataclass(frozen=True, kw_only=True)
class VisitorLeft(ChatEvent):
    """A visitor whom nobody had answered closed the page."""

    kind = "chat.visitor_left"
    says = _("The visitor left before anybody answered.")


@event
@dataclass(frozen=True, kw_only=True)
class VisitorBack(ChatEvent):
    """A visitor who had left unanswered is there again, and waits."""

    kind = "chat.visitor_back"
    says = _("The visitor is back and waits.")


@event
@dataclass(frozen=True, kw_only=True)
class Missed(ChatEvent):
    """Nobody took a chat in time; the visitor was told so."""

    kind = "chat.missed"
    says = _("Nobody took the chat in time.")


@event
@dataclass(frozen=True, kw_only=True)
class WordLeft(ChatEvent):
    """A visitor whom nobody answered said how they want to be answered. wish: `mail` or `call`."""

    kind = "chat.word_left"
    says = _("The visitor asked for an answer later.")
    wish: str


@event
@dataclass(frozen=True, kw_only=True)
class Ended(ChatEvent):
    """A chat ended."""

    kind = "chat.ended"
    says = _("%(by)s ended the chat.")


@event
@dataclass(frozen=True, kw_only=True)
class VisitorBlocked(ChatEvent):
    """Somebody may not write any more."""

    kind = "chat.visitor_blocked"
    says = _("%(by)s blocked the visitor.")


@event
@dataclass(frozen=True, kw_only=True)
class VisitorInvited(Event):
    """Somebody who has a site open was invited to chat. customer: whom the site says it signed in, if it does."""

    kind = "chat.visitor_invited"
    about: ClassVar[tuple[str, ...]] = ("site", "department", "customer")
    says = _("%(by)s invited a visitor of %(site)s to chat.")
    site_id: int
    department_id: int
    customer_id: int | None = None


@event
@dataclass(frozen=True, kw_only=True)
class InvitationTaken(ChatEvent):
    """A visitor took up somebody's invitation; the chat goes to them."""

    kind = "chat.invitation_taken"
    says = _("The visitor came at the invitation of %(member)s.")
    member_id: int
