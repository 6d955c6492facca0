"""Configuration → Agents: who works here, as what, and how far."""

from typing import cast

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from liaison.authority.commands import GiveRole, TakeRole
from liaison.authority.words import Done
from liaison.kit.ids import id_in
from liaison.kit.pages import show
from liaison.kit.passwords import made_up_password
from liaison.kit.post import CannotSend, can_send
from liaison.team import letters, queries
from liaison.team.asking import ask, must_hold, submit
from liaison.team.commands import (
    ChangeMember,
    CreateMember,
    DeactivateMember,
    InviteMember,
    ReactivateMember,
    SetPassword,
)
from liaison.team.forms.agents import LINK, MAIL, PASSWORD, TOKEN, ChangeAgent, CreateAgent, GiveRoleForm
from liaison.team.models import Member
from liaison.team.requests import TeamRequest
from liaison.team.views.signing_in import own_address


@require_http_methods(["GET", "HEAD"])
def agents(request: HttpRequest) -> HttpResponse:
    """Everybody of the team."""
    must_hold(cast(TeamRequest, request), queries.CONFIGURE)
    everybody = queries.everybody(for_=cast(TeamRequest, request).member)
    active = [one for one in everybody if one.member.is_active]
    gone = [one for one in everybody if not one.member.is_active]
    return show(request, "team/agents.html", active=active, gone=gone)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def create_agent(request: HttpRequest) -> HttpResponse:
    """Add a colleague: name, e-mail, role, extent of authority, and how they come in."""
    asked = cast(TeamRequest, request)
    must_hold(asked, queries.CONFIGURE)
    form = CreateAgent(
        request.POST if request.method == "POST" else None, by=asked.member, can_send=can_send()
    )
    if request.method == "POST" and form.is_valid():
        made = _create(asked, form)
        if made:
            return made
    status = 422 if request.method == "POST" else 200
    return show(request, "team/create_agent.html", status=status, form=form, can_send=can_send())


def _create(request: TeamRequest, form: CreateAgent) -> HttpResponse | None:
    said = form.cleaned_data
    password = made_up_password() if said["way"] == PASSWORD else ""
    command = CreateMember(
        email=said["email"],
        title=said["title"],
        role=said["role"],
        departments=form.where(),
        password=password,
        kind="virtual" if said["way"] == TOKEN else "human",
    )
    done = submit(request, form, command, said=_("%(name)s is on the team.") % {"name": said["title"]})
    if not isinstance(done, Done):
        return None
    member = queries.colleague(done.result["member"], for_=request.member).member
    if said["way"] == TOKEN:
        messages.info(request, _("Make a token for it under API tokens: it signs in by that alone."))
        return redirect("agent", member.pk)
    if password:
        return show(request, "team/agent_comes_in.html", colleague=member, password=password)
    return _invite(request, member, by_mail=said["way"] == MAIL)


def _invite(request: TeamRequest, member: Member, *, by_mail: bool) -> HttpResponse:
    """Send the invitation, or show its link: also when the mail could not leave, with the reason.

    The gate is asked before a link is made: whoever holds it is that member.
    """
    said = _("%(name)s is invited.") % {"name": member.name}
    if not isinstance(ask(request, InviteMember(member=member.pk), said=said), Done):
        return redirect("agent", member.pk)
    base, failed = own_address(request), ""
    if by_mail:
        try:
            letters.invite(member, by=request.member, base=base)
        except CannotSend as no:
            failed = str(no)
        else:
            messages.info(request, _("The invitation is on its way to %(email)s.") % {"email": member.email})
            return redirect("agent", member.pk)
    link = letters.link_for(member, base=base)
    return show(request, "team/agent_comes_in.html", colleague=member, link=link, failed=failed)


@require_http_methods(["GET", "HEAD", "POST"])
def agent(request: HttpRequest, member_id: int) -> HttpResponse:
    """One colleague: what is known, which roles are held where, and what can be done."""
    asked = cast(TeamRequest, request)
    found = queries.colleague(member_id, for_=asked.member)
    member = found.member
    form = ChangeAgent(request.POST if request.method == "POST" else None, initial=_present(member))
    if request.method == "POST" and form.is_valid():
        command = ChangeMember(member=member.pk, **form.cleaned_data)
        if submit(asked, form, command, said=_("Saved.")):
            return redirect("agent", member.pk)
    status = 422 if request.method == "POST" else 200
    give = GiveRoleForm(by=asked.member)
    facts = {"one": found, "colleague": member, "form": form, "give": give, "can_send": can_send()}
    return show(request, "team/agent.html", status=status, **facts)


def _present(member: Member) -> dict[str, str]:
    return {
        "title": member.name,
        "email": member.email,
        "language": member.language,
        "time_zone": member.time_zone,
    }


@require_POST
def give_role(request: HttpRequest, member_id: int) -> HttpResponse:
    """Give a colleague one more role."""
    asked = cast(TeamRequest, request)
    form = GiveRoleForm(request.POST, by=asked.member)
    if form.is_valid():
        command = GiveRole(member=member_id, **form.cleaned_data)
        ask(asked, command, said=_("The role is given."))
    else:
        messages.error(request, _("Choose a role, and where it is held."))
    return redirect("agent", member_id)


@require_POST
def take_role(request: HttpRequest, member_id: int) -> HttpResponse:
    """Take one role from a colleague."""
    role, department = id_in(request.POST.get("role", "")), request.POST.get("department", "")
    if role is not None and (not department or id_in(department) is not None):
        command = TakeRole(member=member_id, role=role, department=id_in(department))
        ask(cast(TeamRequest, request), command, said=_("The role is taken."))
    return redirect("agent", member_id)


@require_POST
def deactivate_agent(request: HttpRequest, member_id: int) -> HttpResponse:
    """Have a colleague no longer work here."""
    said = _("Deactivated: signed out everywhere. Open tickets wait for somebody else.")
    ask(cast(TeamRequest, request), DeactivateMember(member=member_id), said=said)
    return redirect("agent", member_id)


@require_POST
def reactivate_agent(request: HttpRequest, member_id: int) -> HttpResponse:
    """Have a colleague work here again."""
    ask(
        cast(TeamRequest, request),
        ReactivateMember(member=member_id),
        said=_("Active again, with the same roles."),
    )
    return redirect("agent", member_id)


@never_cache
@require_POST
def let_agent_in(request: HttpRequest, member_id: int) -> HttpResponse:
    """Give a colleague a way in anew: an invitation by mail or link, or a password shown once."""
    asked = cast(TeamRequest, request)
    member = queries.colleague(member_id, for_=asked.member).member
    way = request.POST.get("way", "")
    if way in (MAIL, LINK):
        return _invite(asked, member, by_mail=way == MAIL)
    password = made_up_password()
    said = _("%(name)s has a new password and is signed out everywhere.") % {"name": member.name}
    done = ask(asked, SetPassword(member=member_id, password=password), said=said)
    if not isinstance(done, Done):
        return redirect("agent", member_id)
    return show(request, "team/agent_comes_in.html", colleague=member, password=password)
