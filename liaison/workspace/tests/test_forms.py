"""Every form without JavaScript: it posts, goes back, and says what became of it."""

from datetime import timedelta

import pytest
from django.contrib.messages import get_messages
from django.test import Client
from markupsafe import escape

from liaison.authority.actions import grant, perform
from liaison.authority.catalogue import make
from liaison.authority.models import Role
from liaison.customers.models import CareMark, Identity
from liaison.kit.actor import SYSTEM
from liaison.kit.clock import now
from liaison.team.actions import create_member
from liaison.tickets.actions import promise
from liaison.tickets.models import Draft, Message, Promise, Ticket
from liaison.tickets.words import Status
from tests.cast import JONAS, Cast, ticket


@pytest.fixture
def desk(client: Client, cast: Cast) -> Client:
    client.force_login(cast.bo)
    return client


def _said(answer: object) -> list[str]:
    return [str(told) for told in get_messages(answer.wsgi_request)]  # type: ignore[attr-defined]


COMMANDS = [
    ("tickets.wait", {"whom": "customer", "until": "2099-01-05T09:00"}, {"status": Status.WAITING_CUSTOMER}),
    ("tickets.resolve", {"reason": "solved"}, {"status": Status.RESOLVED}),
    ("tickets.prioritise", {"priority": "4"}, {"priority": 4}),
    ("tickets.tag", {"tags": "parcel"}, {"tags": ["parcel"]}),
    ("tickets.shelve", {"shelf": "spam"}, {"shelf": "spam"}),
]


@pytest.mark.parametrize(("name", "fields", "after"), COMMANDS, ids=[name for name, _, _ in COMMANDS])
def test_a_form_does_its_command_and_goes_back_with_a_word(
    desk: Client, cast: Cast, name: str, fields: dict[str, str], after: dict[str, object]
) -> None:
    one = ticket(cast)
    here = f"/tickets/{one.number}/"

    answer = desk.post(f"/do/{name}/", {"ticket": one.pk, "next": here, "said": "As you like.", **fields})

    one.refresh_from_db()
    assert (answer.status_code, answer["Location"], _said(answer)) == (302, here, ["As you like."])
    assert {key: getattr(one, key) for key in after} == after


def test_an_answer_is_sent_and_its_draft_is_gone(desk: Client, cast: Cast) -> None:
    one = ticket(cast)
    typed = {
        "kind": "reply",
        "text": "It comes tomorrow.",
        "seen": one.last_message,
        "to": "mira@example.com",
    }
    desk.post(f"/tickets/{one.number}/draft/", typed)
    assert Draft.objects.count() == 1

    answer = desk.post(f"/tickets/{one.number}/answer/", typed | {"idempotency_key": "k1"})

    assert (answer.status_code, _said(answer)) == (302, ["Sent."])
    assert Draft.objects.count() == 0


def test_an_answer_sent_twice_is_one_answer(desk: Client, cast: Cast) -> None:
    one = ticket(cast)
    typed = {
        "kind": "reply",
        "text": "It comes tomorrow.",
        "seen": one.last_message,
        "to": "mira@example.com",
    }

    for _ in range(2):
        desk.post(f"/tickets/{one.number}/answer/", typed | {"idempotency_key": "k1"})

    assert Message.objects.filter(ticket=one, direction="out").count() == 1


def test_send_and_resolve_does_both(desk: Client, cast: Cast) -> None:
    one = ticket(cast)

    desk.post(f"/tickets/{one.number}/answer/", {"kind": "reply", "text": "Done.", "resolve": "true"})

    one.refresh_from_db()
    assert one.status == Status.RESOLVED
    assert one.messages.filter(direction="out").count() == 1


def test_what_was_written_meanwhile_is_shown_and_the_next_press_sends(desk: Client, cast: Cast) -> None:
    one = ticket(cast)
    seen = one.last_message
    ticket(cast, text="Wait, it is here!", token=(one.pk, None))
    typed = {"kind": "reply", "text": "It comes tomorrow.", "seen": seen, "to": "mira@example.com"}

    shown = desk.post(f"/tickets/{one.number}/answer/", typed).content.decode()

    one.refresh_from_db()
    assert "Somebody wrote while you were answering" in shown
    assert "It comes tomorrow." in shown
    assert f'name="seen" value="{one.last_message}"' in shown
    desk.post(f"/tickets/{one.number}/answer/", typed | {"seen": one.last_message})
    assert one.messages.filter(direction="out").count() == 1


def test_a_promise_is_listed_and_kept(desk: Client, cast: Cast) -> None:
    one = ticket(cast)
    owed = promise(one, "The refund", due=now() + timedelta(days=1), by=cast.bo)
    here = f"/tickets/{one.number}/"
    assert "The refund" in desk.get(here).content.decode()

    desk.post("/do/tickets.keep_promise/", {"promise": owed.pk, "next": here})

    assert Promise.objects.get(pk=owed.pk).kept_at is not None


def test_a_message_is_put_on_a_ticket_by_its_number(desk: Client, cast: Cast) -> None:
    one, other = ticket(cast), ticket(cast, sender=JONAS)
    moved = other.messages.get()

    answer = desk.post(
        "/do/tickets.attach/", {"message": moved.pk, "number_of_ticket": f"#{one.number}", "then": "there"}
    )

    moved.refresh_from_db()
    assert moved.ticket_id == one.pk
    assert answer["Location"] == f"/tickets/{one.number}/?in=open"


def test_a_message_gets_a_ticket_of_its_own_which_opens(desk: Client, cast: Cast) -> None:
    one = ticket(cast)
    ticket(cast, text="Another thing.", token=(one.pk, None))
    last = one.messages.latest("id")

    answer = desk.post("/do/tickets.detach/", {"message": last.pk, "then": "there"})

    own = Ticket.objects.latest("id")
    assert answer["Location"] == f"/tickets/{own.number}/?in=open"
    assert f"May belong to #{one.number}" in desk.get(answer["Location"]).content.decode()


def test_what_bounced_is_written_again_with_the_same_words(desk: Client, cast: Cast) -> None:
    one = ticket(cast)
    desk.post("/do/tickets.reply/", {"ticket": one.pk, "text": "It comes tomorrow."})
    Message.objects.filter(direction="out").update(state="bounced", why_failed="no such mailbox")
    bounced = Message.objects.get(direction="out")

    page = desk.get(f"/tickets/{one.number}/").content.decode()
    again = desk.get(f"/tickets/{one.number}/?again={bounced.pk}").content.decode()

    assert "no such mailbox" in page
    assert f"?again={bounced.pk}" in page
    assert "It comes tomorrow.</textarea>" in again


def test_many_tickets_are_done_at_once(desk: Client, cast: Cast) -> None:
    both = [ticket(cast).pk, ticket(cast, sender=JONAS).pk]

    answer = desk.post("/do/", {"tickets": both, "command": "take", "next": "/inbox/open/"})

    assert _said(answer) == ["2 tickets done."]
    assert set(Ticket.objects.values_list("assignee", flat=True)) == {cast.bo.pk}


def test_the_list_is_narrowed_to_a_tag(desk: Client, cast: Cast) -> None:
    one = ticket(cast)
    ticket(cast, sender=JONAS)
    desk.post("/do/tickets.tag/", {"ticket": one.pk, "tags": "parcel"})

    page = desk.get("/inbox/open/?tag=parcel").content.decode()

    assert "Mira Kask" in page
    assert "Jonas Petraitis" not in page


def test_the_list_beside_a_ticket_is_the_one_it_was_opened_from(desk: Client, cast: Cast) -> None:
    one, next_one = ticket(cast), ticket(cast)
    ticket(cast, sender=JONAS)
    for tagged in (one, next_one):
        desk.post("/do/tickets.tag/", {"ticket": tagged.pk, "tags": "lost & found"})
    here = f"in=open&department={cast.service.pk}&tag=lost+%26+found"
    listed = desk.get(f"/inbox/open/?department={cast.service.pk}&tag=lost+%26+found").content.decode()
    assert f'href="/tickets/{one.number}/?{escape(here)}"' in listed

    page = desk.get(f"/tickets/{one.number}/?{here}").content.decode()

    assert f'href="/tickets/{next_one.number}/?{escape(here)}"' in page
    assert "Jonas Petraitis" not in page
    assert f'name="in" value="{escape(here.removeprefix("in="))}"' in page


def test_after_an_answer_the_next_ticket_is_of_the_same_narrowed_list(desk: Client, cast: Cast) -> None:
    one, next_one = ticket(cast), ticket(cast)
    ticket(cast, sender=JONAS)
    for tagged in (one, next_one):
        desk.post("/do/tickets.tag/", {"ticket": tagged.pk, "tags": "lost & found"})

    done = desk.post(
        "/do/tickets.resolve/",
        {"ticket": one.pk, "reason": "solved", "then": "next", "in": "open&tag=lost+%26+found"},
    )

    assert done["Location"] == f"/tickets/{next_one.number}/?in=open&tag=lost+%26+found"


def test_the_file_of_a_customer_is_changed(desk: Client, cast: Cast) -> None:
    one = ticket(cast)
    here = f"/customers/{one.customer_id}/"
    fields = {"customer": one.customer_id, "next": here}

    for name, more in [
        ("customers.note", {"text": "Prefers to be called"}),
        ("customers.add_identity", {"identity": "phone", "value": "+372 5555 5555"}),
        ("customers.edit", {"person": "Mira Kask-Tamm", "language": "et"}),
    ]:
        assert desk.post(f"/do/{name}/", fields | more)["Location"] == here

    page = desk.get(here).content.decode()
    assert "Prefers to be called" in page
    assert "+372 5555 5555" in page
    assert "Mira Kask-Tamm" in page
    assert Identity.objects.filter(customer=one.customer_id).count() == 2


def test_a_care_mark_is_set_and_lifted_and_stands_beside_the_ticket(desk: Client, cast: Cast) -> None:
    one = ticket(cast)
    here = f"/customers/{one.customer_id}/"
    fields = {"customer": one.customer_id, "next": here}
    typed = {
        "kind": "interpreter",
        "language": "vi",
        "source": "Her son",
        "note": "Ring him.",
        "until": "2099-01-05",
    }

    wrong = desk.post("/do/customers.mark/", fields | typed | {"source": " "})
    done = desk.post("/do/customers.mark/", fields | typed | {"said": "Marked."})

    assert "Say who said so" in " ".join(_said(wrong))
    assert (done["Location"], _said(done)[-1:]) == (here, ["Marked."])
    for page in (here, f"/tickets/{one.number}/"):
        drawn = desk.get(page).content.decode()
        assert all(word in drawn for word in ("Interpreter: Vietnamese", "Her son", "Ring him.")), page
    desk.post("/do/customers.unmark/", fields | {"mark": CareMark.objects.get().pk})
    assert "Interpreter: Vietnamese" not in desk.get(here).content.decode()


def test_whoever_may_only_read_is_shown_no_form_and_no_closed_mark(client: Client, cast: Cast) -> None:
    one = ticket(cast)
    for kind in ("vulnerable", "no_phone"):
        perform(
            make("customers.mark", {"customer": one.customer_id, "kind": kind, "source": "Told us."}),
            by=cast.bo,
        )
    reader = create_member("reader@northwind.example", name="Rea", password="x" * 12, by=SYSTEM)
    grant(Role.objects.get(key="reader"), to=reader.ref, department=cast.service.pk, by=SYSTEM)
    client.force_login(reader)

    for page in (f"/customers/{one.customer_id}/", f"/tickets/{one.number}/"):
        drawn = client.get(page).content.decode()
        assert "No phone calls" in drawn, page
        assert "Vulnerable" not in drawn, page
        assert "/do/customers.mark/" not in drawn, page


def test_a_call_is_recorded_with_somebody_who_was_found(desk: Client, cast: Cast) -> None:
    one = ticket(cast)
    typed = {
        "who": "mira@",
        "department": cast.service.pk,
        "channel": "phone",
        "reason": "Asked for the parcel",
    }

    found = desk.post("/record/", typed | {"find": "true"}).content.decode()
    recorded = desk.post("/record/", typed | {"customer": one.customer_id, "number_of_ticket": one.number})

    assert f'value="{one.customer_id}"' in found
    assert "Asked for the parcel" in found
    assert recorded["Location"] == f"/tickets/{one.number}/"
    assert "Asked for the parcel" in desk.get(f"/customers/{one.customer_id}/").content.decode()


def test_what_was_typed_stays_when_it_is_refused(desk: Client, cast: Cast) -> None:
    typed = {
        "department": cast.service.pk,
        "reason": "Asked",
        "message": "Please call",
        "number_of_ticket": "12x",
    }

    answer = desk.post("/record/", typed)

    assert answer.status_code == 409
    assert "Please call" in answer.content.decode()
    assert "12x" in answer.content.decode()


def test_a_stranger_finds_no_customer(client: Client, cast: Cast) -> None:
    one = ticket(cast)

    assert client.get(f"/customers/{one.customer_id}/").status_code == 302
