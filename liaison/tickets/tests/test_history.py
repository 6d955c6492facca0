from liaison.kit.actor import SYSTEM
from liaison.tickets.actions import assign, note, receive, reply
from liaison.tickets.history import Done, Said, timeline
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
