"""While somebody else is asked: at whose desk it rings, what may be given meanwhile, and then the answer."""

from dataclasses import dataclass
from math import ceil
from typing import cast

from django.http import HttpRequest, HttpResponse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from liaison.authority import catalogue
from liaison.authority.actions import most_allowed
from liaison.authority.models import Approval
from liaison.authority.queries import find_approval, rings_at
from liaison.kit.clock import now
from liaison.kit.money import Money
from liaison.kit.pages import show
from liaison.kit.texts import words_in
from liaison.team.queries import names_of
from liaison.team.requests import TeamRequest


@dataclass(frozen=True, kw_only=True)
class Awaited:
    """A request as whoever asked sees it. state: waiting, released, returned, lapsed.

    rings: at whose desks, and `again` is in how many seconds it rings elsewhere. meanwhile: what may be given without
    it. given: what was released. say: to the customer. words: of whoever answered.
    """

    id: int
    what: str
    state: str
    rings: list[str]
    again: int | None
    meanwhile: Money | None
    given: Money | None
    answered_by: str
    words: str
    say: str


@require_safe
def waiting(request: HttpRequest, approval: int) -> HttpResponse:
    """What waits, drawn again as soon as there is news of it, for who asks and who may release it."""
    return awaited(cast(TeamRequest, request), approval, part=True)


def awaited(request: TeamRequest, approval: int, *, part: bool) -> HttpResponse:
    """The dialog of what waits, or only what of it changes."""
    found = find_approval(approval, for_=request.member)
    template = "orders/awaited.html" if part else "orders/waiting.html"
    return show(request, template, one=_seen(found, request))


def _seen(one: Approval, request: TeamRequest) -> Awaited:
    command = catalogue.make(one.command, one.params | (one.edited or {}))
    turn = rings_at(one)
    people = names_of([int(ref[7:]) for ref in (*turn.whose, one.answered_by) if ref.startswith("member:")])
    called = {f"member:{id_}": name for id_, name in people.items()}
    waits = one.state == Approval.State.WAITING and one.by == request.member.ref
    subject = command.find(by=request.member, lock=False)
    given = _given(one)
    return Awaited(
        id=one.pk,
        what=str(command.label),
        state=one.state,
        rings=[called[ref] for ref in turn.whose if ref in called],
        again=max(ceil((turn.until - now()).total_seconds()), 1) if turn.until else None,
        meanwhile=most_allowed(command, by=request.member, subject=subject) if waits else None,
        given=given,
        answered_by=called.get(one.answered_by, ""),
        words=one.answer,
        say=_say(one, given),
    )


def _given(one: Approval) -> Money | None:
    """What was given when it was released, from what the command told of it."""
    told = one.result or {}
    return Money(told["amount"], told["currency"]) if told.get("amount") and "currency" in told else None


def _say(one: Approval, given: Money | None) -> str:
    """What to say to the customer just now."""
    if one.state == Approval.State.WAITING:
        return words_in(one.rule.say, get_language() or "en") if one.rule else ""
    if one.state == Approval.State.RELEASED:
        return _("I can give you %(amount)s.") % {"amount": given} if given else _("I can do this for you.")
    return _("I am sorry, I cannot do this for you.")
