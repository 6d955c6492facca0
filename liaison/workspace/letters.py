"""The letter to whoever may release what waits: everything to decide it, and the way to the page where that is done.

The way is signed, for one reader, ends with the request, and a look at it decides nothing: whoever follows it signs in,
sees the request as it is then, and presses a button there. Once it is answered the way leads to the answer alone.
"""

from datetime import timedelta
from typing import Final
from zoneinfo import ZoneInfo

from django.core import signing
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from liaison.authority.catalogue import COMMANDS
from liaison.authority.models import Approval
from liaison.authority.presence import those_there
from liaison.authority.queries import decision_asking, facts_in_words, holders, may_answer, still_waiting
from liaison.kit import post, public
from liaison.kit.errors import NotFound
from liaison.kit.texts import words_in
from liaison.team.models import Member, Told
from liaison.team.queries import at_work, first_of
from liaison.tickets.models import Ticket
from liaison.tickets.queries import visible_to
from liaison.workspace.asked import asked_amount, ticket_id_of
from liaison.workspace.limits.known import command_called
from liaison.workspace.limits.ledger import given_in
from liaison.workspace.limits.people import called

SALT: Final = "workspace.asked"
LONGEST: Final = timedelta(days=14)
"""No request waits longer; the way is over with it."""


def readers(approval: int) -> list[int]:
    """The ids of those who may release it now and want to hear of it by mail."""
    one = still_waiting(approval)
    if one is None or not post.can_send():
        return []
    people = at_work(holders("authority.release", department=one.department))
    there = those_there(who.ref for who in people)
    return [
        who.pk
        for who in people
        if who.told_by_mail != Told.NEVER
        and (who.told_by_mail == Told.ALWAYS or who.ref not in there)
        and may_answer(one, by=who)
    ]


def ask(approval: int, member: int) -> None:
    """Write to one of them, if it still waits and they may still release it. Raises CannotSend."""
    one, who = still_waiting(approval), first_of([f"member:{member}"])
    if one is None or who is None or not may_answer(one, by=who):
        return
    with translation.override(who.language), timezone.override(ZoneInfo(who.time_zone)):
        names = {"name": called([one.by])[one.by], "what": _what(one)}
        post.send(
            to=who.email,
            subject=_("%(name)s asks for a release: %(what)s") % names,
            text=_text(one, who),
        )


def _what(one: Approval) -> str:
    decision = decision_asking(one)
    gives = given_in(decision.spends) if decision else ""
    return " ".join(filter(None, (command_called(one.command), gives or asked_amount(one))))


def _text(one: Approval, who: Member) -> str:
    """All there is to know, a paragraph each; what does not exist is left out."""
    reason = words_in(one.rule.reason, who.language) if one.rule else ""
    said = {
        "name": called([one.by])[one.by],
        "what": _what(one),
        "until": date_format(timezone.localtime(one.until), "DATETIME_FORMAT"),
        "link": public.address() + reverse("approval-by-mail", args=[way(one, to=who)]),
    }
    parts = [
        _("%(name)s asks for your release: %(what)s") % said,
        reason,
        _ticket(one, who),
        str(one.params.get("text", "")).strip(),
        _facts(one),
        _("Somebody has to answer by %(until)s; then it goes back.") % said,
        _(
            "Look at it and decide; you will be asked to sign in, and nothing is decided before you press a button:"
        )
        + "\n"
        + said["link"],
        _("Whether such letters come to you is told in your settings."),
    ]
    return "\n\n".join(filter(None, parts)) + "\n"


def _ticket(one: Approval, who: Member) -> str:
    ticket: Ticket | None = visible_to(who).filter(pk=ticket_id_of(one) or 0).first()
    return f"#{ticket.number} {ticket.subject}" if ticket else ""


def _facts(one: Approval) -> str:
    """What the rules saw. Facts that tell of a person stay on the page: a mail is read by many machines."""
    decision = decision_asking(one)
    personal = {str(fact.label) for fact in COMMANDS[one.command].facts if fact.personal}
    seen = facts_in_words(decision) if decision else []
    return "\n".join(
        f"- {fact.label}: {fact.value}" for fact in seen if fact.value and fact.label not in personal
    )


def way(one: Approval, *, to: Member) -> str:
    """The signed name of a request in a letter to one reader."""
    return signing.dumps([one.pk, to.pk], salt=SALT)


def request_of(way: str, *, reader: Member) -> int:
    """The request to which a way leads, for the reader of the letter alone. Raises NotFound for any other."""
    try:
        approval, member = signing.loads(way, salt=SALT, max_age=LONGEST)
    except (signing.BadSignature, ValueError, TypeError) as forged:
        raise NotFound from forged
    if member != reader.pk:
        raise NotFound
    return int(approval)
