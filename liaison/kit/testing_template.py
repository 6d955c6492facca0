"""The tables of the tests, made once per session: each worker's database is a copy of the template."""

import fcntl
import os
from pathlib import Path

import pytest
from django.core.management import call_command
from django.db import connection
from pytest_django import DjangoDbBlocker

SESSION = "LIAISON_TEST_SESSION"
"""Names the directory that all processes of one session share."""


@pytest.fixture(scope="session")
def django_db_modify_db_settings(
    django_db_modify_db_settings_parallel_suffix: None, django_db_blocker: DjangoDbBlocker
) -> None:
    """Have Django copy the worker's database from one with all tables, made by whoever comes first."""
    session = Path(os.environ[SESSION])
    template = name_of(session)
    with (session / "template").open("a+") as made, django_db_blocker.unblock():
        fcntl.flock(made, fcntl.LOCK_EX)
        made.seek(0)
        if not made.read():
            _make(template)
            made.write(template)
    connection.settings_dict["TEST"]["TEMPLATE"] = template


def name_of(session: Path) -> str:
    """The name of the template of a session, known by its directory."""
    return session.name.replace("-", "_")


def _make(name: str) -> None:
    before = connection.settings_dict["NAME"]
    with connection._nodb_cursor() as cursor:
        cursor.execute(f"CREATE DATABASE {connection.ops.quote_name(name)}")
    _close()
    connection.settings_dict["NAME"] = name
    try:
        call_command("migrate", verbosity=0, interactive=False)
    finally:
        _close()
        connection.settings_dict["NAME"] = before


def _close() -> None:
    # A pooled connection is only given back, and PostgreSQL copies no template that somebody is connected to.
    connection.close()
    connection.close_pool()  # type: ignore[attr-defined]
