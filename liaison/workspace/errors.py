"""What the pages refuse before anybody else is asked."""

from liaison.kit.errors import Refusal


class FileTooLarge(Refusal):
    """%(name)s is larger than %(megabytes)s MB."""
