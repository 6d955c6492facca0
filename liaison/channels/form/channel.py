"""Web forms as a channel: words come in, and answers go out by mail."""

import json
from typing import Any, ClassVar

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from liaison.channels import own_pages
from liaison.channels.form import rules, thanking
from liaison.channels.form.actions import note_consents
from liaison.channels.form.queries import form_of
from liaison.channels.form.words import Kind
from liaison.channels.models import Parcel
from liaison.channels.queries import raw_of
from liaison.channels.registry import channel
from liaison.channels.words import Abilities, Kept, NotSent, Outgoing, Receipt
from liaison.customers.actions import say
from liaison.customers.queries import person as customer
from liaison.tickets.actions import wish_answer
from liaison.tickets.models import Message, Ticket
from liaison.tickets.queries import sender_of
from liaison.tickets.words import Address, Arrival, Enclosed, Received, Wish


class Form:
    """Web forms: parcels are what was handed in, doors are forms.

    An arrival names its form as that through which it came, and no door: nothing can leave by a form, so an answer
    goes by the first way on which the department reaches the address that was given.
    """

    kind: ClassVar[str] = "form"
    label: ClassVar[str | Promise] = _("Form")
    can: ClassVar[Abilities] = Abilities()

    def read(self, parcel: Kept) -> list[Arrival]:
        """Understand what was handed in."""
        said = json.loads(parcel.raw)
        answers = said["answers"]
        address, identity = _whence(answers)
        text = rules.told(answers)
        return [
            Arrival(
                channel=self.kind,
                door="",
                through=parcel.door,
                department=form_of(parcel.door).department_id,
                parcel=parcel.id,
                sender=Address(address, rules.first_of(answers, use="name")[:200]),
                identity=identity,
                said=True,
                subject=rules.subject_of(answers, title=said["title"]),
                text=text,
                language=said["language"],
                at=parcel.kept_at,
                external_id=f"form.{said['form']}.{said['key']}@form.invalid",
                fingerprint=rules.fingerprint(said["form"], said["key"]),
                enclosed=tuple(Enclosed(**file) for file in said["files"]),
            )
        ]

    def unread(self, parcel: Kept, *, why: str) -> Arrival:
        """What stands in for something that no page of ours can have sent."""
        department = form_of(parcel.door).department_id
        return own_pages.unread(
            parcel, why=why, department=department, channel=self.kind, door="", through=parcel.door
        )

    def after(self, arrival: Arrival, received: Received) -> None:
        """Write down what was agreed to, and tell whoever handed it in that it came."""
        form = form_of(arrival.through)
        to = arrival.sender.address if arrival.identity == "email" else ""
        thanking.thank(form, received, to=to, language=arrival.language)
        message = Message.objects.get(pk=received.message)
        person = customer(sender_of(message) or 0)
        if person is None:
            return
        said = _handed(message)
        answers = said["answers"]
        if wish := said.get("wish"):  # Parcels of an earlier version have none.
            ticket = Ticket.objects.select_for_update().get(pk=received.ticket)
            wish_answer(ticket, Wish(wish["how"]), wish["to"], by=person)
        if arrival.identity == "email":
            say(person.pk, kind="phone", value=rules.first_of(answers, kind=Kind.PHONE))
        if words := [one["label"] for one in answers if one["kind"] == Kind.CONSENT]:
            note_consents(form, person, words, on=received)

    def redact(self, raw: bytes, text: str, mark: str) -> bytes:
        """Take a text out of what was handed in."""
        return own_pages.redacted(raw, text, mark)

    def send(self, outgoing: Outgoing) -> Receipt:
        """Nothing leaves by a form. Raises NotSent."""
        raise NotSent(str(_("A form cannot be written to; answer by e-mail.")), for_good=True)


def _whence(answers: list[dict[str, Any]]) -> tuple[str, str]:
    """By what the person is known: the address to which we answer, else the number at which we call."""
    if address := rules.first_of(answers, kind=Kind.EMAIL):
        return address, "email"
    return rules.first_of(answers, kind=Kind.PHONE), "phone"


def _handed(message: Message) -> dict[str, Any]:
    """What was handed in, from the parcel of a message."""
    return dict(json.loads(raw_of(Parcel.objects.get(pk=message.parcel or 0))))


FORM = channel(Form())
