"""What the customer is written: drafted from the file, in the customer's language, for a human to read and send."""

from collections.abc import Iterable
from datetime import date, datetime
from typing import Final
from zoneinfo import ZoneInfo

from babel.dates import format_date
from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop, ngettext, override

from liaison.complaints.models import Complaint, Finding, Instance
from liaison.complaints.queries import language_of
from liaison.complaints.words import OfferState, Outcome
from liaison.kit.text import locale, money


def acknowledgement(complaint: Complaint, *, by: str) -> str:
    """That it came in, and by when an answer comes. by: name of whoever signs."""
    with override(language_of(complaint)):
        came = _(
            "Thank you for your complaint, which we received on %(day)s. Its number with us is %(number)s."
        )
        when = _("We are looking into it, and you will have our answer by %(day)s at the latest.")
        return _letter(
            complaint,
            (
                came % {"day": _day(complaint.received_at), "number": complaint.number},
                when % {"day": _day(complaint.answer_by)},
                _("If there is anything to add, simply answer this message."),
            ),
            by=by,
        )


def extension(complaint: Complaint, *, until: date, reason: str, by: str) -> str:
    """That it takes longer, until which day, and why. reason: as the customer reads it."""
    with override(language_of(complaint)):
        about = _("You complained to us on %(day)s; its number with us is %(number)s.")
        more = _("To answer it well we need more time: you will have our answer by %(day)s at the latest.")
        return _letter(
            complaint,
            (
                about % {"day": _day(complaint.received_at), "number": complaint.number},
                more % {"day": _day(until)},
                _headed(_("The reason"), reason),
                _("We are sorry that it takes longer than we had told you."),
            ),
            by=by,
        )


def final(complaint: Complaint, *, by: str, instance: Instance | None) -> str:
    """The final answer, from what was decided. instance: where the customer can turn who does not agree."""
    found = complaint.findings.order_by("-id").first()
    with override(language_of(complaint)):
        parts = [*_claimed(complaint), *_looked_at(complaint)]
        if found:
            parts += _found(found)
        parts += [*_settled(complaint), _next(instance)]
        return _letter(complaint, parts, by=by)


def _letter(complaint: Complaint, parts: Iterable[str], *, by: str) -> str:
    name = complaint.customer.name if complaint.customer else ""
    hello = _("Dear %(name)s,") % {"name": name} if name else _("Dear customer,")
    brand = complaint.department.brand.name
    regards = _("Kind regards")
    end = f"{regards}\n{by}\n{brand}"
    return "\n\n".join(part for part in (hello, *parts, end) if part)


def _claimed(complaint: Complaint) -> Iterable[str]:
    about = _(
        "You complained to us on %(day)s; its number with us is %(number)s. We have looked into it, and this is our "
        "final answer."
    )
    yield about % {"day": _day(complaint.received_at), "number": complaint.number}
    yield _headed(_("What you told us"), complaint.claim)
    wish = complaint.wish
    if complaint.amount is not None:
        wish = "\n".join(filter(None, (wish, money(complaint.amount, complaint.currency))))
    yield _headed(_("What you asked for"), wish)


def _looked_at(complaint: Complaint) -> Iterable[str]:
    pieces = complaint.evidence.select_related("message").order_by("id")
    lines = [one.words or one.name or _message(one.message.at if one.message else None) for one in pieces]
    yield _headed(_("What we looked at"), "\n".join(f"– {line}" for line in lines))


def _message(at: datetime | None) -> str:
    return _("The message of %(day)s") % {"day": _day(at)} if at else ""


def _found(found: Finding) -> Iterable[str]:
    yield _headed(_("Our decision"), _(DECISIONS[found.outcome]))
    yield _headed(_("Why"), found.reasons)
    back = money(found.amount, found.currency) if found.amount is not None else ""
    yield _headed(_("How we put it right"), "\n".join(filter(None, (found.remedy, back))))


def _settled(complaint: Complaint) -> Iterable[str]:
    for offer in complaint.offers.filter(state=OfferState.ACCEPTED).order_by("id"):
        back = money(offer.amount, offer.currency) if offer.amount is not None else ""
        yield _headed(_("What you accepted"), "\n".join(filter(None, (offer.text, back))))


def _next(instance: Instance | None) -> str:
    """Where the customer can turn: the paragraph which no final answer leaves without."""
    if instance is None:
        turn = _(
            "If you do not agree with this answer, tell us why by answering this message. You may also go to court."
        )
        return _headed(_("If you do not agree"), turn)
    if instance.within:
        turn = ngettext(
            "If you do not agree with this answer, you can turn to %(instance)s within %(count)s month.",
            "If you do not agree with this answer, you can turn to %(instance)s within %(count)s months.",
            instance.within,
        ) % {"instance": instance.name, "count": instance.within}
    else:
        turn = _("If you do not agree with this answer, you can turn to %(instance)s.") % {
            "instance": instance.name
        }
    return _headed(_("If you do not agree"), "\n".join(filter(None, (turn, instance.reach))))


def _headed(heading: str, text: str) -> str:
    return f"{heading}\n{text.strip()}" if text.strip() else ""


def _day(at: datetime | date) -> str:
    day = at.astimezone(ZoneInfo(settings.TIME_ZONE)).date() if isinstance(at, datetime) else at
    return str(format_date(day, format="long", locale=locale()))


DECISIONS: Final[dict[str, str]] = {
    Outcome.UPHELD: gettext_noop("We uphold your complaint."),
    Outcome.PARTLY: gettext_noop("We uphold your complaint in part."),
    Outcome.NOT_UPHELD: gettext_noop("We do not uphold your complaint."),
    Outcome.WITHDRAWN: gettext_noop("You have withdrawn your complaint, so we have closed it."),
}
