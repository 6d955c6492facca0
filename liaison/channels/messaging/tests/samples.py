"""Samples of a messenger: what a provider posts (`name.json`, `name.form`) beside its meaning (`name.means.json`)."""

import json
from dataclasses import asdict
from pathlib import Path
from typing import Any

import pytest

from liaison.channels.messaging.messenger import Messenger
from liaison.channels.messaging.models import Account
from liaison.channels.messaging.words import Hook
from liaison.kit.sayings import said


class Samples:
    """Inherit it as `class TestSamples(Samples)`. settings: of the account to which the samples were posted."""

    messenger: Messenger
    folder: Path
    settings: dict[str, str] = {}

    def pytest_generate_tests(self, metafunc: pytest.Metafunc) -> None:
        found = sorted(self.folder.glob("*.means.json"))
        metafunc.parametrize("means", found, ids=[path.name.partition(".")[0] for path in found])

    def test_a_sample_means_what_stands_beside_it(self, means: Path) -> None:
        (raw,) = [
            path for path in means.parent.glob(means.name.replace(".means.json", ".*")) if path != means
        ]
        is_form = raw.suffix == ".form"
        headers = {"content-type": "application/x-www-form-urlencoded" if is_form else "application/json"}
        body = raw.read_bytes().strip()
        hook = Hook("POST", "", {}, headers, body)
        account = Account(kind=self.messenger.kind, settings=self.settings)

        assert meant(self.messenger.parse(hook, account)) == json.loads(means.read_text())


def meant(items: Any) -> list[dict[str, Any]]:
    """Items as JSON, each with what it is and without what is empty."""
    found = []
    for item in items:
        fields = {name: value for name, value in asdict(item).items() if value}
        if "why" in fields:
            fields["why"] = said(fields["why"])
        found.append({"is": type(item).__name__, **json.loads(json.dumps(fields, default=str))})
    return found
