"""What one must be allowed to do here which is not itself a command."""

from typing import Final

from django.utils.translation import gettext_lazy as _

from liaison.authority.catalogue import permission

IMPORT: Final = permission("api.import", label=_("Import from other systems"))
