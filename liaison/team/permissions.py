"""What a role may hold here besides commands."""

from django.utils.translation import gettext_lazy as _

from liaison.authority.catalogue import permission

CONFIGURE = permission("team.configure", label=_("Configure agents, departments, brands and roles"))
