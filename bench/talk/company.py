"""A site, visitors who have spoken there, and representatives who serve some of them, made by the product's actions."""

import time
from dataclasses import dataclass

from bench.desk import session
from bench.talk.visitors import Person

PATIENCE = 600.0


@dataclass(frozen=True)
class Company:
    """visitors: the chatting ones first. teams: for each representative a Cookie header and whom they serve."""

    visitors: list[Person]
    teams: list[tuple[str, list[Person]]]


def gathered(visitors: int, *, chatting: int, representatives: int) -> Company:
    """Make so many visitors, whose first words lie on tickets, and let the chatting ones be served."""
    from django.db import transaction

    from liaison.channels.chat.actions import open_site
    from liaison.channels.chat.models import Chat
    from liaison.kit.actor import SYSTEM
    from liaison.kit.clock import now
    from liaison.team.models import Department

    department = Department.objects.order_by("pk").first()
    assert department
    site = open_site("shop.example", department=department, patience=3600, by=SYSTEM)
    team = [_member(n) for n in range(representatives)]
    tokens: dict[int, str] = {}
    for first in range(0, visitors, 200):
        with transaction.atomic():
            tokens |= dict(_begun(site, n) for n in range(first, min(first + 200, visitors)))
            # Nobody rings for them: each has a colleague already.
            for n, member in enumerate(team):
                new = list(tokens)[first + n :: len(team)]
                Chat.objects.filter(pk__in=new).update(standing="answered", member_id=member, taken_at=now())
    people = _people(site.key, tokens)
    served: list[list[Person]] = [people[n:chatting:representatives] for n in range(representatives)]
    teams = [(session(_email(n)), serves) for n, serves in enumerate(served)]
    return Company(people, teams)


def _email(number: int) -> str:
    return f"rep{number}@example.com"


def _member(number: int) -> int:
    from liaison.authority.actions import grant
    from liaison.authority.models import Role
    from liaison.kit.actor import SYSTEM
    from liaison.team.actions import create_member

    made = create_member(_email(number), name=f"Bo {number}", password=None, by=SYSTEM)
    grant(Role.objects.get(key="representative"), to=made.ref, department=None, by=SYSTEM)
    return made.pk


def _begun(site: object, number: int) -> tuple[int, str]:
    from liaison.channels.chat.actions import admit, begin
    from liaison.channels.chat.words import Introduction

    visitor, token = admit(site, Introduction(name=f"Mira {number}", language="en"))  # type: ignore[arg-type]
    chat = begin(visitor, key=f"first-{number:08}", text=f"Good day, this is visitor {number}.")
    return chat.pk, token


def _people(site: str, tokens: dict[int, str]) -> list[Person]:
    """Wait until the desk has put everybody's first words onto a ticket."""
    from liaison.channels.chat.models import Chat

    found = Chat.objects.filter(pk__in=tokens, ticket__isnull=False).order_by("pk")
    until = time.monotonic() + PATIENCE
    while (many := found.count()) < len(tokens):
        assert time.monotonic() < until, f"the first words of {len(tokens) - many} visitors lie on no ticket"
        time.sleep(0.2)
    rows = found.values_list("pk", "visitor__handle", "ticket", "ticket__number")
    return [
        Person(n, site, tokens[chat], handle, chat, ticket, number)
        for n, (chat, handle, ticket, number) in enumerate(rows)
    ]
