"""Holding the tickets to account: what pages showed as sent lies there, once."""

from collections import Counter

from bench.talk.book import Book
from bench.talk.company import Company


def wrong_on_tickets(book: Book, company: Company) -> set[str]:
    """The words which do not lie on their visitor's ticket exactly once."""
    from liaison.tickets.models import Message

    tickets = {who.number: who.ticket for who in company.visitors}
    rows = Message.objects.filter(ticket__in=list(tickets.values()), channel="chat")
    lying = Counter((ticket, text.split()[0]) for ticket, text in rows.values_list("ticket", "text") if text)
    times = Counter(marker for (_, marker), many in lying.items() for _ in range(many))
    wrong = {m for m in book.kept if lying[tickets[int(m[1:].split("x")[0])], m] != 1}
    return wrong | {m for m in book.said if times[m] > 1}
