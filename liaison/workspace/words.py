"""The words of the pages."""

from typing import cast

from django.http import HttpRequest

from liaison.team.models import Member


def member_of(request: HttpRequest) -> Member:
    """Who is signed in; the doors before the pages let nobody else in."""
    return cast(Member, request.user)
