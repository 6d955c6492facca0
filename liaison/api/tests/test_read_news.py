"""What happened, for programs that keep up."""

import pytest

from liaison.api.tests.asking import Program
from liaison.journal.actions import seal
from tests.cast import Cast, ticket

pytestmark = pytest.mark.django_db


def test_asking_again_misses_nothing_and_repeats_nothing(cast: Cast) -> None:
    ticket(cast)
    ada = Program(cast.ada)
    seal()
    seen, at = [], 0
    while said := ada.get("/news", since=at, limit=2).json():
        if not said["items"]:
            break
        seen += [entry["seq"] for entry in said["items"]]
        at = said["next"]
    assert seen == list(range(1, len(seen) + 1))
    assert ada.get("/news", since=at).json() == {"items": [], "next": at}
    one = ticket(cast)
    seal()
    kinds = [e["kind"] for e in ada.get("/news", since=at).json()["items"]]
    assert kinds == ["tickets.opened", "tickets.received"]
    assert f"ticket:{one.pk}" in ada.get("/news", since=at).json()["items"][0]["about"]


def test_news_of_another_department_is_not_told(cast: Cast) -> None:
    ticket(cast)
    seal()
    assert [
        e for e in Program(cast.cleo).get("/news").json()["items"] if e["kind"].startswith("tickets.")
    ] == []
    assert [e for e in Program(cast.bo).get("/news").json()["items"] if e["kind"].startswith("tickets.")]


def test_news_of_the_team_is_for_those_who_see_everything(cast: Cast) -> None:
    seal()
    assert "team.member_created" in {e["kind"] for e in Program(cast.ada).get("/news").json()["items"]}
    assert "team.member_created" not in {e["kind"] for e in Program(cast.bo).get("/news").json()["items"]}
