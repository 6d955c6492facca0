"""What somebody agreed to, written down beside the message with which they did."""

from collections.abc import Iterable

from django.db import transaction

from liaison.channels.form import events
from liaison.channels.form.models import Consent, Form
from liaison.customers.models import Customer
from liaison.journal.actions import record
from liaison.kit.clock import now
from liaison.tickets.words import Received


@transaction.atomic
def note_consents(form: Form, customer: Customer, words: Iterable[str], *, on: Received) -> None:
    """Write down what a person agreed to; read twice it stands there once."""
    for said in words:
        _, new = Consent.objects.get_or_create(
            message_id=on.message,
            words=said[:1000],
            defaults={"form": form, "customer": customer, "at": now()},
        )
        if new:
            agreed = events.ConsentGiven(customer_id=customer.pk, ticket_id=on.ticket, form_id=form.pk)
            record(agreed, by=customer)
