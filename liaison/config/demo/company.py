"""The shop: two brands, four departments with their mailboxes, and agents of every role."""

from dataclasses import dataclass

from liaison.authority.actions import grant
from liaison.authority.models import Role
from liaison.channels.chat.actions import open_site
from liaison.channels.chat.models import Site
from liaison.channels.email.actions import open_mailbox
from liaison.channels.email.models import Mailbox
from liaison.channels.form.actions import open_form
from liaison.config.demo.answers import keep_answers
from liaison.config.demo.models import Made
from liaison.kit.actor import SYSTEM
from liaison.team.actions import create_brand, create_department, create_member
from liaison.team.models import Department, Member

DOMAIN = "havn.example"
DEPARTMENTS = {
    "orders": ("Havn", "Orders", "orders"),
    "returns": ("Havn", "Returns", "returns"),
    "billing": ("Havn", "Billing", "billing"),
    "advice": ("Havn Outdoor", "Outdoor advice", "outdoor"),
}
AGENTS = (
    ("Iveta Novak", "administrator", None, "en"),
    ("Marek Dvořák", "manager", None, "en"),
    ("Liina Aas", "representative", "orders", "et"),
    ("Marta Ilves", "representative", "returns", "et"),
    ("Cleo Tran", "representative", "billing", "vi"),
    ("Sven Holm", "seller", "advice", "en"),
    ("Ana Ruiz", "supervisor", "returns", "en"),
    ("Tess Kask", "trainee", "returns", "en"),
    ("Rita Bernard", "receptionist", "orders", "fr"),
    ("Otto Berg", "reader", None, "en"),
)
ANSWERS = {"orders": "Liina Aas", "returns": "Marta Ilves", "billing": "Cleo Tran", "advice": "Sven Holm"}
ELSEWHERE = {"Ana Ruiz": ("orders", "billing")}


@dataclass(frozen=True)
class Company:
    """The shop as the stories need it."""

    departments: dict[str, Department]
    mailboxes: dict[str, Mailbox]
    agents: dict[str, Member]


def found(*, password: str) -> Company:
    """Make the shop. password: with which all its agents sign in."""
    brands = {name: create_brand(name, by=SYSTEM) for name in ("Havn", "Havn Outdoor")}
    note("brand", *brands.values())
    departments, mailboxes = {}, {}
    for key, (brand, name, local) in DEPARTMENTS.items():
        departments[key] = create_department(name, brand=brands[brand], signature=brand, by=SYSTEM)
        mailboxes[key] = open_mailbox(
            f"{local}@{DOMAIN}", department=departments[key], from_name=brand, by=SYSTEM
        )
    note("department", *departments.values())
    note("mailbox", *mailboxes.values())
    note("form", open_form("Contact", department=departments["orders"], by=SYSTEM))
    note("site", _site(departments["orders"]))
    note("answer", *keep_answers())
    return Company(departments, mailboxes, _agents(departments, password=password))


def _site(department: Department) -> Site:
    """The chat on the shop's own site. Any page may carry it, so that whoever tries the demo can put it on theirs."""
    greeting = {"en": "Hello! How can we help?", "fr": "Bonjour ! Comment pouvons-nous vous aider ?"}
    return open_site(
        DOMAIN,
        department=department,
        by=SYSTEM,
        greeting=greeting,
        asks=["name", "address"],
        colour="#0f766e",
    )


def _agents(departments: dict[str, Department], *, password: str) -> dict[str, Member]:
    agents = {}
    roles = {role.key: role for role in Role.objects.exclude(key=None)}
    for name, role, where, language in AGENTS:
        member = create_member(address_of(name), name=name, password=password, language=language, by=SYSTEM)
        places = [where, *ELSEWHERE.get(name, ())] if where else [None]
        for place in places:
            department = departments[place].pk if place else None
            grant(roles[role], to=member.ref, department=department, by=SYSTEM)
        agents[name] = member
    note("member", *agents.values())
    return agents


def address_of(name: str) -> str:
    """The address with which an agent of this name signs in."""
    return f"{name.split()[0].lower()}@{DOMAIN}"


def note(noun: str, *rows: object) -> None:
    """Write down what the demo made."""
    Made.objects.bulk_create(
        [Made(noun=noun, row=getattr(row, "pk", row)) for row in rows], ignore_conflicts=True
    )
