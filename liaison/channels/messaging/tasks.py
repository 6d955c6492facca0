"""What is done beside the reading: files are fetched, groups are told. What fails for good is a failed job."""

from typing import Any

from procrastinate import RetryStrategy
from procrastinate.contrib.django import app

from liaison.channels.messaging import actions
from liaison.tickets.words import Elsewhere

RETRY = RetryStrategy(max_attempts=7, exponential_wait=4)


@app.task(name="messaging.fetch", queue="default", retry=RETRY)
def fetch(door: str, message: int, file: dict[str, Any]) -> None:
    """Fetch a file of a message and put it to its words."""
    actions.fetch(door, message=message, file=Elsewhere(**file))


@app.task(name="messaging.decline", queue="default")
def decline(account: int, peer: str) -> None:
    """Tell a group that nobody is answered there."""
    actions.decline(account, peer)


@app.periodic(cron="*/5 * * * *")
@app.task(name="messaging.check_accounts", queue="default", queueing_lock="messaging.check_accounts")
def check_accounts(timestamp: int) -> None:
    """Find out whether every account works."""
    actions.check_accounts()
