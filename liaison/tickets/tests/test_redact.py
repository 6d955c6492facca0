from typing import Any

from liaison.authority.actions import perform
from liaison.authority.models import Approval
from liaison.authority.words import Waiting
from liaison.files.actions import keep
from liaison.files.queries import read
from liaison.tickets import registry
from liaison.tickets.actions import note, receive, reply
from liaison.tickets.commands import Reply
from liaison.tickets.models import Attachment, Draft, Message, Ticket
from liaison.tickets.rules import MARK, without_in_html
from liaison.tickets.tests.asking import again, done, refused
from liaison.tickets.words import Enclosed
from tests.cast import Cast, arrival, ticket

CARD = "4111 1111 1111 1111"


def with_card(cast: Cast, **changes: Any) -> Ticket:
    text = f"Take it from {CARD}, please."
    return ticket(
        cast, text=text, subject=f"Card {CARD}", html=f"<p>Take it from <b>{CARD}</b></p>", **changes
    )


def found(words: str) -> bool:
    return Message.objects.extra(where=["search @@ plainto_tsquery('liaison', %s)"], params=[words]).exists()


def test_the_text_is_gone_from_message_html_list_and_index(cast: Cast) -> None:
    one = with_card(cast)
    assert found(CARD)

    done("tickets.redact", cast.ana, message=one.last_message, text=CARD)

    one.refresh_from_db()
    message = Message.objects.get(pk=one.last_message)
    assert message.text == f"Take it from {MARK}, please."
    assert message.html == f"<p>Take it from <b>{MARK}</b></p>"
    assert (one.subject, one.preview) == (f"Card {MARK}", f"Take it from {MARK}, please.")
    assert message.redacted_at is not None
    assert not found(CARD)
    assert found("please")


def test_quotations_drafts_and_requests_that_wait_lose_it_too(cast: Cast) -> None:
    one = with_card(cast, external_id="a@example.com")
    first = one.last_message
    reply(one, f"You wrote {CARD}?", by=cast.bo)
    note(one, f"Careful: {CARD}", by=cast.bo)
    receive(arrival(cast, text=f"Yes!\n> You wrote {CARD}?", answers=("a@example.com",)))
    done("tickets.save_draft", cast.bo, ticket=one.pk, text=f"I see {CARD}")
    waiting = perform(Reply(ticket=one.pk, text=f'Is "{CARD}" yours?'), by=again(cast.tess))
    assert isinstance(waiting, Waiting)

    outcome = done("tickets.redact", cast.ana, message=first, text=CARD)

    assert outcome == {"messages": 4}
    assert not Message.objects.filter(text__contains=CARD).exists()
    assert Draft.objects.get(kind="reply").text == f"I see {MARK}"
    assert Approval.objects.get().params["text"] == f'Is "{MARK}" yours?'


def test_text_files_are_replaced_by_copies_without_it(cast: Cast) -> None:
    files = tuple(
        Enclosed(keep(f"card;{CARD}".encode(encoding)), f"{encoding}.csv", "text/csv", 1)
        for encoding in ("utf-8", "utf-16-le")
    )
    one = ticket(cast, enclosed=files)

    done("tickets.redact", cast.ana, message=one.last_message, text=CARD)

    kept = [read(a.blob_id) for a in Attachment.objects.order_by("id")]
    assert kept == [f"card;{MARK}".encode(), f"card;{MARK}".encode("utf-16-le")]


def test_the_raw_parcels_are_handed_to_those_who_keep_them(cast: Cast, monkeypatch: Any) -> None:
    handed: list[tuple[int, str, str]] = []
    monkeypatch.setattr(registry, "REDACTORS", registry.REDACTORS[:])
    registry.REDACTORS[:] = [lambda *args: handed.append(args)]
    monkeypatch.setattr("liaison.tickets.actions.redacting.REDACTORS", registry.REDACTORS)
    one = with_card(cast, parcel=77)

    done("tickets.redact", cast.ana, message=one.last_message, text=CARD)

    assert handed == [(77, CARD, MARK)]


def test_a_legal_hold_beats_it(cast: Cast) -> None:
    one = with_card(cast)
    done("tickets.hold", cast.ana, ticket=one.pk)

    assert refused("tickets.redact", cast.ana, message=one.last_message, text=CARD) == "OnHold"


def test_only_what_is_written_there_can_go(cast: Cast) -> None:
    one = with_card(cast)

    assert refused("tickets.redact", cast.ana, message=one.last_message, text="4242") == "NotWritten"
    assert refused("tickets.redact", cast.ana, message=one.last_message, text=" ") == "Empty"
    assert refused("tickets.redact", cast.bo, message=one.last_message, text=CARD) == "NotAllowed"


def test_html_that_still_spells_it_across_tags_is_dropped() -> None:
    assert without_in_html("<p>4111 <b>1111 1111</b> 1111</p>", CARD) == ""
    assert without_in_html("<" * 1_000_000, CARD) == "<" * 1_000_000  # At once, not in minutes.
    assert without_in_html("<p>AT&amp;T</p>", "AT&T") == f"<p>{MARK}</p>"
