"""Every page, found in the URL table, opened by everybody in every language."""

from collections.abc import Iterator

import pytest
from django.conf import settings
from django.test import Client

from tests.cast import Cast
from tests.house.addresses import OPEN, Address, Stage, addresses
from tests.house.wording import foreign_words, leftovers

pytestmark = pytest.mark.django_db

SEEN = {200, 204, 302, 304}
DOORSTEPS = ("/sign-in/", "/my/sign-in/")
"""Where strangers are led: those of the team, and those who are customers."""


@pytest.fixture
def stage(cast: Cast) -> Stage:
    return Stage.set(cast)


def visit(client: Client, stage: Stage) -> Iterator[tuple[Address, object]]:
    for address in addresses(stage):
        yield address, client.get(address.path, headers=address.headers)


def signed_in(member: object, language: str = "en") -> Client:
    client = Client(raise_request_exception=False, headers={"Accept-Language": language})
    client.force_login(member)
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = language
    return client


@pytest.mark.parametrize("language", [code for code, _ in settings.LANGUAGES])
def test_every_page_opens_in_every_language(stage: Stage, language: str) -> None:
    type(stage.cast.ada).objects.filter(pk=stage.cast.ada.pk).update(language=language)
    stage.cast.ada.refresh_from_db()
    wrong = []
    for address, answer in visit(signed_in(stage.cast.ada, language), stage):
        if answer.status_code not in {*SEEN, 405}:
            wrong.append(f"{address.name} {address.path}: {answer.status_code}")
        words = answer.content.decode() if "html" in answer.headers.get("Content-Type", "") else ""
        if "<html" in words and f'<html lang="{language}"' not in words:
            wrong.append(f"{address.name}: not in {language}")
    assert not wrong, "\n".join(wrong)


@pytest.mark.parametrize("language", [code for code, _ in settings.LANGUAGES if code != "en"])
def test_no_sentence_of_a_page_is_left_untranslated(stage: Stage, language: str) -> None:
    type(stage.cast.ada).objects.filter(pk=stage.cast.ada.pk).update(language=language)
    stage.cast.ada.refresh_from_db()
    client = signed_in(stage.cast.ada, language)
    client.get("/sign-in/")  # The first request imports forms of Django's own, which no page shows.
    with foreign_words() as missing:
        for _ in visit(client, stage):
            pass
    assert not missing, f"say them in {language}: {sorted(missing)}"


def test_no_word_of_a_page_goes_around_the_translation(stage: Stage) -> None:
    """Whatever is translated is marked; letters without a mark which nobody typed in were forgotten."""
    wrong = leftovers(lambda: ((a.name, r) for a, r in visit(signed_in(stage.cast.ada, "fr"), stage)))
    assert not wrong, "give these words to gettext, or say `translate=no` of them:\n" + "\n".join(wrong)


def test_a_stranger_sees_nothing(stage: Stage) -> None:
    wrong = []
    client = Client(raise_request_exception=False)
    for address in addresses(stage):
        client.cookies.clear()  # The link of a guest makes a stranger one.
        answer = client.get(address.path)
        led_away = answer.status_code == 302 and answer["Location"].startswith(DOORSTEPS)
        if not led_away and answer.status_code not in {401, 403, 404, 405} and address.name not in OPEN:
            wrong.append(f"{address.name} {address.path}: {answer.status_code}")
    assert not wrong, "\n".join(wrong)


def test_a_stranger_changes_nothing(stage: Stage) -> None:
    client = Client(raise_request_exception=False)
    wrong = []
    for address in addresses(stage):
        answer = client.post(address.path)
        led_away = answer.status_code == 302 and answer["Location"].startswith(DOORSTEPS)
        if not led_away and answer.status_code not in {401, 403, 404, 405} and address.name not in OPEN:
            wrong.append(f"{address.name} {address.path}: {answer.status_code}")
    assert not wrong, "\n".join(wrong)


def test_to_a_member_of_another_department_it_does_not_exist(stage: Stage) -> None:
    cleo = signed_in(stage.cast.cleo)
    wrong = []
    for address in addresses(stage):
        if not address.is_secret:
            continue
        answer = cleo.get(address.path)
        if answer.status_code == 405:
            answer = cleo.post(address.path)
        if answer.status_code != 404:
            wrong.append(f"{address.name} {address.path}: {answer.status_code}")
    assert not wrong, "\n".join(wrong)


def test_configuration_is_closed_to_those_who_may_not_configure(stage: Stage) -> None:
    bo = signed_in(stage.cast.bo)
    open_ones = [
        address.name
        for address in addresses(stage)
        if address.route.startswith("configuration/")
        for answer in [bo.get(address.path)]
        if answer.status_code == 200
    ]
    assert open_ones == []
