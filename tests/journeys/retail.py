"""A shop with the retail pack, and programs that ask for things by REST, as a person and as a virtual one."""

from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.db import connection

from liaison.api.tests.asking import Program
from liaison.authority.actions import grant
from liaison.authority.models import Role
from liaison.config.setup import set_up_packs
from liaison.customers.actions import change_address, meet, open_account
from liaison.customers.models import Account, Customer
from liaison.kit.actor import SYSTEM
from liaison.orders.actions import enter_methods
from liaison.orders.entering import NewMethod
from liaison.orders.models import Order, PaymentMethod
from liaison.orders.tests.shop import HOME, Shop, open_shop
from liaison.orders.words import MethodKind
from liaison.team.actions import create_member
from liaison.team.models import Member
from liaison.tickets.models import Ticket
from tests.cast import JONAS, Cast, ticket

YES = {"read_aloud": "Shall I do exactly this?", "answered": "Yes, please."}
KINDS = ("human", "virtual")


@dataclass
class Stage:
    """Mira's shop, Jonas beside her, and whoever asks. ticket: a conversation in which Mira was recognised."""

    shop: Shop
    member: Member
    program: Program
    jonas: Customer
    jonas_account: Account
    jonas_card: PaymentMethod
    ticket: Ticket
    small_gift: PaymentMethod
    empty: Ticket

    def ask(self, command: str, **params: Any) -> Any:
        """The answer of `POST /commands/…`."""
        return self.program.post(f"/commands/{command}", params)

    def on(self, order: Order, **more: Any) -> dict[str, Any]:
        """Parameters of a command on an order, with Mira's yes."""
        return {"order": order.pk, "ticket": self.ticket.pk, "yes": YES} | more

    def conversation(self, *people: tuple[Customer, str]) -> Ticket:
        """A new conversation in which these were recognised, one after the other."""
        made = ticket(self.shop.cast)
        for person, email in people:
            told = self.ask(
                "customers.verify", customer=person.pk, ticket=made.pk, means="email", email=email
            )
            assert told.status_code == 200, told.content
        return made


def set_the_stage(cast: Cast, kind: str) -> Stage:
    """Open the shop with the pack that every desk has, and send somebody of this kind to it."""
    set_up_packs()
    shop = open_shop(cast)
    member = cast.bo if kind == "human" else virtual(cast)
    jonas = meet("email", JONAS.address, name=JONAS.name)
    account = open_account(jonas, kind="private", by=SYSTEM)
    card, gift = enter_methods(
        [
            NewMethod(account=account.pk, kind=MethodKind.CARD, brand="visa", last_four="2222"),
            NewMethod(
                account=shop.account.pk, kind=MethodKind.GIFT_CARD, currency="EUR", balance=Decimal("4.99")
            ),
        ]
    )
    change_address(jonas, HOME, by=SYSTEM)
    program = Program(member)
    one = Stage(shop, member, program, jonas, account, card, shop.ticket, gift, ticket(cast))
    one.ticket = one.conversation((shop.mira, "mira@example.com"))
    return one


def virtual(cast: Cast) -> Member:
    """Otto, the virtual representative, with the rights of a representative."""
    otto = create_member("otto@northwind.example", name="Otto", password=None, kind="virtual", by=SYSTEM)
    grant(Role.objects.get(key="representative"), to=otto.ref, department=cast.service.pk, by=SYSTEM)
    return otto


def everything() -> dict[str, list[Any]]:
    """Every row of customers and orders, as it is."""
    with connection.cursor() as cursor:
        names = [
            name
            for name in connection.introspection.table_names(cursor)
            if name.startswith(("orders_", "customers_"))
        ]
        rows = {}
        for name in names:
            cursor.execute(f"SELECT * FROM {name} ORDER BY 1")
            rows[name] = cursor.fetchall()
        return rows
