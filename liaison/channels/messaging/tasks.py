"""What is done beside the reading: files are fetched, groups are told. What fails for good is a failed job."""

from procrastinate import RetryStrategy
from procrastinate.contrib.django import app

from liaison.channels.messaging import actions
from liaison.tickets.words import Elsewhere

RETRY = RetryStrategy(max_attempts=7, exponential_wait=4)


@app.task(name="messaging.fetch", queue="default", retry=RETRY)
def fetch(door: str, message: int, ref: str, name: str, type_: str, size: int) -> None:
    """Fetch a file of a message and put it to its words."""
    actions.fetch(door, message=message, file=Elsewhere(ref, name, type_, size))


@app.task(name="messaging.decline", queue="default")
def decline(account: int, peer: str) -> None:
    """Tell a group that nobody is answered there."""
    actions.decline(account, peer)


def fetch_later(door: str, message: int, file: Elsewhere) -> None:
    """Have a file fetched once this transaction is committed."""
    fetch.defer(door=door, message=message, ref=file.ref, name=file.name, type_=file.type, size=file.size)


def decline_later(account: int, peer: str) -> None:
    """Have a group told once this transaction is committed."""
    decline.defer(account=account, peer=peer)
