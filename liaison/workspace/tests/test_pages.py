from django.test import Client

from tests.cast import JONAS, Cast, ticket


def _signed_in(client: Client, cast: Cast, who: str = "bo") -> Client:
    client.force_login(getattr(cast, who))
    return client


def test_the_inbox_shows_who_asks_and_what(client: Client, cast: Cast) -> None:
    ticket(cast)

    page = _signed_in(client, cast).get("/inbox/open/").content.decode()

    assert "Mira Kask" in page
    assert "Where is my parcel?" in page


def test_a_ticket_shows_what_was_said_and_takes_an_answer(client: Client, cast: Cast) -> None:
    one = ticket(cast)
    _signed_in(client, cast)

    client.post(
        "/do/tickets.reply/", {"ticket": one.pk, "text": "It comes tomorrow.", "next": "/inbox/open/"}
    )

    page = client.get(f"/tickets/{one.number}/").content.decode()
    assert "My parcel has not come." in page
    assert "It comes tomorrow." in page


def test_a_stranger_of_another_department_finds_no_ticket(client: Client, cast: Cast) -> None:
    one = ticket(cast)

    assert _signed_in(client, cast, "cleo").get(f"/tickets/{one.number}/").status_code == 404


def test_a_refusal_is_said_and_changes_nothing(client: Client, cast: Cast) -> None:
    one = ticket(cast)
    _signed_in(client, cast)

    answer = client.post(
        "/do/tickets.reply/", {"ticket": one.pk, "text": " "}, headers={"HX-Request": "true"}
    )

    assert answer.status_code == 409
    assert one.messages.count() == 1


def test_a_ticket_tells_why_a_later_message_lies_on_it(client: Client, cast: Cast) -> None:
    one = ticket(cast, external_id="first@example.com")
    ticket(cast, text="Any news?", answers=("first@example.com",))

    page = _signed_in(client, cast).get(f"/tickets/{one.number}/").content.decode()

    assert "Any news?" in page
    assert page.count("belongs to this thread") == 1


def test_the_guided_start_lights_up_for_a_mail_to_the_mailbox_it_names_alone(
    client: Client, cast: Cast
) -> None:
    _signed_in(client, cast, "ada")
    ticket(cast, door=cast.billing_mailbox.door, subject="A mail of the demo")
    assert "It arrived" not in client.get("/start/").content.decode()

    ticket(cast, sender=JONAS, subject="From my phone")

    page = client.get("/start/").content.decode()
    assert "It arrived" in page
    assert "From my phone" in page
