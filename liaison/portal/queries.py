"""Reading for customers: who is in, and what is theirs."""

from dataclasses import dataclass
from functools import cached_property

from liaison.customers.queries import addresses_of_each, only_one_known_by, people_of
from liaison.kit.clock import now
from liaison.kit.errors import NotFound
from liaison.portal import rules
from liaison.portal.models import Asking, Visit
from liaison.team.models import Brand
from liaison.team.queries import brands
from liaison.tickets import queries as tickets
from liaison.tickets.models import Attachment, Message, Ticket


@dataclass(frozen=True)
class Visitor:
    """Somebody who is in, with everything that is theirs."""

    visit: Visit

    @cached_property
    def people(self) -> frozenset[int]:
        """Everybody who was found to be this person."""
        return people_of(self.visit.customer_id)

    @cached_property
    def addresses(self) -> frozenset[str]:
        """By what they are known, and by what they came in."""
        known = addresses_of_each([self.visit.customer_id]).get(self.visit.customer_id, frozenset())
        return known | ({self.visit.address} - {""})

    @property
    def is_guest(self) -> bool:
        """Whether they follow one ticket and see nothing else."""
        return self.visit.ticket_id is not None

    def matters(self, *, before: int | None = None) -> list[Ticket]:
        """Their tickets, the newest first; a guest's only one."""
        if self.visit.ticket_id is not None:
            return [self._followed(self.visit.ticket_id)]
        return tickets.matters_of(self.people, before=before)

    def matter(self, number: int) -> Ticket:
        """One of their tickets. Raises NotFound for every other, and on a guest's for all but one."""
        if self.visit.ticket_id is None:
            return tickets.matter(number, people=self.people)
        found = self._followed(self.visit.ticket_id)
        if found.number != number or not self.said(found):
            raise NotFound
        return found

    def _followed(self, ticket: int) -> Ticket:
        """A guest's ticket. One that was merged into another is none any more: the other may hold far more."""
        found = tickets.followed(ticket)
        if found.pk != ticket:
            raise NotFound
        return found

    def sees(self, ticket: Ticket) -> bool:
        """Whether this ticket is theirs."""
        try:
            return self.matter(ticket.number).pk == ticket.pk
        except NotFound:
            return False

    def said(self, ticket: Ticket) -> list[Message]:
        """What they and we said to each other on a ticket."""
        return tickets.said_with(ticket, people=self.people, addresses=self.addresses)

    def file(self, ticket: Ticket, attachment: int) -> Attachment:
        """A file of what was said. Raises NotFound for any other."""
        return tickets.file_of(attachment, among=self.said(ticket))


def visitor_with(token: str) -> Visitor | None:
    """Who has this token, if they are still in: an address that is no more theirs alone opens nothing any more."""
    if not token:
        return None
    rows = Visit.objects.select_related("customer").filter(token=rules.digest(token), until__gt=now())
    found = rows.first()
    if found is None:
        return None
    visitor = Visitor(found)
    if visitor.is_guest:
        return visitor
    proved = only_one_known_by("email", found.address)
    return visitor if proved and proved.pk in visitor.people else None


def asked_in(browser: str) -> Asking | None:
    """What was asked in a browser and can still be answered with a code."""
    if not browser:
        return None
    rows = Asking.objects.filter(browser=rules.digest(browser), used_at=None, until__gt=now())
    return rows.first()


def brand_for(visitor: Visitor | None) -> Brand:
    """The face under which a customer knows us: that of their newest ticket, else our first."""
    try:
        found = visitor.matters()[:1] if visitor else []
    except NotFound:  # What a guest followed was thrown away.
        found = []
    return found[0].department.brand if found else min(brands(), key=lambda brand: brand.pk)
