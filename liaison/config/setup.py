"""The first start: what a desk must have before anybody can sign in. Running it again changes nothing."""

import logging
from dataclasses import dataclass

from django.db import connection, transaction

from liaison.complaints.actions import set_up_complaint_kinds
from liaison.config.roles import set_up_roles
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
