from typing import Any

import pytest

from liaison.kit.actor import SYSTEM
from liaison.kit.errors import Invalid, NotFound
from liaison.tickets import listing
from liaison.tickets.actions import assign, classify, define_kind, reply, resolve, shelve, tag
from liaison.tickets.listing import counts, list_page
from liaison.tickets.words import Shelf
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


def test_a_queue_is_narrowed_by_kind_channel_and_tag(cast: Cast) -> None:
    plain, warranty, called = ticket(cast), ticket(cast), ticket(cast, channel="phone")
    kind = define_kind("Warranty", by=SYSTEM).pk
    classify(warranty, kind=kind, by=SYSTEM)
    tag(plain, ["depot"], by=SYSTEM)

    def ids(**narrowed: Any) -> list[int]:
        return [row.id for row in list_page(cast.bo, queue="open", **narrowed).rows]

    assert ids(kind=kind) == [warranty.pk]
    assert ids(channel="phone") == [called.pk]
    assert ids(tag="depot") == [plain.pk]
    assert [row.id for row in list_page(cast.cleo, queue="open", tag="depot").rows] == []


def test_a_tag_that_many_bear_is_found_by_date(cast: Cast, monkeypatch: Any) -> None:
    monkeypatch.setattr(listing, "RARE", 1)
    made = [ticket(cast) for _ in range(3)]
    for one in made:
        tag(one, ["depot"], by=SYSTEM)

    first = list_page(cast.bo, queue="all", tag="depot", limit=2)
    second = list_page(cast.bo, queue="all", tag="depot", limit=2, after=first.next)

    assert [row.id for row in first.rows + second.rows] == [one.pk for one in made[::-1]]


def test_spam_and_trash_are_lists_of_their_own(cast: Cast) -> None:
    spam, trash, kept = ticket(cast), ticket(cast), ticket(cast)
    shelve(spam, shelf=Shelf.SPAM, by=SYSTEM)
    shelve(trash, shelf=Shelf.TRASH, by=SYSTEM)

    for member in (cast.bo, cast.ada):
        held = [[row.id for row in list_page(member, queue=queue).rows] for queue in ("spam", "trash", "all")]
        assert held == [[spam.pk], [trash.pk], [kept.pk]]
    assert list_page(cast.cleo, queue="spam").rows == []


def test_whoever_waits_for_an_answer_is_unanswered(cast: Cast) -> None:
    waits, answered = ticket(cast), ticket(cast)
    reply(answered, "It comes.", by=cast.bo)

    assert [row.id for row in list_page(cast.bo, queue="unanswered").rows] == [waits.pk]
