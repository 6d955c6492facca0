"""`liaison read-mail`: what our reader understands of a mail, as JSON."""

import argparse
import json
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any, BinaryIO, TextIO

from liaison.channels.email.reading.read import read_mail
from liaison.channels.email.reading.words import Address, Mail


def main(argv: Sequence[str], stdin: BinaryIO | None = None, stdout: TextIO | None = None) -> int:
    """Read one mail from standard input, or with `--batch` one path per line, and print an object for each.

    Needs neither database nor settings. Returns 0; a file that cannot be opened prints an object with
    `path` and `error`, and the batch goes on.
    """
    parser = argparse.ArgumentParser(prog="liaison read-mail", description=main.__doc__)
    parser.add_argument("--batch", action="store_true", help="read paths from standard input, one per line")
    options = parser.parse_args(argv)
    source, out = stdin or sys.stdin.buffer, stdout or sys.stdout
    if not options.batch:
        _print(as_json(read_mail(source.read())), out=out)
        return 0
    for line in source:
        if path := line.rstrip(b"\r\n"):
            _print(_read_file(path), out=out)
    return 0


def as_json(mail: Mail) -> dict[str, Any]:
    """Return the mail as plain values for JSON; message ids without angle brackets, date in ISO 8601, UTC."""
    said: dict[str, Any] = {
        "from": _address(mail.from_),
        "to": [_address(address) for address in mail.to],
        "cc": [_address(address) for address in mail.cc],
        "subject": mail.subject,
        "message_id": mail.message_id,
        "in_reply_to": mail.in_reply_to,
        "references": list(mail.references),
        "date": mail.date.isoformat() if mail.date else None,
        "text": mail.text,
        "html": mail.html,
        "reply": mail.reply,
        "auto": mail.auto,
        "auto_kind": mail.auto_kind.value,
        "attachments": [
            {"name": file.name, "type": file.type, "size": file.size, "sha256": file.sha256}
            for file in mail.attachments
        ],
        "language": mail.language,
    }
    if mail.unreadable:
        said["unreadable"] = mail.unreadable
    return said


def _read_file(path: bytes) -> dict[str, Any]:
    name = path.decode("utf-8", "replace")
    try:
        with Path(path.decode("utf-8", "surrogateescape")).open("rb") as file:
            return {"path": name} | as_json(read_mail(file.read()))
    except (OSError, ValueError, MemoryError) as error:
        return {"path": name, "error": f"{type(error).__name__}: {error}"}


def _address(address: Address) -> dict[str, str]:
    return {"name": address.name, "address": address.address}


def _print(said: dict[str, Any], *, out: TextIO) -> None:
    # ASCII, so that a terminal's or a pipe's encoding cannot spoil it.
    out.write(json.dumps(said) + "\n")
    out.flush()
