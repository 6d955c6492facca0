"""Each sample mail beside this room is read as the JSON beside it says."""

import json
from pathlib import Path

import pytest

from liaison.channels.email.reading import read_mail
from liaison.channels.email.reading.cli import as_json

SAMPLES = Path(__file__).parents[2] / "samples"
MAILS = sorted(SAMPLES.glob("*.eml"))


@pytest.mark.parametrize("path", MAILS, ids=lambda path: path.stem)
def test_a_sample_is_read_as_it_is_meant(path: Path):
    meant = json.loads(path.with_suffix(".json").read_text(encoding="utf-8"))
    understood = as_json(read_mail(path.read_bytes()))
    assert {name: understood[name] for name in meant} == meant


def test_there_are_samples_and_each_says_what_it_means():
    assert MAILS
    assert {path.stem for path in MAILS} == {path.stem for path in SAMPLES.glob("*.json")}
