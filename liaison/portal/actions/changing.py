"""What customers change of their own data, and that they took a copy."""

from liaison.customers.actions import edit
from liaison.journal.actions import record
from liaison.portal import events
from liaison.portal.queries import Visitor


def change_me(visitor: Visitor, *, name: str, language: str) -> None:
    """Set how a customer is called and in which language we speak to them."""
    edit(visitor.visit.customer, name=name, language=language, by=visitor.visit.customer)


def exported(visitor: Visitor) -> None:
    """Write down that a customer took a copy of what we keep about them."""
    customer = visitor.visit.customer
    record(events.Exported(customer_id=customer.pk), by=customer)
