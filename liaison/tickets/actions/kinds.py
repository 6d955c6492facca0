"""The sorts of matter that come with the house; the company adds its own."""

from django.utils.translation import gettext_noop as _

from liaison.tickets.models import Kind

KINDS = {"question": _("Question"), "request": _("Request"), "complaint": _("Complaint")}


def set_up_kinds() -> None:
    """Bring the kinds of the house up to date; those which the company made are left alone."""
    for key, name in KINDS.items():
        Kind.objects.update_or_create(key=key, defaults={"name": name})
