"""Who asks for a page: Django's own rules, without a second question to the database for every page."""

from typing import Any

from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.auth.middleware import get_user
from django.http import HttpRequest
from django.utils.crypto import constant_time_compare

from liaison.kit.memory import kept
from liaison.team.models import Member


def signed_in(request: HttpRequest) -> Member | None:
    """Return the member whose session came with the request, if it stands and the member is active.

    The session is looked up each time, so signing out, a new password and leaving hold at once in every process:
    each of them ends sessions. Whatever is not the plain case is left to Django.
    """
    member = _remembered(request)
    if member is None:
        found = get_user(request)
        return found if isinstance(found, Member) else None
    request._cached_user = member  # type: ignore[attr-defined]  # Where Django looks next.
    return member


def _remembered(request: HttpRequest) -> Member | None:
    session = request.session
    who, proof = session.get(SESSION_KEY), session.get(HASH_SESSION_KEY)
    if not who or not proof or session.get(BACKEND_SESSION_KEY) not in settings.AUTHENTICATION_BACKENDS:
        return None
    row = _row(int(who))
    # Made anew for each page: what is noted on it (permissions) ends with the page.
    member = Member.from_db("default", _FIELDS, row) if row else None
    if member is None or not member.is_active:
        return None
    return member if constant_time_compare(proof, member.get_session_auth_hash()) else None


_FIELDS = [field.attname for field in Member._meta.concrete_fields]


@kept("member")
def _row(member: int) -> tuple[Any, ...] | None:
    return Member.objects.filter(pk=member).values_list(*_FIELDS).first()
