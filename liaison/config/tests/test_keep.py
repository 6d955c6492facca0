"""The commands that keep what the desk knows, as an operator calls them."""

from pathlib import Path

import psycopg
import pytest
from django.db import connection

from liaison import __version__
from liaison.config import cli
from liaison.kit import backup, embedded_postgres
from liaison.kit.tests.embedded import directory, made_once
from liaison.kit.tests.embedded import used as data

__all__ = ["data", "directory", "made_once"]

EVERYTHING = r"""
SELECT 'relation', relname, relkind::text FROM pg_class WHERE relnamespace = 'public'::regnamespace
UNION ALL SELECT 'trigger', tgname, pg_get_triggerdef(oid) FROM pg_trigger WHERE NOT tgisinternal
UNION ALL SELECT 'function', proname, pg_get_functiondef(oid) FROM pg_proc
    WHERE pronamespace = 'public'::regnamespace AND prokind = 'f' AND probin IS NULL
UNION ALL SELECT 'constraint', conname,
    regexp_replace(pg_get_constraintdef(oid), '[()]|::(character varying|text)(\[\])?', '', 'g')
    FROM pg_constraint
    WHERE connamespace = 'public'::regnamespace
ORDER BY 1, 2, 3
"""


@pytest.fixture(autouse=True)
def embedded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("DATABASE_URL")
    monkeypatch.setenv("LIAISON_DATA", "never used: each command is told its own")


def write(data: Path) -> None:
    with embedded_postgres.reach(data) as url, psycopg.connect(url) as connection:
        connection.execute("CREATE TABLE kept AS SELECT 42 AS n")


def read(data: Path) -> int:
    with embedded_postgres.reach(data) as url, psycopg.connect(url) as connection:
        row = connection.execute("SELECT n FROM kept").fetchone()
    assert row
    return int(row[0])


def test_a_desk_is_moved_by_backup_and_restore(data: Path, capsys: pytest.CaptureFixture[str]) -> None:
    write(data)
    file, other = data.parent / "desk.liaison", data.parent / "other"
    assert cli.main(["backup", "--data", str(data), str(file)]) == 0
    assert cli.main(["restore", "--data", str(other), str(file)]) == 0
    assert read(other) == 42
    assert "It holds the secrets key" in capsys.readouterr().out


def test_a_refusal_is_one_line_and_a_status(data: Path, capsys: pytest.CaptureFixture[str]) -> None:
    write(data)
    assert cli.main(["restore", "--data", str(data), str(data / "none.liaison")]) == 1
    said = capsys.readouterr().err
    assert said.startswith(
        "liaison: The backup could not be brought back, and nothing was changed: No such file"
    )
    assert said.count("\n") == 1


def test_reset_asks_and_keeps_everything_unless_told_the_word(
    data: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(data)
    monkeypatch.setattr("builtins.input", lambda question: "yes")
    assert cli.main(["reset", "--data", str(data)]) == 1
    assert read(data) == 42
    monkeypatch.setattr("builtins.input", lambda question: "delete")
    assert cli.main(["reset", "--data", str(data)]) == 0
    assert list(data.iterdir()) == []


def test_reset_does_not_pull_the_floor_from_under_a_desk(data: Path) -> None:
    with embedded_postgres.start(data):
        assert cli.main(["reset", "--data", str(data), "--yes"]) == 1
    write(data)


def test_reset_leaves_a_server_of_the_operators_alone(data: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DATABASE_URL", "postgresql://example.com/liaison")
    assert cli.main(["reset", "--data", str(data), "--yes"]) == 1
    assert (data / "postgres").exists()


@pytest.mark.django_db
def test_every_table_function_and_trigger_of_the_house_comes_back(directory: Path) -> None:
    file = directory.parent / "desk.liaison"
    named = connection.settings_dict
    url = f"postgresql://{named['USER']}@/{named['NAME']}?host={named['HOST']}"
    key = directory / "secrets.key"
    backup.back_up(file, url=url, data=directory, key=key, version=__version__)
    backup.restore(file, data=directory, key=key, version=__version__)
    with connection.cursor() as ours:
        ours.execute(EVERYTHING)
        before = ours.fetchall()
    with embedded_postgres.reach(directory) as restored, psycopg.connect(restored) as theirs:
        assert theirs.execute(EVERYTHING).fetchall() == before
    assert "journal_entry" in {name for _, name, _ in before}
