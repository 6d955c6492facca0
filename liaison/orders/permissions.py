"""What a role may hold here besides commands."""

from django.utils.translation import gettext_lazy as _

from liaison.authority.catalogue import permission

SEE = permission("orders.see", label=_("See orders"))
HANDLE = permission("orders.handle_requests", label=_("Handle returns and exchanges that came in"))
SHOPS = permission("orders.configure_shops", label=_("Connect shops outside"))
OUTSIDE = permission("orders.answer_outside", label=_("Say what became of what a shop was asked to do"))
