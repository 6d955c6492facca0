"""The roles that come with the house. Only here are the commands of all rooms known together."""

from collections.abc import Mapping

from django.utils.translation import gettext_noop as _

from liaison.authority.actions import define_role
from liaison.authority.words import Effect
from liaison.kit.actor import SYSTEM

ALLOW, APPROVE = Effect.ALLOW, Effect.APPROVE

_SEE = {"tickets.see": ALLOW, "customers.see": ALLOW, "orders.see": ALLOW}
_WORK = _SEE | dict.fromkeys(
    (
        "tickets.open", "tickets.reply", "tickets.note", "tickets.assign", "tickets.tag", "tickets.prioritise",
        "tickets.classify", "tickets.wait", "tickets.promise", "tickets.resolve", "tickets.close", "tickets.reopen",
        "tickets.undo", "tickets.draft", "tickets.record_contact", "tickets.move", "tickets.shelve",
        "tickets.forward", "tickets.write", "tickets.detach", "tickets.choose_customer",
        "customers.note", "customers.edit", "customers.verify", "customers.change_address", "chat.take",
        "customers.mark", "customers.see_care",
        "orders.cancel", "orders.change_address", "orders.change_items", "orders.change_payment", "orders.return",
        "orders.exchange", "orders.refund", "orders.compensate", "orders.handle_requests", "orders.place",
        "orders.confirm_payment",
        "complaints.see", "complaints.open", "complaints.state_position", "complaints.add_evidence",
    ),
    ALLOW,
)  # fmt: skip
_COMPLAINTS = _WORK | dict.fromkeys(
    (
        "complaints.handle", "complaints.make_offer", "complaints.extend", "complaints.decide",
        "complaints.send_letter", "complaints.export",
    ),
    ALLOW,
)  # fmt: skip
_LEAD = _COMPLAINTS | dict.fromkeys(
    (
        "authority.release",
        "tickets.redact",
        "tickets.hold",
        "authority.decisions",
        "customers.join",
        "chat.watch",
        "knowledge.answers",
        "orders.answer_outside",
    ),
    ALLOW,
)

ROLES: Mapping[str, tuple[str, Mapping[str, Effect]]] = {
    "administrator": (_("Administrator"), {"*": ALLOW}),
    "manager": (
        _("Manager"),
        _LEAD
        | {
            "team.configure": ALLOW,
            "authority.rules": ALLOW,
            "email.configure": ALLOW,
            "chat.configure": ALLOW,
            "form.configure": ALLOW,
            "messaging.configure": ALLOW,
            "orders.configure_shops": ALLOW,
            "tickets.define_kind": ALLOW,
            "complaints.configure": ALLOW,
            "api.import": ALLOW,
        },
    ),
    "supervisor": (_("Supervisor"), _LEAD),
    "complaints": (_("Complaints officer"), _COMPLAINTS),
    "representative": (_("Representative"), _WORK),
    "trainee": (
        _("Trainee"),
        _WORK | {"tickets.reply": APPROVE, "tickets.forward": APPROVE, "tickets.write": APPROVE},
    ),
    "receptionist": (
        _("Receptionist"),
        _SEE
        | dict.fromkeys(
            ("tickets.open", "tickets.note", "tickets.record_contact", "tickets.assign", "tickets.draft"),
            ALLOW,
        ),
    ),
    "seller": (_("Seller"), _WORK),
    "reader": (_("Read-only"), _SEE),
}


def set_up_roles() -> None:
    """Bring the roles of the house up to date; those which the company made are left alone."""
    for key, (name, permissions) in ROLES.items():
        define_role(name, permissions=permissions, key=key, by=SYSTEM)
