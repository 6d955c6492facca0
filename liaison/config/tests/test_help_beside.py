"""The worker in a process of its own lives as long as whoever made it."""

import asyncio
import os
from pathlib import Path

import pytest

from liaison.config.helping import keep


async def test_a_worker_that_ends_by_itself_has_died() -> None:
    with pytest.raises(RuntimeError, match="the worker ended with 3"):
        await keep("/bin/sh", "-c", "exit 3")


async def test_a_worker_ends_with_whoever_keeps_it(tmp_path: Path) -> None:
    told = tmp_path / "told"
    os.mkfifo(told)
    keeping = asyncio.create_task(keep("/bin/sh", "-c", f"echo $$ > {told}; exec sleep 600"))
    pid = int(await asyncio.to_thread(told.read_text))

    keeping.cancel()
    with pytest.raises(asyncio.CancelledError):
        await keeping

    with pytest.raises(ProcessLookupError):
        os.kill(pid, 0)
