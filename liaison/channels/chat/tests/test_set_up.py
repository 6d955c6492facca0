"""A site is set up: what would fail in the face of visitors is refused while it is typed."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from liaison.authority.actions import perform
from liaison.authority.words import Done, Refused
from liaison.channels.chat import rules
from liaison.channels.chat.commands import ChangeSite
from liaison.channels.chat.models import Site
from liaison.kit.clock import now
from tests.cast import Cast

pytestmark = pytest.mark.django_db
INVITE = {"after": 20, "page": "/cart", "returning": False, "words": {"en": "Can I help you?"}}
QUESTION = {"name": "order", "label": {"en": "Order number"}, "options": [], "required": True}


@pytest.mark.parametrize(
    ("setting", "value"),
    [
        ("zone", "Mars/Phobos"),
        ("zone", "../etc/passwd"),
        ("hours", {"7": [["09:00", "17:00"]]}),
        ("hours", {"0": [["9", "17:00"]]}),
        ("hours", {"0": [["17:00", "09:00"]]}),
        ("hours", {"0": ["09:00", "17:00"]}),
        ("colour", "red"),
        ("patience", 1),
        ("puzzle", 60),
        ("asks", ["password"]),
        ("greeting", {"xx": "Hello"}),
        ("greeting", {"en": "a" * 501}),
        ("invites", [INVITE | {"words": {}}]),
        ("invites", [INVITE | {"after": -1}]),
        ("invites", [{"then": "go"}]),
        ("invites", [INVITE] * 13),
        ("questions", [QUESTION | {"name": "Order number"}]),
        ("questions", [QUESTION, QUESTION]),
        ("questions", [QUESTION | {"name": "address"}]),
    ],
)
def test_what_cannot_be_is_refused_by_its_name_and_nothing_changes(
    site: Site, cast: Cast, setting: str, value: Any
) -> None:
    before = getattr(site, setting)
    refused = perform(ChangeSite(site=site.pk, **{setting: value}), by=cast.ada)

    assert isinstance(refused, Refused)
    assert (refused.name, refused.reason.partition(":")[0]) == ("Invalid", setting)
    assert getattr(Site.objects.get(), setting) == before


def test_what_can_be_is_kept(site: Site, cast: Cast) -> None:
    hours = {"0": [["13:00", "24:00"], ["09:00", "12:00"]], "1": []}
    wish = ChangeSite(
        site=site.pk, zone="Europe/Tallinn", hours=hours, invites=[INVITE], questions=[QUESTION], puzzle=14
    )
    assert isinstance(perform(wish, by=cast.ada), Done)

    site.refresh_from_db()
    assert site.hours == {"0": [["09:00", "12:00"], ["13:00", "24:00"]]}
    assert (site.zone, site.invites, site.questions, site.puzzle) == (
        "Europe/Tallinn",
        [INVITE],
        [QUESTION],
        14,
    )


def test_a_zone_that_is_gone_does_not_close_the_chat() -> None:
    assert rules.is_open({str(day): [["00:00", "24:00"]] for day in range(7)}, "Gone/Away", now())


def _page(site: Site) -> dict[str, Any]:
    forms = {
        f"{name}-{count}": 1
        for name in ("invites", "questions")
        for count in ("TOTAL_FORMS", "INITIAL_FORMS")
    }
    return forms | {
        "title": site.name,
        "department": site.department_id,
        "patience": 60,
        "zone": "Europe/Tallinn",
        "colour": "#2f55d4",
        "puzzle": 0,
    }


def test_rules_and_questions_are_typed_on_the_page(site: Site, cast: Cast, client: Client) -> None:
    client.force_login(cast.ada)
    typed = {
        "invites-0-says": "Can I help you?",
        "invites-0-page": "/cart",
        "invites-0-after": "20",
        "questions-0-says": "Size",
        "questions-0-options": "S, M , L",
        "questions-0-required": "on",
    }
    answer = client.post(reverse("site", args=[site.pk]), _page(site) | typed)
    assert answer.status_code == 302, answer.content

    site.refresh_from_db()
    assert site.invites == [INVITE]
    (asked,) = site.questions
    assert (asked["label"], asked["options"], asked["required"]) == ({"en": "Size"}, ["S", "M", "L"], True)
    shown = client.get(reverse("site", args=[site.pk])).content.decode()
    assert "Can I help you?" in shown
    assert "S, M, L" in shown


def test_a_row_whose_words_are_emptied_is_taken_away(site: Site, cast: Cast, client: Client) -> None:
    perform(ChangeSite(site=site.pk, invites=[INVITE]), by=cast.ada)
    client.force_login(cast.ada)
    client.post(
        reverse("site", args=[site.pk]), _page(site) | {"invites-0-says": "", "invites-0-after": "20"}
    )

    site.refresh_from_db()
    assert site.invites == []


def test_a_wrong_zone_is_told_beside_its_field(site: Site, cast: Cast, client: Client) -> None:
    client.force_login(cast.ada)
    answer = client.post(reverse("site", args=[site.pk]), _page(site) | {"zone": "Mars/Phobos"})

    assert answer.status_code == 422
    assert "Write it as Europe/Tallinn." in answer.content.decode()
