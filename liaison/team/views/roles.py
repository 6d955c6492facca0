"""Configuration → Roles: what each role may do, made from the catalogue of commands."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, cast

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.decorators.http import require_http_methods, require_POST

from liaison.authority.catalogue import permissions
from liaison.authority.commands import DefineRole, RemoveRole
from liaison.authority.models import Role
from liaison.authority.queries import extent_of, find_role, holders_by_role, roles, shown_name
from liaison.authority.words import Effect
from liaison.kit.ids import id_in
from liaison.kit.pages import show
from liaison.team import queries
from liaison.team.asking import ask, must_hold, submit
from liaison.team.forms.company import RoleForm
from liaison.team.requests import TeamRequest


@dataclass(frozen=True)
class Line:
    """One permission on the screen. effect: allow, approve or empty. waits: whether it can wait for a release."""

    name: str
    label: str | Promise
    effect: str
    waits: bool


def _rooms() -> Mapping[str, str]:
    return {
        "tickets": _("Tickets"),
        "customers": _("Customers"),
        "orders": _("Orders"),
        "team": _("Team"),
        "authority": _("Releases and authority"),
        "email": _("E-mail"),
        "chat": _("Chat"),
        "form": _("Forms"),
        "messaging": _("Messengers"),
        "channels": _("Channels"),
        "knowledge": _("Answers"),
        "api": pgettext("room", "Programs"),
        "journal": _("Journal and jobs"),
    }


def _groups(allowed: Mapping[str, str]) -> list[tuple[str, list[Line]]]:
    """All permissions by room; `*` in what is allowed stands for every one."""
    known = _rooms()
    groups: dict[str, list[Line]] = {}
    for name, label in permissions().items():
        room, _dot, verb = name.partition(".")
        effect = allowed.get(name) or allowed.get("*", "")
        line = Line(name, label, effect, waits=verb not in {"see", "configure", "release"})
        groups.setdefault(known.get(room, room.capitalize()), []).append(line)
    order = list(known.values())
    return sorted(groups.items(), key=lambda g: (order.index(g[0]) if g[0] in order else 99, g[0]))


def _allowed(role: Role | None) -> dict[str, str]:
    return {p.command: p.effect for p in role.permissions.all()} if role else {}


@require_http_methods(["GET", "HEAD"])
def all_roles(request: HttpRequest) -> HttpResponse:
    """The roles of the house and the company's own, with how many hold them."""
    asked = cast(TeamRequest, request)
    must_hold(asked, queries.CONFIGURE)
    holders = holders_by_role()
    shown = [(role, shown_name(role), holders.get(role.pk, 0), role.permissions.all()) for role in roles()]
    everywhere = extent_of(queries.CONFIGURE, by=asked.member).everywhere
    return show(request, "team/roles.html", roles=shown, may_create=everywhere)


@require_http_methods(["GET", "HEAD", "POST"])
def create_role(request: HttpRequest) -> HttpResponse:
    """Make a role of one's own; `?from=` begins with what another one may."""
    asked = cast(TeamRequest, request)
    must_hold(asked, queries.CONFIGURE)
    pattern = id_in(request.GET.get("from", ""))
    like = None if pattern is None else find_role(pattern)
    return _edit(asked, role=None, allowed=_without_star(_allowed(like)), title="")


@require_http_methods(["GET", "HEAD", "POST"])
def role(request: HttpRequest, role_id: int) -> HttpResponse:
    """One role: to look at when it is of the house, to change when it is one's own."""
    asked = cast(TeamRequest, request)
    must_hold(asked, queries.CONFIGURE)
    found = find_role(role_id)
    if found.key:
        facts: dict[str, Any] = {"role": found, "name": shown_name(found), "groups": _groups(_allowed(found))}
        return show(request, "team/role_of_the_house.html", **facts)
    return _edit(asked, role=found, allowed=_allowed(found), title=found.name)


def _edit(request: TeamRequest, *, role: Role | None, allowed: dict[str, str], title: str) -> HttpResponse:
    posted = request.method == "POST"
    form = RoleForm(request.POST if posted else None, initial={"title": title})
    if posted:
        allowed = _posted(request)
        if form.is_valid():
            command = DefineRole(
                role=role.pk if role else None,
                title=form.cleaned_data["title"],
                permissions={name: Effect(effect) for name, effect in allowed.items()},
            )
            if submit(request, form, command, said=_("The role is saved.")):
                return redirect("roles")
    facts: dict[str, Any] = {"form": form, "groups": _groups(allowed), "role": role}
    return show(request, "team/role.html", status=422 if posted else 200, **facts)


def _posted(request: HttpRequest) -> dict[str, str]:
    chosen = {name: request.POST.get(f"may-{name}", "") for name in permissions()}
    return {name: effect for name, effect in chosen.items() if effect in {str(e) for e in Effect}}


def _without_star(allowed: dict[str, str]) -> dict[str, str]:
    """A copy of the administrator begins with everything there is today, command by command."""
    if "*" not in allowed:
        return allowed
    return dict.fromkeys(permissions(), allowed["*"])


@require_POST
def remove_role(request: HttpRequest, role_id: int) -> HttpResponse:
    """Take away a role which nobody holds."""
    ask(cast(TeamRequest, request), RemoveRole(role=role_id), said=_("The role is removed."))
    return redirect("roles")
