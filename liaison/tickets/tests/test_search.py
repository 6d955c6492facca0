import pytest

from liaison.tickets import searching
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


@pytest.mark.parametrize("guessed", [0, searching.FEW + 1, searching.MANY + 1])
@pytest.mark.parametrize("who", ["ada", "bo", "cleo"])
def test_rare_and_common_words_find_the_same_in_the_same_order(
    cast: Cast, guessed: int, who: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = [ticket(cast).pk for _ in range(4)]
    ticket(cast, text="Please send it again.")
    elsewhere = ticket(cast, department=cast.billing.pk).pk
    seen = {"ada": [elsewhere, *made[::-1]], "bo": made[::-1], "cleo": [elsewhere]}
    monkeypatch.setattr(searching, "_guessed", lambda query, values: guessed)

    assert [row.id for row in search(getattr(cast, who), "parcel come").rows] == seen[who]


def test_whoever_may_not_see_a_ticket_does_not_find_it(cast: Cast) -> None:
    ticket(cast)

    assert search(cast.cleo, "parcel").rows == []


@pytest.mark.parametrize("language", sorted(STEMS))
def test_the_database_knows_the_stems_of_every_language_we_name(cast: Cast, language: str) -> None:
    assert ticket(cast, language=language).messages_count == 1
