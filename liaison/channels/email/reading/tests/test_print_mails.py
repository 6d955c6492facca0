"""`liaison read-mail` prints one JSON object per mail, and a batch never stops."""

import io
import json
import subprocess
import sys
from pathlib import Path

from liaison.channels.email.reading.cli import main
from liaison.channels.email.reading.tests.building import mail

NAMES = [
    *(
        "from",
        "to",
        "cc",
        "subject",
        "message_id",
        "in_reply_to",
        "references",
        "date",
        "text",
        "html",
        "reply",
    ),
    *("auto", "auto_kind", "attachments", "language"),
]


def test_one_mail_is_printed_as_one_object():
    out = io.StringIO()
    assert main([], io.BytesIO(mail(b"Where is my order?")), out) == 0
    (said,) = out.getvalue().splitlines()
    assert list(json.loads(said)) == NAMES
    assert json.loads(said)["text"] == "Where is my order?"


def test_a_batch_prints_a_line_for_each_path_and_goes_on_after_a_bad_one(tmp_path: Path):
    good = tmp_path / "good.eml"
    good.write_bytes(mail(b"hi"))
    paths = [str(good), str(tmp_path / "missing.eml"), str(tmp_path), str(good)]
    out = io.StringIO()
    assert main(["--batch"], io.BytesIO("\n".join(paths).encode()), out) == 0
    said = [json.loads(line) for line in out.getvalue().splitlines()]
    assert [line["path"] for line in said] == paths
    assert [line.get("error", "")[:17] for line in said] == ["", "FileNotFoundError", "IsADirectoryError", ""]
    assert said[3]["text"] == "hi"


def test_it_needs_neither_django_nor_a_database():
    code = """
import io, sys
from liaison.channels.email.reading.cli import main
main([], io.BytesIO(b"From: a@b.c\\n\\nWhere is my order, please?"))
print(sorted({name.split(".")[0] for name in sys.modules} & {"django", "psycopg", "procrastinate"}))
"""
    printed = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, env={"PYTHONPATH": "."}
    )
    assert printed.stdout.splitlines()[-1] == "[]"
