"""A desk with everything it started, which may be killed at any moment and started again."""

import contextlib
import http.client
import os
import signal
import subprocess
import sys
import time
from collections.abc import Mapping
from pathlib import Path

from bench.desk import free_port, tree

PATIENCE = 120.0
TIMEOUT = 20.0


class Tree:
    """The desk with everything it started. more: of its environment."""

    def __init__(self, data: Path, *, outgoing: int, more: Mapping[str, str] | None = None) -> None:
        self.data = data
        self.port, self.smtp_port = free_port(), free_port()
        ours = {n: v for n, v in os.environ.items() if not n.startswith("LIAISON_") and n != "DATABASE_URL"}
        self._environment = {
            **ours,
            "LIAISON_DATA": str(data),
            "LIAISON_PORT": str(self.port),
            "LIAISON_SMTP_PORT": str(self.smtp_port),
            "LIAISON_OUTGOING_SMTP": f"smtp://127.0.0.1:{outgoing}",
            "LIAISON_UNDO_SECONDS": "1",
            "LIAISON_LOG_LEVEL": "ERROR",
            **(more or {}),
        }
        self._process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        """Start without waiting until it is well."""
        command = [sys.executable, "-m", "liaison", "run"]
        self._process = subprocess.Popen(command, env=self._environment, stdout=subprocess.DEVNULL)

    def wait_until_well(self) -> None:
        """Wait until it says of itself that it can work."""
        until = time.monotonic() + PATIENCE
        while time.monotonic() < until:
            assert self._process
            assert self._process.poll() is None, "the desk did not start again"
            with contextlib.suppress(OSError, http.client.HTTPException):
                line = http.client.HTTPConnection("127.0.0.1", self.port, timeout=TIMEOUT)
                line.request("GET", "/healthz")
                if line.getresponse().status == 200:
                    return
            time.sleep(0.1)
        raise AssertionError("the desk was not well again in time")

    def kill(self) -> int:
        """Kill every process of the tree at once, as when the power goes. Return how many there were."""
        assert self._process
        pids = tree(self._process.pid)
        for pid in pids:  # None may notice that another is gone.
            with contextlib.suppress(ProcessLookupError):
                os.kill(pid, signal.SIGSTOP)
        pids = tree(self._process.pid)
        for pid in pids:
            with contextlib.suppress(ProcessLookupError):
                os.kill(pid, signal.SIGKILL)
        self._process.wait()
        return len(pids)

    def stop(self) -> None:
        """Ask it to end, as an operator would."""
        if self._process and self._process.poll() is None:
            self._process.send_signal(signal.SIGTERM)
            self._process.wait(60)

    def command(self, *words: str) -> str:
        """Run another command of ours beside it and return its last word."""
        command = [sys.executable, "-m", "liaison", *words]
        said = subprocess.run(command, env=self._environment, capture_output=True, text=True, check=True)
        return said.stdout.split()[-1]
