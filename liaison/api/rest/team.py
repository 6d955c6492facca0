"""Who is asking, and the people and departments who answer."""

from django.http import HttpRequest, HttpResponse
from ninja import Query, Router

from liaison.api.rest import shapes
from liaison.api.rest.bodies import answer
from liaison.api.rest.guard import Bearer, caller
from liaison.api.rest.openapi import listed, reads
from liaison.api.rest.pages import Paged, cut
from liaison.kit.cursors import position_of
from liaison.kit.errors import NotFound
from liaison.team.queries import departments, first_of, members

router = Router(tags=["team"], auth=Bearer("team"))


class MeShape(shapes.Shape):
    """The token that is used, and the colleague it acts as."""

    token: int
    name: str
    scopes: list[str]
    member: shapes.MemberShape


@router.get("/me", summary="Read the own token", auth=Bearer(None), **reads(MeShape))
def me(request: HttpRequest) -> HttpResponse:
    """Which token this is, what it is good for, and as whom it acts."""
    who = caller(request)
    member = first_of([who.member.ref])
    if member is None:
        raise NotFound
    said = {"token": who.token, "name": who.name, "scopes": sorted(who.scopes)}
    return answer(said | {"member": shapes.member(member)})


@router.get("/departments", summary="List departments", **listed(shapes.DepartmentShape))
def list_departments(request: HttpRequest) -> HttpResponse:
    """The open departments whose tickets the token's member may see, by name."""
    found = departments(for_=caller(request).member)
    return answer({"items": [shapes.department(row) for row in found], "next": None})


class MemberFilter(Paged):
    """Which colleagues. active: only those who are in the team now."""

    active: bool = True


@router.get("/members", summary="List members", **listed(shapes.MemberShape))
def list_members(request: HttpRequest, given: Query[MemberFilter]) -> HttpResponse:
    """The colleagues, in the order in which they came."""
    bound = f"api:members:{given.active}"
    after = position_of(given.cursor, bound=bound)
    found = members(active=given.active, after=after[0] if after else 0, limit=given.limit + 1)
    return cut(found, given, bound=bound, shape=shapes.member)
