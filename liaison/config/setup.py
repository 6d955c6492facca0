"""The first start: what a desk must have before anybody can sign in. Running it again changes nothing."""

import logging
from dataclasses import dataclass

from django.conf import settings
from django.db import connection, transaction
from django.utils.translation import gettext, override

from liaison.authority import packs
from liaison.authority.actions import grant, load_pack
from liaison.authority.models import Grant, Pack, Role, Rule
from liaison.channels.email.actions import open_mailbox
from liaison.channels.email.models import Mailbox
from liaison.complaints.actions import set_up_complaint_kinds
from liaison.config.roles import set_up_roles
from liaison.kit.actor import SYSTEM
from liaison.kit.errors import Refusal
from liaison.kit.passwords import made_up_password
from liaison.team.actions import create_brand, create_department, create_member
from liaison.team.models import Brand, Department, Member
from liaison.tickets.actions.kinds import set_up_kinds

ADMINISTRATOR = "admin@liaison.local"
MAILBOX = "desk@liaison.local"
FIRST_PACK = "retail"
LOCK = 0x5E70
log = logging.getLogger(__name__)


@dataclass(frozen=True)
class SetUp:
    """What to print at the start.

    administrator: address of the first administrator. password: only when it was made up just now, else None.
    mailbox: the address for which the SMTP door takes mail. new: whether this was the first start.
    """

    administrator: str
    password: str | None
    mailbox: str
    new: bool


@transaction.atomic
def set_up(admin_email: str = "", admin_password: str = "") -> SetUp:
    """Bring the desk to where the first administrator can sign in and the first mail is taken.

    admin_email, admin_password: of the first administrator, when there is none yet; made up when empty.
    Roles, kinds and packs of the house are brought up to date each time; nothing else that is there is touched.
    """
    with connection.cursor() as cursor:  # Several processes may start at once on an empty database.
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [LOCK])
    set_up_roles()
    set_up_kinds()
    set_up_complaint_kinds()
    set_up_packs()
    with override(settings.LANGUAGE_CODE):
        mailbox = _first_mailbox()
    found = _first_administrator()
    if found:
        return SetUp(found.email, None, mailbox.address, new=False)
    email, password = admin_email or ADMINISTRATOR, admin_password or made_up_password()
    member = Member.objects.filter(email__iexact=email).first() or create_member(
        email, name=_name_in(email), password=password, language=settings.LANGUAGE_CODE, by=SYSTEM
    )
    grant(Role.objects.get(key="administrator"), to=member.ref, department=None, by=SYSTEM)
    return SetUp(member.email, None if admin_password else password, mailbox.address, new=True)


def set_up_packs() -> None:
    """Load the first pack of rules where the company has none, or newer editions of those it has.

    Without a rule that allows it, whatever the company limits is refused: a new desk would find every button grey.
    """
    known = dict(Pack.objects.values_list("name", "edition"))
    if not known and not Rule.objects.exists():
        load_pack(packs.find(FIRST_PACK), by=SYSTEM)
    for name in sorted(known.keys() & set(packs.available())):
        _renew(name)


def _renew(name: str) -> None:
    """A pack that the company's own settings do not let be loaded leaves its older edition in force."""
    try:
        with transaction.atomic():
            load_pack(packs.find(name), by=SYSTEM)
    except Refusal:
        log.exception("the pack of rules %s stays as it was", name)


def _first_administrator() -> Member | None:
    holders = Grant.objects.filter(role__key="administrator", department=None).values_list("actor", flat=True)
    ids = [int(ref.removeprefix("member:")) for ref in holders if ref.startswith("member:")]
    return Member.objects.filter(pk__in=ids, is_active=True).order_by("pk").first()


def _first_mailbox() -> Mailbox:
    mailbox = Mailbox.objects.filter(closed_at=None).order_by("pk").first()
    return mailbox or open_mailbox(MAILBOX, department=_first_department(), by=SYSTEM)


def _first_department() -> Department:
    department = Department.objects.filter(closed_at=None).order_by("pk").first()
    if department:
        return department
    brand = Brand.objects.order_by("pk").first() or create_brand(gettext("Our company"), by=SYSTEM)
    return create_department(gettext("Customer service"), brand=brand, by=SYSTEM)


def _name_in(email: str) -> str:
    """A name to begin with: `ada.lovelace@…` is Ada Lovelace."""
    return email.partition("@")[0].replace(".", " ").replace("_", " ").title()
