"""The embedded database takes its share of the memory there is."""

import os
from pathlib import Path

import pytest

from liaison.kit.embedded_postgres import cluster

GB = 10**9


@pytest.mark.parametrize(
    ("machine", "container", "taken"),
    [
        (2 * GB, None, "64MB"),
        (24 * GB, None, "187MB"),
        (24 * GB, "max", "187MB"),
        (24 * GB, str(2 * GB), "64MB"),
        (500 * GB, None, "512MB"),
    ],
)
def test_its_pages_fit_the_machine_or_the_container(
    machine: int, container: str | None, taken: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    limit = tmp_path / "memory.max"
    if container:
        limit.write_text(f"{container}\n")
    monkeypatch.setattr(cluster, "LIMITS", (limit,))
    monkeypatch.setattr(os, "sysconf", {"SC_PAGE_SIZE": 1, "SC_PHYS_PAGES": machine}.__getitem__)

    said = cluster.settings({}, socket=tmp_path)

    assert f"shared_buffers={taken}" in said
    assert "shared_buffers=1MB" in cluster.settings({"shared_buffers": "1MB"}, socket=tmp_path)
