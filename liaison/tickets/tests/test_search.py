import pytest

from liaison.authority.queries import Extent, extent_of
from liaison.tickets import by_words
from liaison.tickets.searching import search
from liaison.tickets.words import STEMS
from tests.cast import JONAS, Cast, ticket


@pytest.mark.parametrize(
    "words", ["parcel", "PARCELS", "mira@example.com", "Mira Kask", "kask", '"has not come"']
)
def test_a_ticket_is_found_by_name_address_and_words(cast: Cast, words: str) -> None:
    one = ticket(cast)
    ticket(cast, sender=JONAS, subject="Invoice", text="Please send it again.")

    assert [row.id for row in search(cast.bo, words).rows] == [one.pk]


def test_a_number_finds_its_ticket_first(cast: Cast) -> None:
    one = ticket(cast)
    ticket(cast, text=f"About {one.number}")

    assert search(cast.bo, f"#{one.number}").rows[0].id == one.pk


def test_accents_do_not_matter(cast: Cast) -> None:
    one = ticket(cast, text="Kur mano siuntinys? Ačiū!")

    assert [row.id for row in search(cast.bo, "aciu").rows] == [one.pk]


def test_the_newest_comes_first(cast: Cast) -> None:
    made = [ticket(cast).pk for _ in range(3)]

    assert [row.id for row in search(cast.bo, "parcel").rows] == made[::-1]


WAYS: dict[str, dict[str, int]] = {
    "all that match": {"guessed": 0},
    "the newest messages": {"guessed": by_words.FEW + 1, "WANTED": 10**6, "NEWEST": 10**9},
    "those of the newest tickets": {"guessed": by_words.FEW + 1, "NEWEST": -1},
    "a walk": {"guessed": by_words.MANY + 1},
}


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("theirs", [1, 10**6])
@pytest.mark.parametrize("who", ["ada", "bo", "cleo"])
def test_rare_and_common_words_find_the_same_in_the_same_order(
    cast: Cast, way: str, theirs: int, who: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = [ticket(cast).pk for _ in range(4)]
    ticket(cast, text="Please send it again.")
    elsewhere = ticket(cast, department=cast.billing.pk).pk
    seen = {"ada": [elsewhere, *made[::-1]], "bo": made[::-1], "cleo": [elsewhere]}
    _choose(way, theirs, monkeypatch)

    found = by_words.written("parcel come", extent=_extent(cast, who), language="en", limit=2)

    assert found == seen[who][:2]


def _choose(way: str, theirs: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """Have the statistics say what makes the search go this way, and no other way be open after it."""
    chosen = WAYS[way]
    told = {"tickets_message": chosen["guessed"], "tickets_ticket": 10**6}
    guesses = told | {"tickets_ticket WHERE department_id = ANY(%s)": theirs}
    monkeypatch.setattr(by_words, "_guessed", lambda what, *_: guesses.get(what, told[what.split(" ", 1)[0]]))
    for name in chosen.keys() - {"guessed"}:
        monkeypatch.setattr(by_words, name, chosen[name])
    monkeypatch.setattr(by_words, "LITTLE_PATIENCE", "nothing that PostgreSQL would take")


def _extent(cast: Cast, who: str) -> Extent:
    return extent_of("tickets.see", by=getattr(cast, who))


def test_words_that_the_newest_do_not_bear_are_found_in_older_ones(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    one = ticket(cast)
    ticket(cast, sender=JONAS, subject="Invoice", text="Please send it again.")
    told = {"tickets_message": by_words.FEW + 1, "tickets_ticket": 1}
    monkeypatch.setattr(by_words, "_guessed", lambda what, *_: told[what.split(" ", 1)[0]])
    monkeypatch.setattr(by_words, "WANTED", 0)

    assert by_words.written("parcel", extent=_extent(cast, "bo"), language="en", limit=40) == [one.pk]


def test_of_a_word_and_its_stem_the_one_guessed_to_match_more_is_believed(cast: Cast) -> None:
    some = "generate_series(1, %s)"

    assert by_words._guessed(some, 7, 70, 30) == 70
    assert by_words._guessed(some, 7) == 7


@pytest.mark.parametrize(
    ("guessed", "passed"), [(0, 5_000), (9_000, 4_001), (20_000, 1_801), (90_000, 5_000)]
)
def test_no_more_of_the_newest_tickets_are_looked_at_than_hold_enough(guessed: int, passed: int) -> None:
    extent = Extent(False, frozenset({1}))

    assert by_words.Sought("'a'", extent, 40, guessed, 10_000, 1_000_000).passed == passed


@pytest.mark.parametrize(
    ("plain", "stems", "asked"),
    [
        ("'order'", "'order'", "'order'"),
        ("'the'", "", "'the'"),
        ("'late' & 'orders'", "'late' & 'order'", "'late' & ('orders' | 'order')"),
        ("'a''b' <-> 'cd'", "'a''b' <-> 'c'", "'a''b' <-> ('cd' | 'c')"),
        ("'my' & 'order'", "'order'", "('my' & 'order') | ('order')"),
        ("!'orders'", "!'order'", "!('orders' | 'order')"),
    ],
)
def test_each_word_is_asked_for_once_as_it_is_and_by_its_stem(plain: str, stems: str, asked: str) -> None:
    assert by_words.merged(plain, stems) == asked


@pytest.mark.parametrize(
    "words", ["o'clock's", "back\\slash", "a:*b | c", "' \\' '", '"half a quot', "-", "the"]
)
def test_whatever_is_typed_is_a_question(cast: Cast, words: str) -> None:
    ticket(cast, text="Something else")

    assert search(cast.bo, words).rows == []


def test_whoever_may_not_see_a_ticket_does_not_find_it(cast: Cast) -> None:
    ticket(cast)

    assert search(cast.cleo, "parcel").rows == []


@pytest.mark.parametrize("language", sorted(STEMS))
def test_the_database_knows_the_stems_of_every_language_we_name(cast: Cast, language: str) -> None:
    assert ticket(cast, language=language).messages_count == 1
