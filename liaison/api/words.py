"""The words of this room which cross its border: what a token may be used for."""

from enum import StrEnum


class Scope(StrEnum):
    """What a token is good for; the name of a single command, such as `tickets.reply`, is a scope too."""

    EVERYTHING = "*"
    READ = "read"  # Everything that can be read.
    TICKETS = "tickets"  # Reading tickets and every command on them.
    CUSTOMERS = "customers"  # Reading customers and every command on them.
    COMMANDS = "commands"  # Every command; nothing that is only read.
