"""Opening, changing, closing and trying out mailboxes, as commands."""

import json
import socket

import pytest
from django.test import Client

from liaison.authority.actions import define_role, grant, perform
from liaison.authority.catalogue import make
from liaison.authority.models import Approval, Role
from liaison.authority.words import Command, Done, Effect, Refused
from liaison.channels.email.models import Mailbox
from liaison.channels.email.queries import DIRECTORY, box_of, mailbox_for, visible_to
from liaison.channels.email.tests.world import Outside
from liaison.journal.models import Entry
from liaison.kit.errors import NotFound, Refusal
from tests.cast import Cast

pytestmark = pytest.mark.django_db


def test_a_mailbox_is_opened_with_its_servers_and_its_password_shows_itself_nowhere(cast: Cast) -> None:
    command = make(
        "email.open_mailbox",
        {
            "address": " Sales@Northwind.example",
            "department": cast.service.pk,
            "imap_host": "imap.example.com",
            "imap_user": "sales",
            "imap_password": "hush-hush",
        },
    )
    outcome = perform(command, by=cast.ada, key="once")

    assert isinstance(outcome, Done)
    made = Mailbox.objects.get(pk=outcome.result["mailbox"])
    assert (made.address, made.imap_port, made.imap_after) == ("sales@northwind.example", 993, "seen")
    assert made.imap_password.reveal() == "hush-hush"
    assert "hush" not in repr(command)
    assert "hush" not in json.dumps(list(Entry.objects.values("facts")))


def refusal_of(command: Command, cast: Cast) -> Refused:
    """Why it is refused, whether it is refused while it is looked up or while it runs."""
    try:
        outcome = perform(command, by=cast.ada)
    except Refusal as no:
        return Refused(no.sentence, no.name)
    assert isinstance(outcome, Refused)
    return outcome


def test_what_is_not_given_stays(cast: Cast) -> None:
    perform(
        make("email.change_mailbox", {"mailbox": cast.mailbox.pk, "from_name": "Northwind Help"}), by=cast.ada
    )
    perform(
        make("email.change_mailbox", {"mailbox": cast.mailbox.pk, "aliases": ["hi@northwind.example"]}),
        by=cast.ada,
    )

    changed = Mailbox.objects.get(pk=cast.mailbox.pk)
    assert (changed.from_name, changed.aliases) == ("Northwind Help", ["hi@northwind.example"])
    said = Entry.objects.filter(kind="email.mailbox_changed").order_by("id").values_list("facts", flat=True)
    assert [one["fields"] for one in said] == [["from_name"], ["aliases"]]


@pytest.mark.parametrize(
    ("given", "name"),
    [
        ({"address": "help@northwind.example"}, "MailboxTaken"),
        ({"address": "HELP+x@northwind.example"}, "MailboxTaken"),
        ({"address": "no address"}, "NotAnAddress"),
        ({"address": "a@b.example", "aliases": ["bills@northwind.example"]}, "MailboxTaken"),
        ({"address": "a@b.example", "imap_after": "move"}, "NoFolderToMoveTo"),
        ({"address": "a@b.example", "department": 0}, "NotADepartment"),
    ],
)
def test_what_cannot_be_is_refused_and_nothing_changes(
    cast: Cast, given: dict[str, object], name: str
) -> None:
    command = make("email.open_mailbox", {"department": cast.service.pk} | given)

    assert refusal_of(command, cast).name == name
    assert Mailbox.objects.count() == 2


def test_a_port_out_of_bounds_is_named(cast: Cast) -> None:
    command = make("email.change_mailbox", {"mailbox": cast.mailbox.pk, "smtp_port": 70000})

    assert refusal_of(command, cast).reason.startswith("smtp_port")


@pytest.mark.parametrize("side", ["imap", "smtp"])
@pytest.mark.parametrize(
    ("part", "value"),
    [("host", "mail.thief.example"), ("port", 2525), ("user", "boss"), ("security", "plain")],
)
def test_a_kept_password_goes_to_no_other_server(cast: Cast, side: str, part: str, value: object) -> None:
    box = {"mailbox": cast.mailbox.pk}
    first = {f"{side}_host": f"{side}.example.com", f"{side}_user": "help", f"{side}_password": "hush"}
    assert isinstance(perform(make("email.change_mailbox", box | first), by=cast.ada), Done)
    change = make("email.change_mailbox", box | {f"{side}_{part}": value})
    before = Mailbox.objects.filter(pk=cast.mailbox.pk).values().get()

    refused = refusal_of(change, cast)

    assert refused.name == f"{side.title()}PasswordNeeded"
    assert refused.reason.startswith(f"Enter the {side.upper()} password again")
    assert Mailbox.objects.filter(pk=cast.mailbox.pk).values().get() == before
    again = make("email.change_mailbox", box | {f"{side}_{part}": value, f"{side}_password": "new"})
    assert isinstance(perform(again, by=cast.ada), Done)


def test_what_is_not_about_the_server_asks_for_no_password(cast: Cast) -> None:
    box = {"mailbox": cast.mailbox.pk, "smtp_host": "smtp.example.com", "smtp_user": "help"}
    perform(make("email.change_mailbox", box | {"smtp_password": "hush"}), by=cast.ada)

    done = perform(
        make("email.change_mailbox", box | {"from_name": "N", "smtp_security": "tls"}), by=cast.ada
    )

    assert isinstance(done, Done)
    assert Mailbox.objects.get(pk=cast.mailbox.pk).smtp_password.reveal() == "hush"


def test_a_side_without_a_server_forgets_its_password(cast: Cast) -> None:
    box = {"mailbox": cast.mailbox.pk}
    perform(
        make("email.change_mailbox", box | {"imap_host": "a.example", "imap_password": "hush"}), by=cast.ada
    )
    perform(make("email.change_mailbox", box | {"imap_host": ""}), by=cast.ada)

    assert Mailbox.objects.get(pk=cast.mailbox.pk).imap_password is None
    assert isinstance(
        perform(make("email.change_mailbox", box | {"imap_host": "b.example"}), by=cast.ada), Done
    )


def test_the_page_asks_for_the_password_beside_its_field(cast: Cast, client: Client) -> None:
    box = {"mailbox": cast.mailbox.pk, "imap_host": "imap.example.com", "imap_password": "hush"}
    perform(make("email.change_mailbox", box), by=cast.ada)
    client.force_login(cast.ada)
    typed = {"department": cast.service.pk, "imap_host": "mail.thief.example"}

    page = client.post(f"/configuration/mailboxes/{cast.mailbox.pk}/", typed)

    assert page.status_code == 422
    assert "Enter the IMAP password again" in page.content.decode()
    assert Mailbox.objects.get(pk=cast.mailbox.pk).imap_host == "imap.example.com"


def test_a_closed_mailbox_takes_no_mail_and_its_answers_still_leave(cast: Cast) -> None:
    perform(make("email.close_mailbox", {"mailbox": cast.mailbox.pk}), by=cast.ada)
    DIRECTORY.forget()
    assert mailbox_for("help@northwind.example") is None
    assert box_of(cast.mailbox.door).address == "help@northwind.example"
    again = perform(make("email.close_mailbox", {"mailbox": cast.mailbox.pk}), by=cast.ada)
    assert isinstance(again, Refused)


def test_whoever_may_not_configure_does_not_see_a_mailbox(cast: Cast) -> None:
    assert list(visible_to(cast.bo)) == []
    with pytest.raises(NotFound):
        perform(make("email.change_mailbox", {"mailbox": cast.mailbox.pk, "from_name": "x"}), by=cast.bo)


def test_trying_out_tells_what_works(cast: Cast, world: Outside) -> None:
    command = make("email.test_mailbox", {"mailbox": cast.mailbox.pk})
    outcome = perform(command, by=cast.ada)
    assert isinstance(outcome, Done)
    assert outcome.result == [
        {"side": "out", "ok": True, "says": "Connected; 127.0.0.1 takes mails of this address."}
    ]

    with socket.socket() as nobody:
        nobody.bind(("127.0.0.1", 0))
        port = nobody.getsockname()[1]
        change = {"mailbox": cast.mailbox.pk, "smtp_host": "127.0.0.1", "smtp_port": port}
        perform(make("email.change_mailbox", change | {"smtp_security": "plain"}), by=cast.ada)
        (refused,) = perform(command, by=cast.ada).result
        assert "private network" in refused["says"]
        perform(make("email.change_mailbox", change | {"private_hosts": ["127.0.0.1"]}), by=cast.ada)
        (refused,) = perform(command, by=cast.ada).result
    assert refused == {
        "side": "out",
        "ok": False,
        "says": "The server for outgoing mail refuses the connection.",
    }


def test_only_who_configures_the_whole_desk_lets_it_into_our_own_network(cast: Cast) -> None:
    manager = Role.objects.get(key="manager")
    grant(manager, to=cast.bo.ref, department=cast.service.pk, by=cast.ada)
    change = {"mailbox": cast.mailbox.pk, "private_hosts": ["169.254.169.254"]}
    opening = {
        "address": "new@northwind.example",
        "department": cast.service.pk,
        "private_hosts": ["10.0.0.1"],
    }

    assert isinstance(perform(make("email.change_mailbox", change), by=cast.bo), Refused)
    assert isinstance(perform(make("email.open_mailbox", opening), by=cast.bo), Refused)
    assert Mailbox.objects.get(pk=cast.mailbox.pk).private_hosts == []

    perform(make("email.change_mailbox", change), by=cast.ada)
    assert isinstance(perform(make("email.change_mailbox", change | {"from_name": "N"}), by=cast.bo), Done)


def test_a_password_never_lies_among_the_requests_that_wait(cast: Cast) -> None:
    asks = define_role("Asks", permissions={"email.configure": Effect.APPROVE}, by=cast.ada)
    grant(asks, to=cast.bo.ref, department=None, by=cast.ada)
    change = {"mailbox": cast.mailbox.pk, "smtp_password": "hush-hush"}

    assert isinstance(perform(make("email.change_mailbox", change), by=cast.bo), Refused)

    assert not Approval.objects.exists()
