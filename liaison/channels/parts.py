"""What runs beside the pages: reading what was kept, and sending what is due."""

import logging
import threading
from datetime import timedelta
from typing import Final

from django.db import connection

from liaison.channels.actions import arrived, read_waiting, send_due
from liaison.channels.registry import CHANNELS

log = logging.getLogger(__name__)
POLL: Final = timedelta(seconds=1)


def read(stop: threading.Event) -> None:
    """Read parcels until `stop`: at once when something was kept here, each second what others kept."""
    while not stop.is_set():
        arrived.clear()
        try:
            while read_waiting() and not stop.is_set():
                pass
        finally:
            connection.close()
        arrived.wait(POLL.total_seconds())


def send(stop: threading.Event) -> None:
    """Hand over what is due until `stop`."""
    while not stop.is_set():
        try:
            for kind in CHANNELS:
                send_due(kind)
        finally:
            connection.close()
        stop.wait(0.2)
