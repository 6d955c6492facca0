"""Where a law of the house is not kept, and why. An exception without a reason is an offence."""

WRITES = {
    "liaison/config/demo/": "the demo company is put in and taken out whole, past what the rooms allow",
    "liaison/kit/rows.py": "the conditional UPDATE itself, called by actions",
    "liaison/kit/secrets.py": "sealing under a new key touches every room's secrets, below all rooms",
    "liaison/channels/email/trouble.py": "what the watchdog knows of a mailbox, not what anybody did",
    "liaison/channels/email/watch.py": "what the watchdog knows of a mailbox, not what anybody did",
}
"""Files outside `actions*` that write rows."""

TABLES = {
    "liaison/config/": "the one place that knows every room",
    "liaison/tickets/history.py": "the timeline is one page cut from two tables; joining them twice doubled its time",
    "liaison/tickets/queries/outgoing.py": "the author's name rides along with a message that leaves",
    "liaison/workspace/configuration/start.py": "whether each first step of a new desk was taken, in whatever room",
    "liaison/workspace/asked.py": "the page of what waits reads one table of authority",
    "liaison/workspace/writing.py": "the newest draft of a member, for one page",
    "liaison/workspace/views/answering.py": "the approval behind an address, before the gate is asked",
    "liaison/workspace/views/originals.py": "the raw parcel of a message that was found with permission",
    "liaison/team/commands/members.py": "the role behind an address, before the gate is asked",
    "liaison/channels/": "a dispatch is written below and worked off above: the table is the border",
}
"""Files that ask another room's tables directly instead of its queries. A folder ends with a slash."""

FUNCTIONS = {
    "liaison/channels/email/reading/read.py:_read": "one mail field by field; cut apart it would hide the order",
}
"""Functions of more than forty lines."""

PARAMETERS = {
    "liaison/config/demo/": "stories are told line by line, in the order of a table",
    "liaison/journal/rules.py:link": "what is hashed, each by its name: a bundle would hide what the chain promises",
}
"""Functions that must be given more than five things."""

CLOCK = {
    "liaison/kit/clock.py": "it is the clock",
    "liaison/kit/backup/": "names of archives tell the true time, however a test has moved the clock",
    "liaison/kit/embedded_postgres/": "works before Django is there, and in the true time",
    "liaison/config/keeping.py": "names of archives tell the true time, however a test has moved the clock",
}
"""Files that look at the time by themselves."""

ACTIONS = {
    "liaison/team/views/signing_in.py": "whoever signs in is nobody yet, whom the gate could ask",
    "liaison/team/views/own.py": "the own account is nobody else's to allow",
}
"""Files that call an action behind a command without the gate."""


def excused(name: str, law: dict[str, str]) -> bool:
    """Whether a file, or `file:function`, has a reason not to keep a law."""
    return name in law or any(place.endswith("/") and name.startswith(place) for place in law)
