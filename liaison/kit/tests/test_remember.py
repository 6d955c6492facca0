"""What is kept in memory is never older than the news."""

from collections.abc import Iterator
from datetime import timedelta

import pytest
from django.db import transaction

from liaison.kit import memory
from liaison.kit.memory import ById, Memory, kept

# Inside the transaction of an ordinary test nothing is remembered at all.
pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def truth() -> Iterator[list[str]]:
    return ["old"]


def test_what_was_read_is_not_read_again_for_the_same_arguments() -> None:
    asked: list[tuple[int, str]] = []

    @kept("department")
    def name(which: int, *, language: str = "en") -> str:
        asked.append((which, language))
        return f"{which}{language}"

    assert [name(1), name(1), name(2), name(1, language="fr"), name(1, language="fr")] == [
        *("1en", "1en", "2en"),
        *("1fr", "1fr"),
    ]
    assert asked == [(1, "en"), (2, "en"), (1, "fr")]


def test_news_of_its_noun_has_it_read_again_and_other_news_does_not(truth: list[str]) -> None:
    kept_name = Memory("department", "brand")

    def ask() -> str:
        return kept_name.get("name", lambda: truth[0])

    assert ask() == "old"
    truth[0] = "new"
    memory.told(["ticket:7"])
    assert ask() == "old"
    memory.told(["brand:1"])
    assert ask() == "new"


def test_what_was_read_while_news_came_is_not_kept(truth: list[str]) -> None:
    kept_name = Memory("department")

    def slowly() -> str:
        found = truth[0]
        truth[0] = "new"  # Somebody commits after we have read,
        memory.told(["department:1"])  # and says so before we have kept it.
        return found

    assert kept_name.get("name", slowly) == "old"
    assert kept_name.get("name", lambda: truth[0]) == "new"


def test_a_transaction_sees_its_own_changes_and_leaves_nothing_behind(truth: list[str]) -> None:
    kept_name = Memory("department")
    assert kept_name.get("name", lambda: truth[0]) == "old"
    with transaction.atomic():
        assert kept_name.get("name", lambda: "not committed") == "not committed"
    assert kept_name.get("name", lambda: "read again") == "old"


def test_a_change_is_told_by_its_commit_alone(truth: list[str]) -> None:
    kept_name = Memory("department")
    assert kept_name.get("name", lambda: truth[0]) == "old"
    with transaction.atomic():
        memory.tell("department:1")
        transaction.set_rollback(True)
    assert kept_name.get("name", lambda: "read again") == "old"
    with transaction.atomic():
        memory.tell("department:1")
    assert kept_name.get("name", lambda: "read again") == "read again"


def test_nothing_is_believed_for_longer_than_it_is_fresh(monkeypatch: pytest.MonkeyPatch) -> None:
    at = [100.0]
    monkeypatch.setattr(memory, "monotonic", lambda: at[0])
    kept_name = Memory("department")
    assert kept_name.get("name", lambda: "old") == "old"
    at[0] += (memory.FRESH - timedelta(seconds=1)).total_seconds()
    assert kept_name.get("name", lambda: "new") == "old"
    at[0] += 1
    assert kept_name.get("name", lambda: "new") == "new"


def test_the_oldest_makes_way() -> None:
    little = Memory("department", most=2)
    for key in "abc":
        little.get(key, lambda key=key: key)  # type: ignore[misc]
    assert little.get("c", lambda: "again") == "c"
    assert little.get("a", lambda: "again") == "again"


def test_all_can_be_forgotten() -> None:
    kept_name = Memory("department")
    kept_name.get("name", lambda: "old")
    memory.forget()
    assert kept_name.get("name", lambda: "new") == "new"


def test_values_by_id_are_read_by_the_batch_and_again_after_news_of_that_very_one() -> None:
    asked: list[list[int]] = []

    def read(ids: list[int]) -> dict[int, str]:
        asked.append(ids)
        return {id_: f"{id_} read {len(asked)}" for id_ in ids if id_ != 9}

    names = ById("customer", read)
    assert names([1, 2, 1]) == {1: "1 read 1", 2: "2 read 1"}
    assert names([2, 3]) == {2: "2 read 1", 3: "3 read 2"}
    memory.told(["customer:2", "member:1"])
    assert names([1, 2, 3]) == {1: "1 read 1", 2: "2 read 3", 3: "3 read 2"}
    memory.told(["customer"])
    assert names([1]) == {1: "1 read 4"}
    assert [names([9]), names([9])] == [{}, {}]
    assert asked == [[1, 2], [3], [2], [1], [9], [9]]


def test_a_value_by_id_read_while_news_of_it_came_is_not_kept() -> None:
    truth = ["old"]

    def slowly(ids: list[int]) -> dict[int, str]:
        found = dict.fromkeys(ids, truth[0])
        if truth[0] == "old":
            truth[0] = "new"
            memory.told(["customer:1"])
        return found

    names = ById("customer", slowly)
    assert names([1]) == {1: "old"}
    assert names([1]) == {1: "new"}


def test_more_news_than_anybody_keeps_the_book_of_has_all_read_again() -> None:
    truth = ["old"]
    names = ById("customer", lambda ids: dict.fromkeys(ids, truth[0]), most=3)
    assert names([1]) == {1: "old"}
    truth[0] = "new"
    memory.told([f"customer:{id_}" for id_ in (2, 3, 4, 5)])
    assert names([1]) == {1: "new"}
