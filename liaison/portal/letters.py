"""The letter by which a customer comes in, sent as the department writes that they know."""

from django.conf import settings
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from liaison.channels.registry import CHANNELS
from liaison.channels.words import NotSent, Outgoing
from liaison.customers.queries import people_of, person
from liaison.kit import public
from liaison.portal.actions.coming_in import Prepared
from liaison.portal.models import Asking
from liaison.team.models import Department
from liaison.team.queries import all_departments
from liaison.tickets.queries import matters_of
from liaison.tickets.registry import WAYS
from liaison.tickets.words import Address


def send(asking: Asking, prepared: Prepared) -> None:
    """Send link and code. Raises NotSent."""
    department = _department(prepared.customer)
    brand = department.brand
    reader = person(prepared.customer)
    wanted = reader.language if reader else ""
    language = wanted if wanted in dict(settings.LANGUAGES) else brand.language
    with translation.override(language):
        subject = _("Your way in to %(brand)s: %(code)s") % {"brand": brand.name, "code": prepared.code}
        text = _words(prepared, brand=brand.name)
    _hand_over(asking, subject, text, department=department, language=language)


def _words(prepared: Prepared, *, brand: str) -> str:
    said = [
        _("Hello,"),
        _("somebody, probably you, wants to see your messages with us. This link lets you in once:"),
        public.address() + reverse("portal-in", args=[prepared.link]),
        _("Or type this code into the page where you asked for it: %(code)s") % {"code": prepared.code},
        _("Both are good for 20 minutes. Give them to nobody: we never ask for them."),
        _("If it was not you, there is nothing to do."),
        brand,
    ]
    return "\n\n".join(said)


def _department(customer: int) -> Department:
    found = matters_of(people_of(customer), limit=1)
    return found[0].department if found else all_departments()[0]


def _hand_over(asking: Asking, subject: str, text: str, *, department: Department, language: str) -> None:
    for kind, way in WAYS.items():
        # What has subjects is mail; a code must go to nobody else who happens to take such an address.
        mails = CHANNELS[kind].can.subject and way.accepts(asking.address)
        if mails and (door := way.door_of(department.pk)):
            # Its key is no token of a ticket: an answer to this letter begins a matter of its own.
            letter = Outgoing(
                key=f"portal-{asking.pk}", message=0, ticket=0, number=0, door=door, to=(Address(asking.address),),
                cc=(), bcc=(), subject=subject, text=text, author_name="", answers=(), enclosed=(), auto=True,
                language=language,
            )  # fmt: skip
            CHANNELS[kind].send(letter)
            return
    raise NotSent(_("No mailbox is set up from which this could be sent."), for_good=True)
