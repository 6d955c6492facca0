"""Answers are kept, changed and retired by those whose they are."""

import pytest

from liaison.authority.actions import perform
from liaison.authority.words import Done, Refused
from liaison.kit.errors import NotFound
from liaison.knowledge import queries, rules
from liaison.knowledge.commands import (
    ChangeAnswer,
    KeepOwnAnswer,
    RetireAnswer,
    RetireOwnAnswer,
    WriteAnswer,
)
from liaison.knowledge.models import Answer
from tests.cast import Cast

pytestmark = pytest.mark.django_db
TEXTS = {"en": "Dear {customer}, we open at nine.", "fr": "Bonjour {customer}, nous ouvrons à neuf heures."}


def _write(cast: Cast, **given: object) -> int:
    wished = {"title": "Opening hours", "shortcut": "hours", "texts": TEXTS, "department": cast.service.pk}
    outcome = perform(WriteAnswer(**(wished | given)), by=cast.ana)  # type: ignore[arg-type]
    assert isinstance(outcome, Done), outcome
    return int(outcome.result["answer"])


def _offered(cast: Cast, word: str = "", *, department: int = 0, language: str = "en") -> list[str]:
    found = queries.offered(
        word, for_=cast.bo, department=department or cast.service.pk, languages=[language],
        facts={"customer": "Mira Kask"},
    )  # fmt: skip
    return [one.text for one in found]


def test_an_answer_is_offered_in_the_customers_language_with_their_name(cast: Cast) -> None:
    _write(cast)

    assert _offered(cast, "ho") == ["Dear Mira Kask, we open at nine."]
    assert _offered(cast, "op", language="fr") == ["Bonjour Mira Kask, nous ouvrons à neuf heures."]
    assert _offered(cast, "hours", language="vi") == ["Dear Mira Kask, we open at nine."]
    assert _offered(cast, "price") == []


def test_it_is_offered_in_its_department_alone(cast: Cast) -> None:
    _write(cast)
    assert _offered(cast, department=cast.billing.pk) == []


def test_ones_own_come_first_and_nobody_else_has_them(cast: Cast) -> None:
    _write(cast)
    perform(KeepOwnAnswer(title="Mine", shortcut="hours", texts={"en": "Nine to five."}), by=cast.bo)
    perform(KeepOwnAnswer(title="Hers", shortcut="hours", texts={"en": "Hers."}), by=cast.cleo)

    assert _offered(cast, "hours") == ["Nine to five.", "Dear Mira Kask, we open at nine."]


def test_one_word_means_one_answer(cast: Cast) -> None:
    _write(cast)
    again = WriteAnswer(title="Again", shortcut="/Hours", texts={"en": "…"}, department=cast.service.pk)
    refused = perform(again, by=cast.ana)

    assert isinstance(refused, Refused)
    assert (refused.name, Answer.objects.count()) == ("ShortcutTaken", 1)


@pytest.mark.parametrize(
    ("changed", "name"),
    [
        ({"shortcut": "two words"}, "Invalid"),
        ({"title": " "}, "Invalid"),
        ({"texts": {"en": " "}}, "NothingToSay"),
    ],
    ids=["two words", "no title", "no text"],
)
def test_what_is_not_right_is_refused(cast: Cast, changed: dict[str, object], name: str) -> None:
    given = {"title": "Hours", "shortcut": "hours", "texts": TEXTS, "department": cast.service.pk} | changed
    refused = perform(WriteAnswer(**given), by=cast.ana)  # type: ignore[arg-type]

    assert isinstance(refused, Refused)
    assert (refused.name, Answer.objects.count()) == (name, 0)


def test_whoever_answers_keeps_none_for_the_team_and_sees_no_others(cast: Cast) -> None:
    answer = _write(cast)
    refused = perform(
        WriteAnswer(title="Mine", shortcut="mine", texts=TEXTS, department=cast.service.pk), by=cast.bo
    )
    assert isinstance(refused, Refused)
    for command in (
        ChangeAnswer(answer=answer, title="…", shortcut="x", texts=TEXTS),
        RetireAnswer(answer=answer),
        KeepOwnAnswer(answer=answer, title="…", shortcut="x", texts=TEXTS),
        RetireOwnAnswer(answer=answer),
    ):
        with pytest.raises(NotFound):
            perform(command, by=cast.cleo)
    assert Answer.objects.get().title == "Opening hours"


def test_a_supervisor_of_one_department_keeps_none_for_all(cast: Cast) -> None:
    refused = perform(WriteAnswer(title="All", shortcut="all", texts=TEXTS), by=cast.ana)
    assert isinstance(refused, Refused)
    assert isinstance(perform(WriteAnswer(title="All", shortcut="all", texts=TEXTS), by=cast.ada), Done)


def test_a_retired_answer_is_offered_no_more_and_its_word_is_free(cast: Cast) -> None:
    answer = _write(cast)
    perform(RetireAnswer(answer=answer), by=cast.ana)

    assert _offered(cast, "hours") == []
    assert _write(cast) != answer


def test_what_is_not_known_leaves_no_gap() -> None:
    assert (
        rules.filled("Hello {first_name}, about {number}: {what}", {"number": "#7"})
        == "Hello, about #7: {what}"
    )
