"""What leaves, and what people are told when it cannot."""

import socket
import threading
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from django.conf import settings as django_settings

from liaison.channels import parts
from liaison.channels.actions import see_off, send_due
from liaison.channels.email import line
from liaison.channels.email.tests.world import Outside
from liaison.kit import clock
from liaison.kit.sayings import said
from liaison.tickets.actions import claim, redact, release_stalled, reply, undo
from liaison.tickets.models import Dispatch, Message
from liaison.tickets.words import Address
from tests.cast import Cast, ticket

pytestmark = pytest.mark.django_db
HALF_A_SECOND = timedelta(milliseconds=500)


def answer(cast: Cast, text: str = "It is on its way.", **more: object) -> Message:
    return reply(ticket(cast), text, by=cast.bo, **more)


def state(message: Message) -> tuple[str, str, str]:
    message.refresh_from_db()
    message.dispatch.refresh_from_db()
    return message.state, said(message.why_failed), said(message.dispatch.error)


def test_the_connection_is_kept_for_the_next_mail(cast: Cast, world: Outside) -> None:
    answer(cast)
    answer(cast)
    send_due("email")

    assert len(world.taken) == 2
    assert world.connections == 1


def test_copies_are_named_and_blind_copies_only_on_the_envelope(cast: Cast, world: Outside) -> None:
    answer(cast, cc=[Address("jonas@example.org", "Jonas")], bcc=[Address("boss@example.net")])
    send_due("email")

    (out,) = world.taken
    assert out.to == ["mira@example.com", "jonas@example.org", "boss@example.net"]
    assert out.mail["Cc"] == "Jonas <jonas@example.org>"
    assert b"boss@example.net" not in out.raw


def test_a_second_answer_names_the_whole_thread_however_long_its_ids(cast: Cast, world: Outside) -> None:
    long = "a" * 100 + "@example.com"
    matter = ticket(cast, external_id=long)
    first = reply(matter, "It is on its way.", by=cast.bo)
    send_due("email")
    reply(matter, "It arrives tomorrow.", by=cast.bo)
    send_due("email")

    first.refresh_from_db()
    last = world.taken[-1]
    assert f"\r\n <{first.external_id}>\r\n <{long}>\r\n".encode() in last.raw
    assert f"In-Reply-To: <{long}>\r\n".encode() in last.raw


def test_an_unknown_address_fails_for_good_and_says_so(cast: Cast, world: Outside) -> None:
    world.answers["mira@example.com"] = "550 5.1.1 No such user"
    message = answer(cast)
    send_due("email")

    assert state(message)[:2] == (
        "failed",
        "The address mira@example.com does not exist (“5.1.1 No such user”).",
    )


def test_a_full_mailbox_is_told_from_an_unknown_address(cast: Cast, world: Outside) -> None:
    world.answers["mira@example.com"] = "552 5.2.2 Over quota"
    message = answer(cast)
    send_due("email")

    assert state(message)[1] == "The mailbox of mira@example.com is full (“5.2.2 Over quota”)."


def test_one_refused_receiver_among_several_is_named_and_the_others_are_not_written_to_twice(
    cast: Cast, world: Outside
) -> None:
    world.answers["jonas@example.org"] = "550 5.1.1 No such user"
    message = answer(cast, cc=[Address("jonas@example.org")])
    send_due("email")

    assert state(message)[:2] == (
        "failed",
        "The address jonas@example.org does not exist (“5.1.1 No such user”). All the other receivers have it.",
    )
    clock.travel(timedelta(days=1))
    assert send_due("email") == 0
    assert len(world.taken) == 1


def test_a_server_that_is_busy_is_tried_again_later_with_the_same_id(cast: Cast, world: Outside) -> None:
    world.after_data = "451 4.3.2 Please try again"
    message = answer(cast)
    send_due("email")
    assert state(message) == (
        "sending",
        "",
        "The server takes no mail at the moment (“4.3.2 Please try again”).",
    )

    world.after_data = ""
    assert send_due("email") == 0
    clock.travel(timedelta(minutes=1))
    assert send_due("email") == 1
    assert state(message) == ("sent", "", "")


def test_a_connection_lost_after_the_mail_was_given_is_tried_again_with_the_same_id(
    cast: Cast, world: Outside
) -> None:
    world.drops_after_data = 1
    message = answer(cast)
    send_due("email")
    assert "may or may not have arrived" in state(message)[2]

    clock.travel(timedelta(minutes=1))
    send_due("email")
    first, second = world.taken
    assert first.mail["Message-ID"] == second.mail["Message-ID"]
    assert state(message)[0] == "sent"


def test_a_claim_of_a_dead_sender_is_given_free(cast: Cast, world: Outside) -> None:
    message = answer(cast)
    assert claim(message.dispatch)
    assert send_due("email") == 0

    clock.travel(timedelta(minutes=10))
    assert release_stalled(before=clock.now() - timedelta(minutes=5)) == 1
    assert send_due("email") == 1
    assert state(message)[0] == "sent"


def test_no_server_at_all_is_said_and_tried_again(cast: Cast, settings: object) -> None:
    message = answer(cast)
    Dispatch.objects.update(due_at=clock.now())
    send_due("email")

    assert state(message) == ("sending", "", "No server for outgoing mail is set up.")


def test_the_sender_sleeps_until_the_next_one_is_due(cast: Cast) -> None:
    senders = parts._Senders(threading.Event())
    message = answer(cast)
    with ThreadPoolExecutor(1) as threads:
        Dispatch.objects.filter(message=message).update(due_at=clock.now() + parts.AHEAD + HALF_A_SECOND)
        assert 0.1 < senders.round(threads) <= 0.5
        Dispatch.objects.update(due_at=clock.now() + timedelta(hours=1))
        assert senders.round(threads) == 1.0


def _in_a_moment(message: Message) -> int:
    Dispatch.objects.filter(message=message).update(due_at=clock.now() + HALF_A_SECOND)
    return Dispatch.objects.get(message=message).pk


def test_what_takes_time_is_done_before_the_moment(cast: Cast, world: Outside) -> None:
    waited = []

    def wait(seconds: float) -> None:
        waited.append((seconds, world.connections, len(world.taken)))
        clock.travel(timedelta(seconds=seconds))

    message = answer(cast)
    see_off(_in_a_moment(message), wait=wait)

    ((seconds, connections, taken),) = waited
    assert (0 < seconds <= 0.501, connections, taken) == (True, 1, 0)
    assert (state(message)[0], world.connections, len(world.taken)) == ("sent", 1, 1)


def test_what_is_taken_back_at_the_last_moment_stays(cast: Cast, world: Outside) -> None:
    message = answer(cast)
    see_off(_in_a_moment(message), wait=lambda _: undo(message, by=cast.bo))

    assert (state(message)[0], world.taken) == ("undone", [])


def test_what_is_taken_out_of_it_at_the_last_moment_does_not_leave(cast: Cast, world: Outside) -> None:
    def wait(seconds: float) -> None:
        redact(message, "4111 1111 1111 1111", by=cast.ana)
        clock.travel(timedelta(seconds=seconds))

    message = answer(cast, "Your card is 4111 1111 1111 1111.")
    see_off(_in_a_moment(message), wait=wait)

    (out,) = world.taken
    said = out.mail.get_body(("plain",)).get_content()
    assert "4111" not in said
    assert said.startswith("Your card is ")


def test_whoever_stops_leaves_it_to_the_next(cast: Cast, world: Outside) -> None:
    message = answer(cast)
    see_off(_in_a_moment(message), wait=lambda _: True)

    assert (state(message)[0], Dispatch.objects.get().claimed_at, world.taken) == ("sending", None, [])


def test_a_setting_that_cannot_be_understood_is_named(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(django_settings.LIAISON, "OUTGOING_SMTP", "mail.example.com:25")
    monkeypatch.setitem(django_settings.LIAISON, "UNDO_SECONDS", 0)
    message = answer(cast)
    send_due("email")

    assert state(message)[2].startswith("The setting LIAISON_OUTGOING_SMTP cannot be understood: ")


def test_a_server_out_of_reach_is_left_in_peace_for_a_moment(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    with socket.socket() as nobody:
        nobody.bind(("127.0.0.1", 0))
        url = f"smtp://127.0.0.1:{nobody.getsockname()[1]}"
        monkeypatch.setitem(django_settings.LIAISON, "OUTGOING_SMTP", url)
        monkeypatch.setitem(django_settings.LIAISON, "UNDO_SECONDS", 0)
        first, second = answer(cast), answer(cast)
        tried: list[object] = []
        connect = line.open_smtp
        monkeypatch.setattr(line, "open_smtp", lambda server: tried.append(server) or connect(server))
        send_due("email")

    assert len(tried) == 1
    assert state(first)[2] == state(second)[2] == "The server for outgoing mail refuses the connection."
