"""The guided start: a few steps, in any order, each of which may be left out."""

from dataclasses import dataclass
from typing import cast

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from liaison.channels.chat.models import Site
from liaison.channels.email.models import Mailbox
from liaison.journal.models import Entry
from liaison.kit.pages import show
from liaison.team.asking import must_hold
from liaison.team.models import Brand, Member
from liaison.team.requests import TeamRequest
from liaison.tickets.models import Delivery, Ticket
from liaison.tickets.queries import visible_to


@dataclass(frozen=True)
class Step:
    """One step. done: whether it has been done, by whatever way."""

    title: str
    words: str
    icon: str
    href: str
    do: str
    done: bool


@require_safe
def start(request: HttpRequest) -> HttpResponse:
    """What to do first; the first step lights up by itself when a mail arrives."""
    asked = cast(TeamRequest, request)
    must_hold(asked, "team.configure")
    mailbox = Mailbox.objects.filter(closed_at=None).order_by("pk").first()
    first = _first_mail(asked.member, to=mailbox) if mailbox else None
    page = "workspace/configuration/start.html"
    name = f"{page}#mail" if request.headers.get("HX-Target") == "first-mail" else page
    return show(
        request,
        name,
        steps=_steps(asked.member),
        mailbox=mailbox,
        first=first,
        empty=not Ticket.objects.exists(),
    )


def _first_mail(member: Member, *, to: Mailbox) -> Ticket | None:
    """The newest ticket of the mailbox that the page names; what a demo company brought is no mail of one's own."""
    came = Delivery.objects.filter(door=to.door).values("message__ticket")
    return visible_to(member).filter(pk__in=came).order_by("-pk").first()


def _steps(member: Member) -> list[Step]:
    brand = Brand.objects.order_by("pk").first()
    changed = set(
        Entry.objects.filter(kind__in=("team.brand_changed", "email.mailbox_changed")).values_list(
            "kind", flat=True
        )
    )
    return [
        Step(
            _("Your brand"), _("The name and colour under which customers know you."), "badge",
            reverse("brand", args=(brand.pk,)) if brand else reverse("create-brand"),
            _("Name the brand"), "team.brand_changed" in changed,
        ),
        Step(
            _("Your first mailbox"),
            _("The address your customers write to: fetched from your provider, or forwarded here."),
            "mail", reverse("open-mailbox"), _("Open mailbox"),
            "email.mailbox_changed" in changed or Mailbox.objects.count() > 1,
        ),
        Step(
            _("Your first colleague"), _("Name, e-mail, role and how far the authority goes."), "user-plus",
            reverse("create-agent"), _("Create agent"), Member.objects.count() > 1,
        ),
        Step(
            _("The chat on your web site"), _("One line on your pages, and visitors talk with you from there."),
            "message-circle", reverse("open-site"), _("Put it on a site"), Site.objects.exists(),
        ),
        Step(
            _("Yourself"), _("Your name as customers read it, your language and time zone, your signature."),
            "user-round-cog", reverse("my-settings"), _("My settings"),
            Entry.objects.filter(kind="team.member_changed", about__ref=member.ref).exists(),
        ),
    ]  # fmt: skip
