"""Giving programs access and ending it."""

from collections.abc import Sequence
from datetime import timedelta

from django.db import transaction

from liaison.api import rules
from liaison.api.errors import UnknownScope
from liaison.api.events import TokenCreated, TokenRevoked
from liaison.api.models import Token
from liaison.api.words import Access, Scope
from liaison.authority.catalogue import COMMANDS
from liaison.journal.actions import record
from liaison.kit.actor import Actor
from liaison.kit.clock import now
from liaison.kit.rows import swap
from liaison.team.models import Member

USED_WITHIN = timedelta(minutes=1)


@transaction.atomic
def create_token(name: str, *, member: Member, scopes: Sequence[str], by: Actor) -> tuple[Token, str]:
    """Give a program access. Return the token and its secret, which cannot be had again.

    name: what people call the program. member: as whom it acts. Raises UnknownScope.
    """
    if wrong := rules.unknown(scopes, commands=COMMANDS):
        raise UnknownScope(scope=wrong[0], known=", ".join(Scope))
    secret = rules.new_secret()
    token = Token.objects.create(
        name=name[:120],
        digest=rules.fingerprint(secret),
        prefix=secret[: rules.SHOWN],
        member=member,
        scopes=list(dict.fromkeys(scopes)),
        created_at=now(),
        created_by=by.ref,
    )
    record(TokenCreated(token_id=token.pk, member_id=member.pk), by=by)
    return token, secret


@transaction.atomic
def revoke_token(token: Token, *, by: Actor) -> None:
    """End a program's access at once. Ending it twice changes nothing."""
    if swap(token, when={"revoked_at": None}, to={"revoked_at": now()}):
        record(TokenRevoked(token_id=token.pk, member_id=token.member_id), by=by)


def used(access: Access) -> None:
    """Remember that a token is in use, to the minute: a write per request would be the dearest part of reading."""
    at = now()
    if access.used_at is None or at - access.used_at >= USED_WITHIN:
        Token.objects.filter(pk=access.token).update(used_at=at)
