"""Settings from the environment and one file; an unknown or wrong one is refused by its name.

The file is `liaison.toml` in the data directory, with the same names in lower case and without the prefix
(`port = 8080`). The environment beats the file.
"""

import os
import tomllib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

PREFIX = "LIAISON_"


class WrongSetting(Exception):
    """A setting is unknown or cannot be understood; the message names it and says what would be right."""


@dataclass(frozen=True)
class Option:
    """One setting: its name without prefix, what it is by default, how it is read, and what it is for."""

    name: str
    default: Any
    read: Callable[[str], Any]
    what: str
    secret: bool = False


def _port(text: str) -> int:
    port = int(text)
    if not 0 <= port <= 65535:
        raise ValueError("a port lies between 0 and 65535")
    return port


def _flag(text: str) -> bool:
    if text.lower() not in {"1", "0", "true", "false", "yes", "no"}:
        raise ValueError("say yes or no")
    return text.lower() in {"1", "true", "yes"}


def _words(text: str) -> tuple[str, ...]:
    return tuple(word for word in text.replace(",", " ").split() if word)


def _redis(text: str) -> str:
    if text and not text.startswith(("redis://", "rediss://", "unix://")):
        raise ValueError("an address such as redis://host:6379/0 is wanted")
    return text


def _scanner(text: str) -> str:
    where = urlsplit(text)
    if text and (where.scheme != "clamd" or not (where.hostname or where.path)):
        raise ValueError("say clamd://host:port or clamd:///path/of/its/socket")
    return text


def _readable(text: str) -> str:
    if text and not os.access(text, os.R_OK):
        raise ValueError("there is no such file that we may read")
    return text


OPTIONS: tuple[Option, ...] = (
    Option("DATA", Path("data"), Path, "Directory of the database, the files and the secrets key."),
    Option("HOST", "127.0.0.1", str, "Address on which the desk listens."),
    Option("PORT", 8080, _port, "Port of the pages and the API."),
    Option("URL", "", str, "Address under which people reach the desk, such as https://desk.example.com."),
    Option("SMTP_HOST", "127.0.0.1", str, "Address on which the SMTP door listens."),
    Option("SMTP_PORT", 2525, _port, "Port of the SMTP door; 0 takes a free one."),
    Option(
        "SMTP_CERTIFICATE",
        "",
        _readable,
        "File (PEM) with the certificate of the SMTP door and those above it; with it the door offers STARTTLS.",
    ),
    Option(
        "SMTP_KEY",
        "",
        _readable,
        "File (PEM) with its key, unless that stands in the file of the certificate.",
    ),
    Option(
        "CA_FILE",
        "",
        _readable,
        "File (PEM) of authorities of your own, whose certificates are trusted beside those of the system.",
    ),
    Option(
        "SCANNER",
        "",
        _scanner,
        "Scanner for viruses: clamd://host:port or clamd:///run/clamav/clamd.ctl. Files are held until it has looked.",
    ),
    Option(
        "CUSTOMERS_OIDC_ISSUER",
        "",
        str,
        "Provider of OpenID Connect by which customers sign in to their pages, such as https://login.example.com.",
    ),
    Option("CUSTOMERS_OIDC_CLIENT", "", str, "How that provider calls the desk (client id)."),
    Option(
        "CUSTOMERS_OIDC_SECRET", "", str, "The secret shared with it; none for a public client.", secret=True
    ),
    Option(
        "OUTGOING_SMTP",
        "",
        str,
        "Server for outgoing mail: smtp://[user:password@]host:port or smtps://…",
        secret=True,
    ),
    Option(
        "REDIS",
        "",
        _redis,
        "Redis server by which several web processes tell each other: redis://[user:password@]host:port/0.",
        secret=True,
    ),
    Option("ADMIN_EMAIL", "", str, "Address of the first administrator."),
    Option(
        "ADMIN_PASSWORD",
        "",
        str,
        "Password of the first administrator; made up and printed when not given.",
        secret=True,
    ),
    Option(
        "SECRET_KEY",
        "",
        str,
        "Key for secrets at rest and signatures; a file in the data directory otherwise.",
        secret=True,
    ),
    Option("POSTGRES_BIN", "", str, "Directory of PostgreSQL programs to use instead of the packaged ones."),
    Option(
        "WORKER_APART",
        False,
        _flag,
        "Work beside the pages in a process of its own: it uses a second processor, at some 80 MB of memory.",
    ),
    Option("THREADS", 6, int, "Threads that answer pages and API calls."),
    Option(
        "API_PER_SECOND",
        200.0,
        float,
        "Steady requests a second of one API token; three minutes' worth may come at once, 0 is no limit.",
    ),
    Option(
        "ALLOW_PRIVATE",
        (),
        _words,
        "Servers on private addresses which the desk may connect to: host or host:port.",
    ),
    Option("LANGUAGE", "en", str, "Language of a new installation: en, fr, ru, lt, et or vi."),
    Option("TIME_ZONE", "UTC", str, "Time zone of a new installation, such as Europe/Vilnius."),
    Option("UNDO_SECONDS", 10, int, "Seconds during which a sent reply can be taken back; 0 sends at once."),
    Option("LOG_LEVEL", "INFO", str, "Least severity that is logged."),
    Option("NO_SKIPS", False, _flag, "In tests: a skip for want of a program is a failure."),
)
_BY_NAME = {option.name: option for option in OPTIONS}


def read(environment: Mapping[str, str] | None = None) -> dict[str, Any]:
    """Return every setting by name (without prefix).

    Raises WrongSetting naming the first setting that is unknown or cannot be read.
    """
    environment = os.environ if environment is None else environment
    given = {n.removeprefix(PREFIX): text for n, text in environment.items() if n.startswith(PREFIX)}
    given = {name: text for name, text in given.items() if not name.startswith("TEST_")}
    data = Path(given.get("DATA") or _BY_NAME["DATA"].default)
    values = {option.name: option.default for option in OPTIONS}
    for source, found in ((str(data / "liaison.toml"), _file(data / "liaison.toml")), ("environment", given)):
        for name, text in found.items():
            values[name] = _understand(name, text, source=source)
    return values


def _file(path: Path) -> dict[str, str]:
    if not path.is_file():
        return {}
    try:
        found = tomllib.loads(path.read_text())
    except tomllib.TOMLDecodeError as wrong:
        raise WrongSetting(f"{path} is not TOML: {wrong}") from wrong
    return {name.upper(): " ".join(v) if isinstance(v, list) else str(v) for name, v in found.items()}


def _understand(name: str, text: str, *, source: str) -> Any:
    option = _BY_NAME.get(name)
    if option is None:
        known = ", ".join(sorted(PREFIX + known for known in _BY_NAME))
        raise WrongSetting(f"{PREFIX}{name} ({source}) is not a setting. Known: {known}.")
    try:
        return option.read(text)
    except ValueError as wrong:
        shown = "…" if option.secret else text
        raise WrongSetting(
            f"{PREFIX}{name}={shown} ({source}) cannot be used: {wrong}. {option.what}"
        ) from wrong
