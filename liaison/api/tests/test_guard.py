"""Who gets in: a token in force, with the scope, not too often."""

from datetime import timedelta

import pytest
from django.conf import settings
from django.test import Client

from liaison.api.actions import create_token, revoke_token
from liaison.api.errors import UnknownScope
from liaison.api.models import Token
from liaison.api.rest import guard
from liaison.api.tests.asking import PROBLEM, Program
from liaison.kit import clock
from liaison.kit.actor import SYSTEM
from tests.cast import Cast, ticket

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("header", ["", "Bearer", "Bearer liaison_wrong", "Basic YTpi", "Bearer \xff"])
def test_without_a_token_in_force_nothing_is_told(db: None, header: str) -> None:
    answer = Client().get("/api/v1/tickets", headers={"Authorization": header} if header else {})
    assert (answer.status_code, answer["Content-Type"]) == (401, PROBLEM)
    assert answer["WWW-Authenticate"].startswith("Bearer")


def test_a_secret_is_kept_nowhere(cast: Cast) -> None:
    token, secret = create_token("Shop", member=cast.bo, scopes=["read"], by=SYSTEM)
    kept = str(Token.objects.filter(pk=token.pk).values().get())
    assert secret not in kept
    assert secret.startswith(token.prefix)


def test_a_revoked_token_is_out_at_once(cast: Cast) -> None:
    bo = Program(cast.bo)
    assert bo.get("/me").status_code == 200
    revoke_token(bo.token, by=SYSTEM)
    assert bo.get("/me").status_code == 401


def test_a_token_of_a_colleague_who_left_is_out(cast: Cast) -> None:
    bo = Program(cast.bo)
    type(cast.bo).objects.filter(pk=cast.bo.pk).update(is_active=False)
    assert bo.get("/me").status_code == 401


def test_reading_needs_the_scope(cast: Cast) -> None:
    one = ticket(cast)
    assert Program(cast.bo, "tickets").get(f"/tickets/{one.pk}").status_code == 200
    refused = Program(cast.bo, "customers").get(f"/tickets/{one.pk}")
    assert (refused.status_code, refused.json()["name"]) == (403, "MissingScope")


def test_a_command_can_be_the_only_scope(cast: Cast) -> None:
    one = ticket(cast)
    program = Program(cast.bo, "tickets.note")
    assert program.post("/commands/tickets.note", {"ticket": one.pk, "text": "Hm."}).status_code == 200
    assert program.post("/commands/tickets.resolve", {"ticket": one.pk}).status_code == 403
    assert program.get(f"/tickets/{one.pk}").status_code == 403


def test_a_scope_that_means_nothing_is_refused(cast: Cast) -> None:
    with pytest.raises(UnknownScope, match="tikcets"):
        create_token("Shop", member=cast.bo, scopes=["tikcets"], by=SYSTEM)
    assert not Token.objects.exists()


def test_too_many_requests_are_told_when_to_come_again(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    bo = Program(cast.bo)
    monkeypatch.setitem(settings.LIAISON, "API_PER_SECOND", 0.001)
    guard._buckets[bo.token.pk] = guard.rules.Bucket(left=1.0, at=guard.time.monotonic())
    assert bo.get("/me").status_code == 200
    answer = bo.get("/me")
    assert (answer.status_code, answer["Content-Type"]) == (429, PROBLEM)
    assert int(answer["Retry-After"]) >= 1


def test_a_bucket_fills_steadily_and_holds_no_more_than_a_burst() -> None:
    bucket = guard.rules.Bucket(left=1.0, at=0.0)
    assert bucket.take(now=0.0, per_second=2.0, most=4.0) == 0.0
    assert bucket.take(now=0.0, per_second=2.0, most=4.0) == 0.5
    assert bucket.take(now=0.5, per_second=2.0, most=4.0) == 0.0
    assert bucket.take(now=1000.0, per_second=2.0, most=4.0) == 0.0
    assert bucket.left == 3.0


def test_use_is_remembered_to_the_minute(cast: Cast) -> None:
    bo = Program(cast.bo)
    bo.get("/me")
    first = Token.objects.get().used_at
    bo.get("/me")
    assert Token.objects.get().used_at == first
    clock.travel(timedelta(minutes=2))
    bo.get("/me")
    assert Token.objects.get().used_at > first
