"""Messages that are kept as they were drawn never outlive what they show: outside a transaction, as on a desk."""

import pytest
from django.test import Client
from django.utils import translation
from markupsafe import Markup

from liaison.kit import memory
from liaison.team.actions import change_member, deactivate_member
from liaison.tickets.actions import define_kind, reply
from liaison.tickets.models import Message, Ticket
from liaison.tickets.tests.asking import done
from liaison.workspace.drawings import Drawn
from liaison.workspace.drawn import DRAWN
from liaison.workspace.rows import ROWS
from tests.cast import JONAS, Cast, ticket

CARD = "4111 1111 1111 1111"


def opened(client: Client, one: Ticket, cast: Cast, who: str = "bo") -> str:
    client.force_login(getattr(cast, who))
    with translation.override("en"):  # A page leaves behind the language of its reader.
        return client.get(f"/tickets/{one.number}/").content.decode()


def is_kept(words: str) -> bool:
    return any(words in drawn for kept in DRAWN._kept.values() for drawn in kept.values())


@pytest.mark.django_db(transaction=True)
def test_redacted_words_are_gone_from_the_next_page_and_from_memory(client: Client, cast: Cast) -> None:
    one = ticket(cast, text=f"My card is {CARD}.")
    done("team.change_my_settings", cast.ana, title="Ana", language="fr", time_zone="Asia/Tokyo")
    for who in ("bo", "ana"):
        assert CARD in opened(client, one, cast, who)
    assert is_kept(CARD)

    done("tickets.redact", cast.ada, message=one.messages.get().pk, text=CARD)

    assert not is_kept(CARD)
    for who in ("bo", "ana"):
        assert CARD not in opened(client, one, cast, who)


@pytest.mark.django_db(transaction=True)
def test_words_that_were_read_before_they_were_redacted_are_not_kept_after_it() -> None:
    drawn = Drawn()
    news = drawn.news

    drawn.hear(["ticket:7"])
    drawn.put(7, "message", Markup(CARD), news=news)
    drawn.put(8, "message", Markup("another ticket"), news=news)

    assert drawn.get(7, "message") is None
    assert drawn.get(8, "message") == "another ticket"


@pytest.mark.django_db(transaction=True)
def test_a_row_of_the_list_is_gone_from_memory_with_the_words_it_showed(client: Client, cast: Cast) -> None:
    one = ticket(cast, text=f"My card is {CARD}.")
    client.force_login(cast.bo)
    assert CARD in client.get("/inbox/open/").content.decode()
    assert CARD in client.get("/search/?q=card").content.decode()
    assert any(CARD in drawn for kept in ROWS._kept.values() for drawn in kept.values())

    done("tickets.redact", cast.ada, message=one.messages.get().pk, text=CARD)

    assert not any(CARD in drawn for kept in ROWS._kept.values() for drawn in kept.values())
    assert CARD not in client.get("/inbox/open/").content.decode()


def test_what_was_drawn_of_messages_outlives_news_which_takes_no_words_away() -> None:
    drawn = Drawn(until="words")
    drawn.put(7, "message", Markup("Where is it?"), news=0)

    drawn.hear(["ticket:7"])
    assert drawn.get(7, "message") == "Where is it?"
    drawn.hear(["ticket:7", "words:7"])
    assert drawn.get(7, "message") is None


def test_what_is_drawn_again_takes_no_more_room() -> None:
    drawn = Drawn(room=10)
    for _ in range(3):
        drawn.put(1, "row", Markup("123456"), news=0)

    assert drawn.get(1, "row") == "123456"


def test_what_does_not_fit_makes_way_with_its_whole_ticket() -> None:
    drawn = Drawn(room=10)
    for ticket_id in (1, 2):
        drawn.put(ticket_id, "message", Markup("12345"), news=0)
    drawn.get(1, "message")

    drawn.put(3, "message", Markup("12345"), news=0)

    assert [ticket_id for ticket_id in (1, 2, 3) if drawn.get(ticket_id, "message")] == [1, 3]


@pytest.mark.django_db(transaction=True)
def test_a_message_shows_what_became_of_it_and_who_wrote_it_now(client: Client, cast: Cast) -> None:
    one = ticket(cast)
    said = reply(one, "It comes tomorrow.", by=cast.bo)
    assert "Sending" in opened(client, one, cast)

    # Not by an action: not even a change that nobody told of may be missed.
    Message.objects.filter(pk=said.pk).update(state="failed", why_failed="there is no such mailbox")
    change_member(cast.bo, name="Bogdan", by=cast.ada)

    page = opened(client, one, cast)
    assert "Not delivered: there is no such mailbox" in page
    assert f'id="message-{said.pk}-who">Bogdan<' in page


@pytest.mark.django_db(transaction=True)
def test_each_reads_a_message_in_their_own_language_and_time_zone(client: Client, cast: Cast) -> None:
    one = ticket(cast, text="Where is it?")
    assert "from the customer" in opened(client, one, cast)

    done("team.change_my_settings", cast.ana, title="Ana", language="fr", time_zone="Asia/Tokyo")

    french = opened(client, one, cast, "ana")
    assert "du client" in french
    assert "from the customer" not in french


@pytest.mark.django_db(transaction=True)
def test_a_message_is_drawn_the_same_for_everybody(client: Client, cast: Cast) -> None:
    """What one is given in their page (a token, a queue) must not stand in what another is shown."""
    one = ticket(cast)
    opened(client, one, cast)

    [[drawn]] = [kept.values() for kept in DRAWN._kept.values()]

    assert "csrf" not in drawn
    assert 'name="in"' not in drawn
    assert f'form="act-detach" name="message" value="{one.messages.get().pk}"' in drawn


@pytest.mark.django_db(transaction=True)
def test_a_backup_that_was_played_in_leaves_nothing_drawn(client: Client, cast: Cast) -> None:
    opened(client, ticket(cast, text=CARD), cast)
    assert is_kept(CARD)

    memory.forget()

    assert not is_kept(CARD)


@pytest.mark.django_db(transaction=True)
def test_the_choices_of_a_ticket_follow_the_news(client: Client, cast: Cast) -> None:
    one = ticket(cast)
    before = opened(client, one, cast, "ada")
    assert ">Dispute</option>" not in before
    assert ">Bo</option>" in before

    define_kind("Dispute", by=cast.ada)
    deactivate_member(cast.bo, by=cast.ada)

    after = opened(client, one, cast, "ada")
    assert ">Dispute</option>" in after
    assert ">Bo</option>" not in after


@pytest.mark.django_db(transaction=True)
def test_the_person_beside_a_ticket_is_read_anew(client: Client, cast: Cast) -> None:
    one, other = ticket(cast), ticket(cast, sender=JONAS)
    assert JONAS.address not in opened(client, one, cast)

    done("customers.edit", cast.ada, customer=one.customer_id, person="Mira Tamm")
    done("customers.join", cast.ada, customer=one.customer_id, other=other.customer_id)

    page = opened(client, one, cast)
    assert f'id="message-{one.messages.get().pk}-who">Mira Tamm<' in page
    assert JONAS.address in page
    assert page.count(f"#{other.number}") == 2  # In the list, and among the tickets of the person.
