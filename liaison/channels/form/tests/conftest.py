"""A form of the cast, and somebody who fills it in."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client

from liaison.channels.form.actions import open_form
from liaison.channels.form.models import Form
from liaison.channels.form.stamps import new_stamp
from liaison.kit import clock
from liaison.kit.actor import SYSTEM
from liaison.kit.pace import PACES
from tests.cast import Cast

MIRAS = {"name": "Mira Kask", "email": "mira@example.com", "message": "The blue one came broken."}
Send = Callable[..., Any]


@pytest.fixture(autouse=True)
def _nobody_came_before() -> None:
    PACES.forget()


@pytest.fixture
def form(cast: Cast) -> Form:
    return open_form("Contact", department=cast.service, by=SYSTEM)


@pytest.fixture
def send(form: Form) -> Send:
    """Fill the page in as a browser does, some time after it was opened."""

    def sends(client: Client | None = None, *, after: timedelta = timedelta(minutes=1), **said: Any) -> Any:
        stamp = said.pop("stamp", None) or new_stamp(form.key).text
        clock.travel(after)
        return (client or Client()).post(f"/forms/{form.key}/", {"stamp": stamp, **said})

    return sends
