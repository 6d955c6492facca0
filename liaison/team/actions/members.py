"""Colleagues come, change and go; nothing of them is ever deleted."""

from typing import Any

from django.db import transaction

from liaison.authority.actions import resume, suspend
from liaison.journal.actions import record
from liaison.kit.actor import Actor
from liaison.kit.clock import now
from liaison.kit.rows import one_at_a_time, swap
from liaison.team import events
from liaison.team.actions.sessions import end_sessions
from liaison.team.errors import AddressTaken, AlreadySo, NotActive, Yourself
from liaison.team.models import Member


@transaction.atomic
def create_member(
    email: str,
    *,
    name: str,
    password: str | None,
    language: str = "en",
    time_zone: str = "UTC",
    kind: str = "human",
    by: Actor,
) -> Member:
    """Add a colleague who signs in with this address. Raises AddressTaken.

    password: the first one; None when the colleague will choose it by an invitation, or only acts by a token.
    kind: human or virtual.
    """
    one_at_a_time("member")
    if Member.objects.filter(email__iexact=email).exists():
        raise AddressTaken
    member = Member(
        email=email, name=name, kind=kind, language=language, time_zone=time_zone, created_at=now()
    )
    if password is None:
        member.set_unusable_password()
    else:
        member.set_password(password)
    member.save()
    record(events.MemberCreated(member_id=member.pk), by=by)
    return member


@transaction.atomic
def change_member(member: Member, *, by: Actor, **to: Any) -> None:
    """Change what is known of a colleague: name, email, language, time_zone, signature. Raises AddressTaken."""
    changed = {field: value for field, value in to.items() if getattr(member, field) != value}
    if not changed:
        return
    if "email" in changed:
        one_at_a_time("member")
        others = Member.objects.exclude(pk=member.pk)
        if others.filter(email__iexact=changed["email"]).exists():
            raise AddressTaken
    swap(member, when={}, to=changed)
    record(events.MemberChanged(member_id=member.pk, fields=tuple(sorted(changed))), by=by)


@transaction.atomic
def invite_member(member: Member, *, by: Actor) -> None:
    """Note that a colleague is being sent a link with which to choose a password. Raises NotActive."""
    if not swap(member, when={"is_active": True}, to={"invited_at": now()}):
        raise NotActive
    record(events.MemberInvited(member_id=member.pk), by=by)


@transaction.atomic
def deactivate_member(member: Member, *, by: Actor) -> None:
    """Have a colleague no longer work here: sessions end and authority rests; tickets and words stay.

    Raises Yourself, AlreadySo, LastAdministrator.
    """
    if member.ref == by.ref:
        raise Yourself
    if not swap(member, when={"is_active": True}, to={"is_active": False, "deactivated_at": now()}):
        raise AlreadySo
    suspend(member.ref)
    end_sessions(member)
    record(events.MemberDeactivated(member_id=member.pk), by=by)


@transaction.atomic
def reactivate_member(member: Member, *, by: Actor) -> None:
    """Have a colleague work here again, with the authority held before. Raises AlreadySo."""
    if not swap(member, when={"is_active": False}, to={"is_active": True, "deactivated_at": None}):
        raise AlreadySo
    resume(member.ref)
    record(events.MemberReactivated(member_id=member.pk), by=by)
