"""The letter by which a customer comes in, sent as the department writes that they know."""

from django.conf import settings
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from liaison.channels.registry import CHANNELS
from liaison.channels.words import NotSent, Outgoing
from liaison.customers.models import Identity
from liaison.customers.queries import people_of, person
from liaison.kit import public
from liaison.portal.actions.coming_in import Prepared
from liaison.portal.models import Asking, Proving
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
    way = _way("email", asking.address, department=department.pk)
    _hand_over(way, f"portal-{asking.pk}", asking.address, (subject, text), language=language)


def send_proof(proving: Proving, *, link: str, code: str) -> None:
    """Send what proves that an address or number is a person's. Raises NotSent."""
    identity = proving.identity
    brand = _department(identity.customer_id).brand
    wanted = identity.customer.language
    language = wanted if wanted in dict(settings.LANGUAGES) else brand.language
    address = public.address() + reverse("portal-prove", args=[link])
    with translation.override(language):
        subject = _("Is this your address? %(brand)s asks") % {"brand": brand.name}
        text = (
            _proof_words(address, code, brand=brand.name)
            if identity.kind == "email"
            else _("%(brand)s: if you are writing to us now, tell us the code %(code)s or open %(link)s")
            % {"brand": brand.name, "code": code, "link": address}
        )
    key = f"portal-proof-{proving.pk}"
    _hand_over(way_to(identity), key, identity.value, (subject, text), language=language)


def _proof_words(address: str, code: str, *, brand: str) -> str:
    said = [
        _("Hello,"),
        _("somebody, probably you, is talking to us and says that this address is theirs."),
        _("If it was you, open this link and say so:"),
        address,
        _("Or tell this code to whoever you are talking with: %(code)s") % {"code": code},
        _(
            "Both are good for an hour. If it was not you, there is nothing to do: nobody is shown anything of yours."
        ),
        brand,
    ]
    return "\n\n".join(said)


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


def way_to(identity: Identity) -> tuple[str, str] | None:
    """The channel and the door by which something is sent to an address or number; None when there is none."""
    return _way(identity.kind, identity.value, department=_department(identity.customer_id).pk)


def _way(identity: str, address: str, *, department: int) -> tuple[str, str] | None:
    for kind, way in WAYS.items():
        can = CHANNELS[kind].can
        # What has subjects is mail; a code must go to nobody else who happens to take such an address. A number is
        # reached by what may begin a conversation at any time: text messages.
        fits = can.subject if identity == "email" else identity == "phone" and not can.subject
        if fits and can.reply_within is None and way.accepts(address) and (door := way.door_of(department)):
            return kind, door
    return None


def _hand_over(
    way: tuple[str, str] | None, key: str, address: str, words: tuple[str, str], *, language: str
) -> None:
    """Send a letter. key: no token of a ticket, so an answer to it begins a matter of its own. Raises NotSent."""
    if way is None:
        raise NotSent(_("No mailbox is set up from which this could be sent."), for_good=True)
    kind, door = way
    subject, text = words
    letter = Outgoing(
        key=key, message=0, ticket=0, number=0, door=door, to=(Address(address),), cc=(), bcc=(), subject=subject,
        text=text, author_name="", answers=(), enclosed=(), auto=True, language=language,
    )  # fmt: skip
    CHANNELS[kind].send(letter)
