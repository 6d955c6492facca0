"""What a role may hold here besides commands."""

from django.utils.translation import gettext_lazy as _

from liaison.authority.catalogue import permission

SEE = permission("customers.see", label=_("See customers"))
SEE_CARE = permission("customers.see_care", label=_("See who is vulnerable or a minor"))
