"""Choosing a password, and being sent a link with which to choose one."""

from django.contrib.auth.tokens import PasswordResetTokenGenerator
from django.db import transaction
from django.utils.encoding import force_str
from django.utils.http import urlsafe_base64_decode, urlsafe_base64_encode

from liaison.journal.actions import record
from liaison.kit.actor import Actor
from liaison.team.actions.sessions import end_sessions
from liaison.team.errors import NotYourPassword
from liaison.team.events import PasswordChanged
from liaison.team.models import Member

_tokens = PasswordResetTokenGenerator()


@transaction.atomic
def set_password(member: Member, password: str, *, by: Actor, keep: str | None = None) -> None:
    """Set a password anew. All sessions of the member end, but for the one with the key `keep`."""
    member.set_password(password)
    member.invited_at = None
    member.save(update_fields=["password", "invited_at"])
    end_sessions(member, but=keep)
    record(PasswordChanged(member_id=member.pk), by=by)


def change_password(member: Member, *, old: str, new: str, keep: str | None) -> None:
    """Change one's own password. Raises NotYourPassword."""
    if not member.check_password(old):
        raise NotYourPassword
    set_password(member, new, by=member, keep=keep)


def key_of(member: Member) -> tuple[str, str]:
    """The two parts of a link with which this member may choose a password once, within three days."""
    return urlsafe_base64_encode(str(member.pk).encode()), _tokens.make_token(member)


def who_holds(who: str, token: str) -> Member | None:
    """The active member for whom this link was made, if it is still good."""
    try:
        pk = int(force_str(urlsafe_base64_decode(who)))
    except (TypeError, ValueError, OverflowError):
        return None
    member = Member.objects.filter(pk=pk, is_active=True).first()
    return member if member and _tokens.check_token(member, token) else None
