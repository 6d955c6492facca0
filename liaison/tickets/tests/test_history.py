from typing import Any

from liaison.authority.words import Waiting
from liaison.kit.actor import SYSTEM
from liaison.tickets import history
from liaison.tickets.actions import assign, forward, note, receive, reply, tag, undo
from liaison.tickets.history import Done, Said, timeline
from liaison.tickets.tests.asking import ask, done
from liaison.tickets.words import Address
from tests.cast import Cast, arrival, ticket


def test_what_was_said_and_done_stands_in_order(cast: Cast) -> None:
    one = ticket(cast)
    assign(one, to=cast.bo.pk, by=cast.ana)
    note(one, "The depot has it.", by=cast.bo)
    reply(one, "It comes tomorrow.", by=cast.bo)

    items = timeline(one).items

    said = [(i.direction, i.who, i.shown) if isinstance(i, Said) else i.kind for i in items]
    assert said == [
        "tickets.opened",
        ("in", "Mira Kask", "My parcel has not come."),
        "tickets.assigned",
        ("note", "Bo", "The depot has it."),
        ("out", "Bo", "It comes tomorrow."),
    ]


def test_older_pages_follow_without_a_gap_or_a_repeat(cast: Cast) -> None:
    one = ticket(cast, external_id="first@example.com")
    for n in range(4):
        receive(arrival(cast, text=f"Word {n}", answers=("first@example.com",)))

    newest = timeline(one, limit=2)
    middle = timeline(one, limit=2, before=newest.before)
    oldest = timeline(one, limit=2, before=middle.before)

    shown = [i.shown for page in (oldest, middle, newest) for i in page.items if isinstance(i, Said)]
    assert shown == ["My parcel has not come.", "Word 0", "Word 1", "Word 2", "Word 3"]
    assert oldest.before == ""
    done = [i.id for page in (oldest, middle, newest) for i in page.items if isinstance(i, Done)]
    assert len(done) == len(set(done)) == 1


def test_a_sentence_names_who_did_what(cast: Cast) -> None:
    one = ticket(cast)
    assign(one, to=cast.bo.pk, by=SYSTEM)

    [sentence] = [
        i.sentence for i in timeline(one).items if isinstance(i, Done) and i.kind == "tickets.assigned"
    ]

    assert sentence == "Liaison gave this to Bo."


def test_words_that_waited_say_who_released_them(cast: Cast) -> None:
    one = ticket(cast)
    waiting = ask("tickets.reply", cast.tess, ticket=one.pk, text="It comes.")
    assert isinstance(waiting, Waiting)
    assert [a.pk for a in timeline(one).waiting] == [waiting.approval]

    done("authority.release", cast.ana, approval=waiting.approval)

    [said] = [i for i in timeline(one).items if isinstance(i, Said) and i.direction == "out"]
    assert (said.who, said.released_by) == ("Tess", "Ana")
    assert timeline(one).waiting == []


def test_what_was_taken_back_is_a_sentence_and_no_words(cast: Cast) -> None:
    one = ticket(cast)
    undo(reply(one, "It comes.", by=cast.bo), by=cast.bo)

    items = timeline(one).items

    assert [i.shown for i in items if isinstance(i, Said)] == ["My parcel has not come."]
    assert [i.sentence for i in items if isinstance(i, Done)][-1] == "Bo took a message back."


def test_what_is_said_beside_the_customer_is_marked(cast: Cast) -> None:
    one = ticket(cast)
    forward(one, "Where is it?", to=[Address("depot@example.net")], by=cast.bo)

    assert [i.aside for i in timeline(one).items if isinstance(i, Said)] == [False, True]


def test_what_was_done_among_many_messages_is_told_once_on_its_page(cast: Cast, monkeypatch: Any) -> None:
    monkeypatch.setattr(history, "STRIDE", 3)
    one = ticket(cast, external_id="first@example.com")
    for n in range(6):
        receive(arrival(cast, text=f"Word {n}", answers=("first@example.com",)))
        tag(one, [f"tag {n}"], by=cast.bo)

    kinds, before = [], ""
    while True:
        page = timeline(one, limit=2, before=before)
        kinds = [i.kind for i in page.items if isinstance(i, Done)] + kinds
        before = page.before
        if not before:
            break

    assert kinds == ["tickets.opened"] + ["tickets.tagged"] * 6


def test_a_thousand_deeds_between_two_messages_fill_pages_of_their_own(cast: Cast, monkeypatch: Any) -> None:
    monkeypatch.setattr(history, "SENTENCES", 3)
    one = ticket(cast)
    for n in range(7):
        tag(one, [f"tag {n}"], by=cast.bo)
    reply(one, "It comes.", by=cast.bo)

    pages, before = [], ""
    while True:
        page = timeline(one, before=before)
        pages.insert(0, [i.kind if isinstance(i, Done) else i.direction for i in page.items])
        before = page.before
        if not before:
            break

    told = ["tickets.tagged"] * 7
    assert [kind for page in pages for kind in page] == ["tickets.opened", "in", *told, "out"]
    assert max(map(len, pages)) <= 4


def test_a_page_takes_few_queries(cast: Cast, django_assert_num_queries: Any) -> None:
    """The committed number, however many messages, files and authors there are."""
    one = ticket(cast)
    for n in range(10):
        reply(one, f"Word {n}", by=cast.bo)
        tag(one, [f"tag {n}"], by=cast.ana)

    with django_assert_num_queries(6):
        timeline(one)
