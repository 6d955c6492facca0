"""Why a file or a mapping cannot be used at all."""

from liaison.kit.errors import Refusal


class NotReadable(Refusal):
    """The file %(file)s cannot be read: %(why)s"""


class NoMapping(Refusal):
    """The mapping cannot be read: %(why)s"""


class NoSuchEntity(Refusal):
    """There is no %(entity)s to import. There are: %(known)s."""


class NoSuchField(Refusal):
    """%(entity)s has no field %(field)s. There are: %(known)s."""


class FieldMissing(Refusal):
    """%(entity)s cannot be imported without the field %(field)s."""


class NoSuchFile(Refusal):
    """The mapping speaks of %(file)s, and there is no such file here."""


class NoSuchWay(Refusal):
    """In %(entity)s, %(field)s: %(word)s is not understood. There are: %(known)s."""


class MoreCells(Refusal):
    """The row has %(cells)s cells and the file %(columns)s columns; a text with the delimiter in it must be quoted."""


class NotJson(Refusal):
    """The line is no JSON: %(why)s"""


class WrongToml(Refusal):
    """What is written out cannot be read: %(text)s (%(why)s)"""
