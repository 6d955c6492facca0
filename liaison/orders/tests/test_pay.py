"""Money arrives for an invoice, and what is not paid in time moves on."""

from datetime import timedelta
from decimal import Decimal

from liaison.authority.models import Setting
from liaison.kit import clock
from liaison.kit.clock import now
from liaison.orders.actions import move_overdue
from liaison.orders.models import Invoice, Movement, Order
from liaison.orders.queries import invoices
from liaison.orders.tests.shop import Shop
from liaison.tickets.tests.asking import done, refused

DAY = timedelta(days=1)


def invoiced(shop: Shop) -> Invoice:
    """Two shirts and a lamp that are to be paid by invoice."""
    items = [{"variant": shop.blue.pk, "quantity": 2}, {"variant": shop.light.pk}]
    told = done("orders.place", shop.cast.bo, account=shop.account.pk, items=items, delivered=False)
    return Invoice.objects.get(order=told["order"])


def test_what_arrived_is_paid_and_nothing_is_owed(shop: Shop) -> None:
    invoice = invoiced(shop)
    on = (now() - DAY).date()

    told = done(
        "orders.confirm_payment", shop.cast.bo, order=invoice.order_id, invoice=invoice.pk, arrived=on.isoformat(),
        reference="RF18 5390 0754",
    )  # fmt: skip

    assert (told["amount"], told["paid"], told["owed"], told["due"]) == ("85.50", "85.50", "0.00", "paid")
    row = Movement.objects.get()
    assert (row.kind, row.amount, row.reason, row.method) == (
        "payment",
        Decimal("85.5"),
        "RF18 5390 0754",
        None,
    )
    assert row.settled_at is not None
    assert row.settled_at.date() == on


def test_a_part_leaves_the_rest_owed(shop: Shop) -> None:
    invoice = invoiced(shop)
    given = {"order": invoice.order_id, "invoice": invoice.pk}

    told = done("orders.confirm_payment", shop.cast.bo, amount="50", **given)
    assert (told["owed"], told["due"]) == ("35.50", "open")
    assert refused("orders.confirm_payment", shop.cast.bo, amount="35.51", **given) == "MoreThanOwed"
    assert refused("orders.confirm_payment", shop.cast.bo, amount="0", **given) == "NotAnAmount"
    later = (now() + 2 * DAY).date().isoformat()
    assert refused("orders.confirm_payment", shop.cast.bo, arrived=later, **given) == "NotYet"
    assert Movement.objects.count() == 1

    done("orders.confirm_payment", shop.cast.bo, **given)
    assert refused("orders.confirm_payment", shop.cast.bo, **given) == "NothingOwed"
    assert Order.objects.get().paid == Decimal("85.5")


def test_an_invoice_of_another_order_is_nothing_here(shop: Shop) -> None:
    invoice, other = invoiced(shop), shop.order()

    why = refused("orders.confirm_payment", shop.cast.bo, order=other.pk, invoice=invoice.pk)

    assert why == "NothingOwed"


def test_what_is_not_paid_in_time_moves_on_step_by_step(shop: Shop) -> None:
    invoice = invoiced(shop)
    assert invoice.due_at

    def after(days: float) -> str:
        assert invoice.due_at
        with clock.standing_at(invoice.due_at + timedelta(days=days)):
            while move_overdue():
                pass
        return Invoice.objects.get().due

    assert [after(0.9), after(1.1), after(14.9), after(15.1), after(30.1), after(90)] == [
        "open",
        "reminded",
        "reminded",
        "last_notice",
        "collection",
        "collection",
    ]


def test_a_cancelled_order_is_asked_for_no_more(shop: Shop) -> None:
    invoice = invoiced(shop)
    done("orders.cancel", shop.cast.bo, order=invoice.order_id, reason="ordered_by_mistake")

    assert Invoice.objects.get().due == "withdrawn"
    assert refused("orders.confirm_payment", shop.cast.bo, order=invoice.order_id, invoice=invoice.pk) == (
        "NothingOwed"
    )


def test_where_it_is_paid_is_as_the_company_says(shop: Shop) -> None:
    from liaison.authority.queries import rulebook

    Setting.objects.create(
        name="payment_link", type="text", value="https://pay.example/{number}?a={amount}&c={currency}"
    )
    rulebook._last.clear()
    invoice = invoiced(shop)

    (told,) = invoices(invoice.order_id, for_=shop.cast.bo)
    assert told.link == f"https://pay.example/{invoice.number}?a=85.50&c=EUR"
    Setting.objects.update(value="javascript:{number}")
    rulebook._last.clear()
    done("orders.cancel", shop.cast.bo, order=invoice.order_id, reason="ordered_by_mistake")
    assert invoiced(shop).payment_link == ""
