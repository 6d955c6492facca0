"""A worker in a process of its own, made and kept by the desk: one Python uses one processor."""

import asyncio
import contextlib
import sys
from datetime import timedelta
from typing import Final

from liaison.kit.embedded_postgres.leash import leash
from liaison.kit.parts import Part

WORKER: Final = (sys.executable, "-m", "liaison", "worker")
GRACE: Final = timedelta(seconds=4)  # Less than what the desk itself gives its parts.


def worker() -> Part:
    """The part which keeps such a process running; it ends with us, however we end."""
    return Part("worker", keep, vital=True)


async def keep(*command: str) -> None:
    """Run the worker, or another command, until cancelled. Raises RuntimeError when it ends by itself."""
    made = await asyncio.create_subprocess_exec(*(command or WORKER), preexec_fn=leash())
    try:
        raise RuntimeError(f"the worker ended with {await made.wait()}")
    finally:
        if made.returncode is None:
            made.terminate()
            with contextlib.suppress(TimeoutError):
                await asyncio.wait_for(made.wait(), GRACE.total_seconds())
