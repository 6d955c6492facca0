"""Live chat as a channel."""

import json
from typing import ClassVar, Final

from django.db import transaction
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from liaison.channels import own_pages
from liaison.channels.chat import actions, queries, rules, watch
from liaison.channels.chat.models import Chat as Conversation
from liaison.channels.registry import channel, part
from liaison.channels.words import Abilities, Kept, NotSent, Outgoing, Receipt
from liaison.kit.live.tell import nudge
from liaison.kit.rows import Prepared
from liaison.kit.sayings import say
from liaison.tickets.models import Message
from liaison.tickets.registry import Way, way
from liaison.tickets.words import Address, Arrival, Enclosed, Received

MB: Final = 2**20


_SPOKEN = Prepared(
    lambda chat: Conversation.objects.filter(pk=chat).values_list(
        "site__department_id", "visitor__handle", "visitor__name", "visitor__language"
    ),
    -7_001,
)


class Chat:
    """Live chat: parcels are single messages of visitors, doors are sites."""

    kind: ClassVar[str] = "chat"
    label: ClassVar[str | Promise] = _("Chat")
    can: ClassVar[Abilities] = Abilities(
        files=rules.LARGEST_MB * MB, typing=True, exclusive=True, receipts=True
    )

    def read(self, parcel: Kept) -> list[Arrival]:
        """Understand one message of a visitor."""
        said = json.loads(parcel.raw)
        [(department, handle, name, language)] = _SPOKEN(said["chat"])
        ref = f"chat:{said['chat']}"
        return [
            Arrival(
                channel=self.kind,
                door=parcel.door,
                department=department,
                parcel=parcel.id,
                sender=Address(handle, name or rules.nameless(handle)),
                identity="visitor",
                text=said["text"],
                language=language,
                at=parcel.kept_at,
                external_id=f"chat/{said['chat']}/{said['key']}",
                fingerprint=rules.fingerprint(said["chat"], said["key"]),
                thread=ref,
                occasion=ref,
                enclosed=tuple(Enclosed(**file) for file in said["files"]),
            )
        ]

    def unread(self, parcel: Kept, *, why: str) -> Arrival:
        """What stands in for something that no page of ours can have sent."""
        department = actions.department_of(parcel.door)
        return own_pages.unread(
            parcel, why=why, department=department, channel=self.kind, door=parcel.door, identity="visitor"
        )

    def after(self, arrival: Arrival, received: Received) -> None:
        """Bind the chat to its ticket, and show the visitor's other pages what was said."""
        _, chat, key = arrival.external_id.split("/")
        if actions.heard(int(chat), key, arrival, received):
            transaction.on_commit(watch.begun.set)

    def redact(self, raw: bytes, text: str, mark: str) -> bytes:
        """Take a text out of a message as it came."""
        return own_pages.redacted(raw, text, mark)

    def send(self, outgoing: Outgoing) -> Receipt:
        """Show a message with files to its visitor, which a scanner may have held: their page is told to look.

        Raises NotSent when the visitor is unknown.
        """
        chat = actions.last_of(outgoing.to[0].address if outgoing.to else "")
        if chat is None:
            raise NotSent(say("This visitor is not known here."), for_good=True)
        actions.said_to(chat, Message.objects.get(pk=outgoing.message))
        nudge(f"chat:{chat}")
        return Receipt(f"chat/{chat}/our-{outgoing.message}")


CHAT = channel(Chat())
way(
    "chat",
    Way(
        door_of=lambda _: "",
        is_ours=lambda _: False,
        accepts=rules.is_handle,
        takes_back=False,
        lies_at=actions.lies_at,
        shown=actions.shown,
        occasion_on=queries.occasion_on,
    ),
)
part("chats", watch.run, called=_("Ringing of chats"))
