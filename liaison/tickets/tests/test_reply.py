from datetime import timedelta

from liaison.files.actions import bring
from liaison.journal.models import About, Entry
from liaison.kit.clock import now, travel
from liaison.tickets.actions import assign, fail, receive, reply, sent
from liaison.tickets.actions.sending import LATER
from liaison.tickets.models import Draft, Message, Ticket
from liaison.tickets.queries import receivers
from liaison.tickets.tests.asking import ask, done, refused
from liaison.tickets.words import Address
from tests.cast import Cast, arrival, ticket


def test_an_answer_ends_the_waiting_and_leaves_when_the_undo_window_closes(cast: Cast) -> None:
    one = ticket(cast)
    waited = one.waiting_since

    made = done("tickets.reply", cast.bo, ticket=one.pk, text="It comes tomorrow.")

    one.refresh_from_db()
    message = Message.objects.get(pk=made["message"])
    assert (one.waiting_since, one.unread, one.preview) == (None, False, "It comes tomorrow.")
    assert (message.to, message.author) == ([["mira@example.com", "Mira Kask"]], cast.bo.ref)
    assert message.waited_since == waited
    assert timedelta(seconds=9) < message.dispatch.due_at - message.at <= timedelta(seconds=11)


def test_an_answer_goes_where_the_customer_asked(cast: Cast) -> None:
    one = ticket(cast, reply_to=(Address("office@example.com", "Office"),))

    assert receivers(one).to == (Address("office@example.com", "Office"),)


def test_to_all_leaves_ourselves_out(cast: Cast) -> None:
    ours = Address(cast.mailbox.address)
    one = ticket(
        cast,
        to=(ours, Address("depot@example.com")),
        cc=(Address("MIRA@example.com"), Address("boss@example.com"), ours),
    )

    found = receivers(one, everybody=True)

    assert [a.address for a in found.to] == ["mira@example.com", "depot@example.com"]
    assert [a.address for a in found.cc] == ["boss@example.com"]


def test_what_somebody_wrote_meanwhile_is_shown_before_sending(cast: Cast) -> None:
    one = ticket(cast, external_id="a@example.com")
    seen = one.last_message
    receive(arrival(cast, text="It is here!", answers=("a@example.com",)))

    assert refused("tickets.reply", cast.bo, ticket=one.pk, text="It comes.", seen=seen) == "SomebodyWrote"
    done("tickets.reply", cast.bo, ticket=one.pk, text="It comes.", seen=seen, anyway=True)


def test_a_colleagues_answer_counts_as_news_but_ones_own_and_notes_do_not(cast: Cast) -> None:
    one = ticket(cast)
    done("tickets.reply", cast.bo, ticket=one.pk, text="It comes.", seen=one.last_message)
    done("tickets.note", cast.ana, ticket=one.pk, text="Good.")

    done("tickets.reply", cast.bo, ticket=one.pk, text="And soon.", seen=one.last_message)
    assert refused("tickets.reply", cast.ana, ticket=one.pk, text="Yes.", seen=one.last_message) == (
        "SomebodyWrote"
    )


def test_nothing_written_is_not_sent(cast: Cast) -> None:
    assert refused("tickets.reply", cast.bo, ticket=ticket(cast).pk, text=" \n") == "Empty"


def test_a_wrong_address_names_its_field(cast: Cast) -> None:
    one = ticket(cast)

    outcome = ask("tickets.reply", cast.bo, ticket=one.pk, text="Yes.", cc=["not an address"])

    assert outcome.name == "Invalid"
    assert "cc" in outcome.reason


def test_an_answer_can_settle_the_matter(cast: Cast) -> None:
    one = ticket(cast)

    done("tickets.reply", cast.bo, ticket=one.pk, text="Done.", resolve=True)

    one.refresh_from_db()
    assert (one.status, one.resolution) == ("resolved", "solved")


def test_sending_empties_the_draft(cast: Cast) -> None:
    one = ticket(cast)
    done("tickets.save_draft", cast.bo, ticket=one.pk, text="It co")

    done("tickets.reply", cast.bo, ticket=one.pk, text="It comes.")

    assert not Draft.objects.exists()


def test_files_go_along_and_unknown_ones_are_refused(cast: Cast) -> None:
    one = ticket(cast)
    sha256 = bring(b"an invoice", by=cast.bo.ref)
    file = {"sha256": sha256, "name": "invoice.txt", "type": "text/plain", "size": 0}

    made = done("tickets.reply", cast.bo, ticket=one.pk, text="See here.", attachments=[file])

    attached = Message.objects.get(pk=made["message"]).attachments.get()
    assert (attached.name, attached.size, attached.blob_id) == ("invoice.txt", 10, sha256)
    assert Ticket.objects.get(pk=one.pk).has_files
    unknown = file | {"sha256": "f" * 64}
    assert refused("tickets.reply", cast.bo, ticket=one.pk, text="And.", attachments=[unknown]) == "NotAFile"


def test_an_answer_that_could_not_be_sent_brings_the_ticket_back(cast: Cast) -> None:
    one = ticket(cast)
    waited = one.waiting_since
    message = reply(one, "It comes.", by=cast.bo)
    done("tickets.resolve", cast.bo, ticket=one.pk)

    fail(message.dispatch, why="Refused by the server.", for_good=True)

    one.refresh_from_db()
    message.refresh_from_db()
    assert (one.status, one.unread, one.waiting_since) == ("open", True, waited)
    assert (message.state, message.why_failed) == ("failed", "Refused by the server.")


def test_a_stumble_is_tried_again_later(cast: Cast) -> None:
    message = reply(ticket(cast), "It comes.", by=cast.bo)
    message.dispatch.attempts = 1
    before = now()

    fail(message.dispatch, why="Busy.", for_good=False)

    message.refresh_from_db()
    assert message.state == "sending"
    assert message.dispatch.due_at >= before + LATER[0]


def test_what_the_outside_has_is_sent(cast: Cast) -> None:
    message = reply(ticket(cast), "It comes.", by=cast.bo)

    sent(message.dispatch, external_id="9@northwind.example")

    message.refresh_from_db()
    assert (message.state, message.external_id) == ("sent", "9@northwind.example")


def test_a_note_waits_for_nobody_and_tells_whom_it_mentions(cast: Cast) -> None:
    one = ticket(cast)
    waited, last = one.waiting_since, one.last_message

    done("tickets.note", cast.bo, ticket=one.pk, text="@Ana, look?", mentions=[cast.ana.pk])

    one.refresh_from_db()
    assert (one.waiting_since, one.last_message) == (waited, last)
    noted = Entry.objects.get(kind="tickets.noted")
    assert noted.facts["mentions"] == [cast.ana.pk]
    assert About.objects.filter(entry=noted, ref=cast.ana.ref).exists()
    assert refused("tickets.note", cast.bo, ticket=one.pk, text="@Cleo?", mentions=[cast.cleo.pk]) == (
        "NotAColleague"
    )


def test_a_member_who_cannot_answer_is_not_given_a_ticket(cast: Cast) -> None:
    one = ticket(cast)
    assign(one, to=cast.bo.pk, by=cast.ana)

    assert refused("tickets.assign", cast.ana, ticket=one.pk, to=cast.cleo.pk) == "NotAColleague"
    assert refused("tickets.assign", cast.ana, ticket=one.pk, to=999_999) == "NotAColleague"
    done("tickets.assign", cast.ana, ticket=one.pk, to=None)
    assert Ticket.objects.get(pk=one.pk).assignee is None
    assert Entry.objects.filter(kind="tickets.unassigned").count() == 1


def test_a_second_answer_after_hours_waits_for_nobody(cast: Cast) -> None:
    one = ticket(cast)
    reply(one, "It comes.", by=cast.bo)
    travel(timedelta(hours=5))

    assert reply(one, "It came.", by=cast.bo).waited_since is None
