"""Removing the demo company: exactly what it made, and nothing that real work needs."""

from collections.abc import Iterable
from typing import Any

from django.db import connection, models, transaction
from django.db.models import ProtectedError, QuerySet

from liaison.authority.models import Approval, Grant
from liaison.channels.chat.models import Chat, Site, Visitor
from liaison.channels.email.models import Mailbox
from liaison.channels.form.models import Consent, Form
from liaison.channels.models import Parcel
from liaison.complaints.models import Complaint, Extension, Instance, Kind
from liaison.config.demo.loading import LOADING
from liaison.config.demo.models import Door, Made
from liaison.customers.models import (
    Account,
    Acting,
    Address,
    Customer,
    ExternalId,
    Identity,
    Join,
    Verification,
)
from liaison.customers.models import Note as CustomerNote
from liaison.kit import memory
from liaison.knowledge.models import Answer
from liaison.orders.models import (
    Charge,
    Fulfilled,
    Fulfilment,
    Invoice,
    InvoiceLine,
    Line,
    Location,
    Movement,
    Order,
    PaymentMethod,
    Product,
    Request,
    RequestLine,
    Stock,
    Variant,
    Voucher,
)
from liaison.team.models import Brand, Department, Member
from liaison.tickets.models import Contact, Ticket


@transaction.atomic
def remove() -> list[str]:
    """Remove what the demo made, with whatever was since written on its tickets.

    Return the names of what stays because real tickets need it. The journal keeps that it all happened: nothing is
    ever deleted there. The bytes of mails and files are swept like all others to which nothing refers.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [LOADING])
    transaction.on_commit(memory.forget)  # Of all this the journal is told nothing.
    made = {noun: set(_made(noun)) for noun in Made.objects.values_list("noun", flat=True).distinct()}
    Answer.objects.filter(pk__in=made.get("answer", ())).delete()
    Consent.objects.filter(form__in=made.get("form", ())).delete()
    Chat.objects.filter(site__in=made.get("site", ())).delete()
    Visitor.objects.filter(site__in=made.get("site", ())).delete()
    Site.objects.filter(pk__in=made.get("site", ())).delete()
    left = _orders(made)
    _complaints(made)
    _tickets(made.get("ticket", set()))
    _delete(Contact.objects.filter(pk__in=made.get("contact", ())))
    Parcel.objects.filter(pk__in=made.get("parcel", ())).delete()
    _customers(made.get("customer", set()))
    Form.objects.filter(pk__in=made.get("form", ())).delete()
    left += _delete(Mailbox.objects.filter(pk__in=made.get("mailbox", ())), name="address")
    left += _delete(Department.objects.filter(pk__in=made.get("department", ())), name="name")
    left += _delete(Brand.objects.filter(pk__in=made.get("brand", ())), name="name")
    left += _members(made.get("member", set()))
    Door.objects.all().delete()
    Made.objects.all().delete()
    return left


def _complaints(made: dict[str, set[int]]) -> None:
    """The complaints about its matters and of its departments, with all that was written down about them."""
    theirs = models.Q(ticket__in=made.get("ticket", ())) | models.Q(department__in=made.get("department", ()))
    Extension.objects.filter(
        complaint__in=Complaint.objects.filter(theirs)
    ).delete()  # They refer to letters.
    _with_what_refers(Complaint, Complaint.objects.filter(theirs).values_list("pk", flat=True))
    instances = made.get("instance", ())
    Kind.objects.filter(instance__in=instances).update(instance=None)
    _delete(Instance.objects.filter(pk__in=instances))


def _made(noun: str) -> QuerySet[Made, int]:
    return Made.objects.filter(noun=noun).values_list("row", flat=True)


def _tickets(ids: set[int]) -> None:
    """The tickets and everything that belongs to them, which is whatever refers to them or to their messages."""
    Approval.objects.filter(about__in=[f"ticket:{id_}" for id_ in ids], decisions=None).delete()
    _with_what_refers(Ticket, ids)


def _with_what_refers(model: type[models.Model], ids: Iterable[int], *, deep: int = 0) -> None:
    """Delete rows and, before them, the rows of the tickets' room that refer to them, whatever these are."""
    ids = list(ids)
    if not ids or deep > 4:
        return
    for relation in model._meta.related_objects:
        other, field = relation.related_model, relation.field.name
        if other is model or isinstance(other, str):
            model._default_manager.filter(**{f"{field}__in": ids}).update(**{field: None})
            continue
        keys = list(other._default_manager.filter(**{f"{field}__in": ids}).values_list("pk", flat=True))
        _with_what_refers(other, keys, deep=deep + 1)
    model._default_manager.filter(pk__in=ids).delete()


def _orders(made: dict[str, set[int]]) -> list[str]:
    """The orders, whatever was since done with them, and what was sold; a product of a real order stays."""
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL liaison.takes_out = 'demo'")
    accounts = Acting.objects.filter(customer__in=made.get("customer", ())).values_list("account", flat=True)
    mine = Order.objects.filter(models.Q(pk__in=made.get("order", ())) | models.Q(account__in=accounts))
    for row in (
        Movement,
        RequestLine,
        Request,
        Voucher,
        Fulfilled,
        Fulfilment,
        Charge,
        InvoiceLine,
        Invoice,
        Line,
    ):
        row.objects.filter(**{f"{PATHS.get(row, 'order')}__in": mine}).delete()
    Voucher.objects.filter(account__in=accounts).delete()
    gone = list(mine.values_list("pk", flat=True))
    Order.objects.filter(pk__in=gone).delete()
    PaymentMethod.objects.filter(account__in=accounts, movements=None).delete()
    still = Line.objects.exclude(variant=None).values("variant")  # A real order keeps what it bought.
    Stock.objects.filter(variant__product__in=made.get("product", ())).exclude(variant__in=still).delete()
    _delete(Variant.objects.filter(product__in=made.get("product", ())))
    left = _delete(Product.objects.filter(pk__in=made.get("product", ())), name="name")
    return left + _delete(Location.objects.filter(pk__in=made.get("location", ())), name="name")


PATHS = {RequestLine: "request__order", Fulfilled: "fulfilment__order", InvoiceLine: "invoice__order"}


def _customers(ids: set[int]) -> None:
    """The people, but for those who have since become part of a real matter."""
    gone = ids - set(Ticket.objects.filter(customer__in=ids).values_list("customer", flat=True))
    gone -= set(Contact.objects.filter(customer__in=gone).values_list("customer", flat=True))
    accounts = list(Acting.objects.filter(customer__in=gone).values_list("account", flat=True))
    Join.objects.filter(models.Q(kept__in=gone) | models.Q(joined__in=gone)).delete()
    for room in (CustomerNote, Identity, Acting, Address, Verification, ExternalId):
        room.objects.filter(customer__in=gone).delete()
    _delete(Customer.objects.filter(pk__in=gone))
    _delete(Account.objects.filter(pk__in=accounts, acting=None))


def _members(ids: set[int]) -> list[str]:
    refs = [f"member:{id_}" for id_ in ids]
    Grant.objects.filter(actor__in=refs).delete()
    left = _delete(Member.objects.filter(pk__in=ids), name="name")
    Member.objects.filter(pk__in=ids).update(is_active=False)
    return left


def _delete(rows: QuerySet[Any], *, name: str = "") -> list[str]:
    """Delete row by row; return the names of those which something still refers to."""
    left = []
    for row in rows:
        try:
            with transaction.atomic():
                row.delete()
        except ProtectedError:
            left.append(str(getattr(row, name)) if name else "")
    return [one for one in left if one]
