"""A second database beside the desk's own, to be filled and then put in its place."""

from datetime import UTC, datetime

import psycopg
from psycopg import sql

from liaison.kit.embedded_postgres.server import DATABASE, Running

SPARE = f"{DATABASE}_spare"


def spare_database(server: Running) -> str:
    """Make an empty database, in the place of one that an interrupted attempt left, and return its
    address."""
    with psycopg.connect(server.url, dbname="postgres", autocommit=True) as connection:
        connection.execute(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(SPARE)))
        connection.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(SPARE)))
    return server.url.replace(f"/{DATABASE}?", f"/{SPARE}?", 1)


def put_spare_in_place(server: Running) -> str:
    """Make the spare database the desk's own and return the name under which the former one is kept."""
    kept = f"{DATABASE}_until_{datetime.now(UTC):%Y%m%d_%H%M%S}"
    rename = sql.SQL("ALTER DATABASE {} RENAME TO {}")
    with psycopg.connect(server.url, dbname="postgres") as connection:
        connection.execute(rename.format(sql.Identifier(DATABASE), sql.Identifier(kept)))
        connection.execute(rename.format(sql.Identifier(SPARE), sql.Identifier(DATABASE)))
    return kept
