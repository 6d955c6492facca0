from liaison.journal.models import Entry
from liaison.journal.queries import sentences
from liaison.kit.actor import SYSTEM
from liaison.team.actions import create_department
from liaison.tickets.actions import assign, set_up_kinds
from liaison.tickets.models import Kind, Tag, Ticket
from liaison.tickets.tests.asking import ask, done, refused
from tests.cast import JONAS, Cast, ticket


def test_tags_are_words_in_lower_case_each_once(cast: Cast) -> None:
    one = ticket(cast)

    done("tickets.tag", cast.bo, ticket=one.pk, tags=["#Parcel", "late  depot", "parcel", " "])
    done("tickets.tag", cast.bo, ticket=one.pk, tags=["parcel"])

    assert Ticket.objects.get(pk=one.pk).tags == ["parcel", "late depot"]
    assert set(Tag.objects.values_list("name", flat=True)) == {"parcel", "late depot"}
    assert Entry.objects.filter(kind="tickets.tagged").count() == 1
    done("tickets.untag", cast.bo, ticket=one.pk, tags=["Parcel", "never"])
    assert Ticket.objects.get(pk=one.pk).tags == ["late depot"]


def test_priority_lies_between_one_and_four(cast: Cast) -> None:
    one = ticket(cast)

    done("tickets.prioritise", cast.bo, ticket=one.pk, priority=4)

    assert Ticket.objects.get(pk=one.pk).priority == 4


def test_a_kind_is_one_of_ours(cast: Cast) -> None:
    set_up_kinds()
    set_up_kinds()
    one = ticket(cast)
    own = done("tickets.define_kind", cast.ada, kind="Warranty")["kind"]

    done("tickets.classify", cast.bo, ticket=one.pk, kind=own)

    assert Ticket.objects.get(pk=one.pk).kind_id == own
    assert Kind.objects.filter(key="complaint").count() == 1
    assert refused("tickets.classify", cast.bo, ticket=one.pk, kind=own + 999) == "NotAKind"
    assert refused("tickets.define_kind", cast.ada, kind="Warranty") == "KindTaken"
    assert refused("tickets.define_kind", cast.bo, kind="Other") == "NotAllowed"


def test_moving_takes_it_from_whoever_cannot_answer_there(cast: Cast) -> None:
    one = ticket(cast)
    assign(one, to=cast.bo.pk, by=cast.ana)

    done("tickets.move", cast.bo, ticket=one.pk, department=cast.billing.pk)

    one.refresh_from_db()
    assert (one.department, one.assignee) == (cast.billing, None)
    moved = Entry.objects.get(kind="tickets.moved").facts
    assert (moved["from_id"], moved["department_id"]) == (cast.service.pk, cast.billing.pk)


def test_moving_leaves_it_with_whoever_answers_there_too(cast: Cast) -> None:
    one = ticket(cast)
    assign(one, to=cast.ada.pk, by=cast.ana)

    done("tickets.move", cast.bo, ticket=one.pk, department=cast.billing.pk)

    assert Ticket.objects.get(pk=one.pk).assignee == cast.ada


def test_a_closed_department_takes_nothing(cast: Cast) -> None:
    one = ticket(cast)
    gone = create_department("Gone", brand=cast.brand, by=SYSTEM)
    type(gone).objects.filter(pk=gone.pk).update(closed_at="2026-01-01T00:00Z")

    assert refused("tickets.move", cast.bo, ticket=one.pk, department=gone.pk) == "NotADepartment"


def test_another_person_of_a_shared_address_is_chosen(cast: Cast) -> None:
    one, other = ticket(cast), ticket(cast, sender=JONAS)

    done("tickets.choose_customer", cast.bo, ticket=one.pk, customer=other.customer_id)

    assert Ticket.objects.get(pk=one.pk).customer == other.customer
    assert refused("tickets.choose_customer", cast.bo, ticket=one.pk, customer=10**9) == "NotACustomer"


def test_doing_it_twice_says_it_once(cast: Cast) -> None:
    one = ticket(cast)
    for name, params in (
        ("tickets.prioritise", {"priority": 3}),
        ("tickets.assign", {"to": cast.bo.pk}),
        ("tickets.move", {"department": cast.service.pk}),
    ):
        ask(name, cast.ana, ticket=one.pk, **params)
        ask(name, cast.ana, ticket=one.pk, **params)

    kinds = ("tickets.prioritised", "tickets.assigned", "tickets.moved")
    assert [Entry.objects.filter(kind=kind).count() for kind in kinds] == [1, 1, 0]


def test_whoever_takes_a_ticket_on_is_not_said_to_give_it_to_themselves(cast: Cast) -> None:
    one = ticket(cast)
    assign(one, to=cast.bo.pk, by=cast.bo)
    assign(one, to=cast.ana.pk, by=cast.bo)

    said = [line.sentence for line in sentences(Entry.objects.filter(kind="tickets.assigned").order_by("pk"))]

    assert said == ["Bo took this on.", "Bo gave this to Ana."]
