"""What the pages remember between two questions never outlives the news: outside a transaction, as on a desk."""

import pytest
from django.test import Client

from liaison.authority.actions import create_role, grant, revoke
from liaison.authority.actions.roles import change_role
from liaison.authority.models import Role
from liaison.authority.words import Effect
from liaison.kit import memory
from liaison.kit.live.newsroom import Newsroom
from liaison.kit.live.words import Line
from liaison.team.actions import (
    change_department,
    change_member,
    close_department,
    create_department,
    deactivate_member,
    end_sessions,
)
from liaison.team.models import Department
from liaison.tickets.actions import assign
from tests.cast import Cast, ticket

pytestmark = pytest.mark.django_db(transaction=True)


def signed_in(client: Client, cast: Cast, who: str = "bo") -> Client:
    client.force_login(getattr(cast, who))
    return client


def page(client: Client, path: str = "/inbox/open/") -> str:
    return client.get(path).content.decode()


def test_a_department_bears_its_new_name_on_the_next_page(client: Client, cast: Cast) -> None:
    signed_in(client, cast, "ada")
    assert "Billing" in page(client)
    change_department(cast.billing, name="Invoices", by=cast.ada)
    assert "Invoices" in page(client)
    assert "Billing" not in page(client)


def test_a_new_department_stands_in_the_rail_and_a_closed_one_does_not(client: Client, cast: Cast) -> None:
    signed_in(client, cast, "ada")
    assert "Workshop" not in page(client)
    made = create_department("Workshop", brand=cast.brand, by=cast.ada)
    assert "Workshop" in page(client)
    close_department(made, by=cast.ada)
    assert "Workshop" not in page(client)


def test_a_colleague_bears_their_new_name_on_the_next_list(client: Client, cast: Cast) -> None:
    assign(ticket(cast), to=cast.bo.pk, by=cast.ana)
    signed_in(client, cast)
    assert "assigned to Bo" in page(client)
    change_member(cast.bo, name="Bogdan", by=cast.ada)
    assert "assigned to Bogdan" in page(client)


def test_who_loses_a_role_sees_nothing_more_at_once(client: Client, cast: Cast) -> None:
    one = ticket(cast)
    signed_in(client, cast)
    assert "Mira Kask" in page(client)
    revoke(Role.objects.get(key="representative"), to=cast.bo.ref, department=cast.service.pk, by=cast.ada)
    assert "Mira Kask" not in page(client)
    assert client.get(f"/tickets/{one.number}/").status_code == 404


def test_who_is_given_a_role_sees_it_at_once(client: Client, cast: Cast) -> None:
    ticket(cast)
    signed_in(client, cast, "cleo")
    assert "Mira Kask" not in page(client)
    grant(Role.objects.get(key="representative"), to=cast.cleo.ref, department=cast.service.pk, by=cast.ada)
    assert "Mira Kask" in page(client)


def test_a_role_that_may_see_no_tickets_any_more_is_obeyed_at_once(client: Client, cast: Cast) -> None:
    ticket(cast)
    role = create_role("Looker", permissions={"tickets.see": Effect.ALLOW}, by=cast.ada)
    grant(role, to=cast.cleo.ref, department=cast.service.pk, by=cast.ada)
    signed_in(client, cast, "cleo")
    assert "Mira Kask" in page(client)
    change_role(role, name="Looker", permissions={}, by=cast.ada)
    assert "Mira Kask" not in page(client)


def test_a_deactivated_colleague_gets_no_page_more(client: Client, cast: Cast) -> None:
    signed_in(client, cast)
    assert client.get("/inbox/open/").status_code == 200
    deactivate_member(cast.bo, by=cast.ada)
    assert client.get("/inbox/open/").status_code == 302


def test_an_ended_session_gets_no_page_more(client: Client, cast: Cast) -> None:
    signed_in(client, cast)
    assert client.get("/inbox/open/").status_code == 200
    end_sessions(cast.bo)
    assert client.get("/inbox/open/").status_code == 302


def test_the_language_of_a_member_holds_from_the_next_page(client: Client, cast: Cast) -> None:
    signed_in(client, cast)
    assert '<html lang="en"' in page(client)
    change_member(cast.bo, language="lt", by=cast.bo)
    assert '<html lang="lt"' in page(client)


def test_the_counts_follow_each_ticket(client: Client, cast: Cast) -> None:
    signed_in(client, cast)
    assert '<span id="count-open" class="count "></span>' in page(client)
    ticket(cast)
    assert '<span id="count-open" class="count ">1</span>' in page(client)


@pytest.mark.asyncio
async def test_the_hub_tells_the_news_of_another_process_before_it_moves_on(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    seen: list[tuple[tuple[int, ...], int]] = []

    class Elsewhere:
        async def latest(self) -> int:
            return 0

        async def since(self, seq: int, *, limit: int) -> list[Line]:
            return [Line(1, ("department:7",))]

    room = Newsroom(Elsewhere())
    before = memory.news_of(["department"])
    real = memory.told

    def told(refs: object) -> None:
        real(refs)  # type: ignore[arg-type]
        seen.append((memory.news_of(["department"]), room.position))

    monkeypatch.setattr(memory, "told", told)
    await room.catch_up()
    assert seen[0][0] != before
    assert (seen[0][1], room.position) == (0, 1)


def test_what_another_process_changed_is_heard(client: Client, cast: Cast) -> None:
    signed_in(client, cast, "ada")
    assert "Billing" in page(client)
    Department.objects.filter(pk=cast.billing.pk).update(
        name="Invoices"
    )  # As by another process, unheard yet.
    assert "Billing" in page(client)
    memory.told([f"department:{cast.billing.pk}"])
    assert "Invoices" in page(client)
