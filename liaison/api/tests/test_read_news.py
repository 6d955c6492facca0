"""What happened, for programs that keep up."""

from dataclasses import replace

import pytest
from django.db import transaction

from liaison.api.tests.asking import Program
from liaison.authority.actions import grant
from liaison.authority.events import Asked
from liaison.authority.models import Approval, Role
from liaison.journal.actions import record, seal
from liaison.journal.models import About, Entry, Unsealed
from liaison.kit.clock import now
from liaison.team.models import Member
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


def kinds_for(member: Member) -> set[str]:
    return {entry["kind"] for entry in Program(member).get("/news", limit=500).json()["items"]}


def test_whoever_sees_every_ticket_is_not_told_of_roles_tokens_members_and_mailboxes(cast: Cast) -> None:
    ticket(cast)
    grant(Role.objects.get(key="reader"), to=cast.cleo.ref, department=None, by=cast.ada)
    Program(cast.ada)
    seal()
    apart = ("team.", "authority.", "email.", "api.")

    for_cleo, for_ada = kinds_for(cast.cleo), kinds_for(cast.ada)

    assert {kind for kind in for_cleo if kind.startswith(apart)} <= {"api.token_created"}
    assert "tickets.opened" in for_cleo
    assert {kind.partition(".")[0] for kind in for_ada} >= {"team", "authority", "email", "api", "tickets"}


def test_one_is_told_of_ones_own_tokens_alone(cast: Cast) -> None:
    seal()
    ada, cleo = Program(cast.ada), Program(cast.cleo)
    seal()
    told = [e for e in cleo.get("/news", limit=500).json()["items"] if e["kind"] == "api.token_created"]

    assert [one["facts"]["member_id"] for one in told] == [cast.cleo.pk]
    assert ada.get("/news").status_code == 200


def test_a_request_that_waits_is_told_to_whoever_asked_and_whoever_releases(cast: Cast) -> None:
    about = Asked(approval_id=0, ticket_id=None, command="tickets.reply")
    waits = Approval.objects.create(
        command="tickets.write",
        params={},
        department=cast.service.pk,
        by=cast.tess.ref,
        asked_at=now(),
        until=now(),
    )
    with transaction.atomic():
        record(replace(about, approval_id=waits.pk), by=cast.tess)
    seal()

    assert [
        m.name for m in (cast.tess, cast.ana, cast.bo, cast.cleo) if "authority.asked" in kinds_for(m)
    ] == [
        "Tess",
        "Ana",
    ]


def test_an_entry_of_a_kind_that_is_gone_is_told_to_nobody(cast: Cast) -> None:
    gone = Entry.objects.create(at=now(), kind="tickets.gone", by="system", facts={})
    About.objects.create(entry=gone, ref=f"ticket:{ticket(cast).pk}")
    Unsealed.objects.create(entry=gone)
    seal()

    assert "tickets.gone" not in kinds_for(cast.ada)
