"""One cast for all tests, made by the product's own actions."""

from dataclasses import dataclass
from itertools import count

from liaison.authority.actions import grant
from liaison.authority.models import Role
from liaison.channels.email.actions import open_mailbox
from liaison.channels.email.models import Mailbox
from liaison.channels.email.queries import DIRECTORY
from liaison.config.roles import set_up_roles
from liaison.kit.actor import SYSTEM
from liaison.team.actions import create_brand, create_department, create_member
from liaison.team.models import Brand, Department, Member
from liaison.tickets.actions import receive
from liaison.tickets.models import Ticket
from liaison.tickets.words import Address, Arrival

PASSWORD = "a quiet desk by the window"
MIRA = Address("mira@example.com", "Mira Kask")
JONAS = Address("jonas@example.org", "Jonas Petraitis")
_ids = count(1)


@dataclass
class Cast:
    """Ana supervises, Bo answers, Tess is a trainee, Cleo answers in another department; Ada administers."""

    brand: Brand
    service: Department
    billing: Department
    mailbox: Mailbox
    billing_mailbox: Mailbox
    ada: Member
    ana: Member
    bo: Member
    tess: Member
    cleo: Member


def assemble() -> Cast:
    """Bring everybody on the stage."""
    DIRECTORY.forget()
    set_up_roles()
    brand = create_brand("Northwind", by=SYSTEM)
    service = create_department("Service", brand=brand, by=SYSTEM)
    billing = create_department("Billing", brand=brand, by=SYSTEM)
    return Cast(
        brand=brand,
        service=service,
        billing=billing,
        mailbox=open_mailbox("help@northwind.example", department=service, from_name="Northwind", by=SYSTEM),
        billing_mailbox=open_mailbox("bills@northwind.example", department=billing, by=SYSTEM),
        ada=_member("Ada", "administrator", None),
        ana=_member("Ana", "supervisor", service),
        bo=_member("Bo", "representative", service),
        tess=_member("Tess", "trainee", service),
        cleo=_member("Cleo", "representative", billing),
    )


def _member(name: str, role: str, department: Department | None) -> Member:
    member = create_member(f"{name.lower()}@northwind.example", name=name, password=PASSWORD, by=SYSTEM)
    where = department.pk if department else None
    grant(Role.objects.get(key=role), to=member.ref, department=where, by=SYSTEM)
    return member


def arrival(
    cast: Cast, *, sender: Address = MIRA, text: str = "My parcel has not come.", **changes: object
) -> Arrival:
    """A mail as the channel would hand it over."""
    n = next(_ids)
    given = {
        "channel": "email",
        "door": cast.mailbox.door,
        "department": cast.mailbox.department_id,
        "parcel": None,
        "sender": sender,
        "subject": "Where is my parcel?",
        "text": text,
        "reply": text,
        "external_id": f"{n}@example.com",
        "fingerprint": f"{n}",
    }
    return Arrival(**(given | changes))


def ticket(cast: Cast, **changes: object) -> Ticket:
    """A ticket made by a customer's mail."""
    return Ticket.objects.get(pk=receive(arrival(cast, **changes)).ticket)
