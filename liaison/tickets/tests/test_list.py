import pytest

from liaison.kit.actor import SYSTEM
from liaison.kit.errors import Invalid, NotFound
from liaison.tickets.actions import assign, resolve
from liaison.tickets.listing import counts, list_page
from tests.cast import JONAS, Cast, ticket


def test_the_newest_comes_first_and_pages_follow_each_other(cast: Cast) -> None:
    made = [ticket(cast, subject=f"Matter {n}").pk for n in range(5)]

    first = list_page(cast.bo, queue="open", limit=3)
    second = list_page(cast.bo, queue="open", limit=3, after=first.next)

    assert [row.id for row in first.rows + second.rows] == made[::-1]
    assert second.next == ""


def test_a_row_says_who_asks_and_who_is_on_it(cast: Cast) -> None:
    assign(ticket(cast), to=cast.bo.pk, by=SYSTEM)

    [row] = list_page(cast.ana, queue="open").rows

    assert (row.customer, row.assignee, row.unread) == ("Mira Kask", "Bo", True)


def test_another_department_sees_nothing(cast: Cast) -> None:
    ticket(cast)

    assert list_page(cast.cleo, queue="all").rows == []
    assert counts(cast.cleo)["open"] == 0


def test_a_member_of_every_department_sees_all_of_them_in_order(cast: Cast) -> None:
    first = ticket(cast)
    second = ticket(cast, sender=JONAS, department=cast.billing.pk)

    assert [row.id for row in list_page(cast.ada, queue="open").rows] == [second.pk, first.pk]


def test_queues_hold_what_they_say(cast: Cast) -> None:
    mine, free, done = ticket(cast), ticket(cast), ticket(cast)
    assign(mine, to=cast.bo.pk, by=SYSTEM)
    resolve(done, by=cast.bo)

    held = {
        queue: {row.id for row in list_page(cast.bo, queue=queue).rows}
        for queue in ("mine", "unassigned", "resolved")
    }

    assert held == {"mine": {mine.pk}, "unassigned": {free.pk}, "resolved": {done.pk}}
    known = counts(cast.bo)
    assert (known["open"], known["mine"], known["unassigned"]) == (2, 1, 1)
    assert known[f"department:{cast.service.pk}"] == 2


def test_a_cursor_of_another_list_is_refused(cast: Cast) -> None:
    for _ in range(3):
        ticket(cast)
    page = list_page(cast.bo, queue="open", limit=1)

    with pytest.raises(Invalid):
        list_page(cast.bo, queue="all", after=page.next)


def test_an_unknown_queue_does_not_exist(cast: Cast) -> None:
    with pytest.raises(NotFound):
        list_page(cast.bo, queue="nonsense")
