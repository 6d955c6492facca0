"""A server that does not outlive its desk: told by the kernel to shut down when our process is gone."""

import ctypes
import os
import signal
import sys
import threading
from collections.abc import Callable

PR_SET_PDEATHSIG = 1


def leash() -> Callable[[], None] | None:
    """What the child must do before it becomes the server; None where the system offers nothing of the kind.

    The signal asks for a fast shutdown: transactions that were not committed are rolled back, everything
    else is written down, so that nothing depends on crash recovery. Where there is no leash the next start
    finds the orphan and stops it.
    """
    if not sys.platform.startswith("linux"):
        return None
    if threading.current_thread() is not threading.main_thread():
        # The kernel watches the thread that made the child, not the process: a pool thread's end would stop
        # it.
        return None
    libc = ctypes.CDLL(None, use_errno=True)
    us = os.getpid()

    def hold() -> None:
        libc.prctl(PR_SET_PDEATHSIG, int(signal.SIGINT), 0, 0, 0)
        if os.getppid() != us:
            # We died between the fork and this line, and nobody will send the signal any more.
            os._exit(1)

    return hold
