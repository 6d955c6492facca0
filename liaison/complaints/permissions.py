"""What a role may hold here besides commands."""

from django.utils.translation import gettext_lazy as _

from liaison.authority.catalogue import permission

SEE = permission("complaints.see", label=_("See complaints"))
HANDLE = permission("complaints.handle", label=_("Handle complaints"))
CONFIGURE = permission("complaints.configure", label=_("Define kinds of complaints and their deadlines"))
