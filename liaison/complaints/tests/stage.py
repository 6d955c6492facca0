"""A complaint as most tests need it."""

from typing import Any

from django.test import Client

from liaison.complaints.actions import set_up_complaint_kinds
from liaison.complaints.models import Complaint, Kind
from liaison.team.models import Member
from liaison.tickets.models import Ticket
from liaison.tickets.tests.asking import done
from tests.cast import Cast, ticket


def kind(key: str = "service") -> Kind:
    """A kind of the house."""
    set_up_complaint_kinds()
    return Kind.objects.get(key=key)


def complain(cast: Cast, *, by: Member | None = None, one: Ticket | None = None, **given: Any) -> Complaint:
    """Bo opens a complaint of Mira's from a ticket, unless told otherwise."""
    one = one or ticket(cast)
    wished = {"ticket": one.pk, "kind": kind().pk, "claim": "My parcel came three weeks late."}
    return Complaint.objects.get(pk=done("complaints.open", by or cast.bo, **(wished | given))["complaint"])


def by(member: Member) -> Client:
    """A browser in which somebody is signed in."""
    client = Client()
    client.force_login(member)
    return client
