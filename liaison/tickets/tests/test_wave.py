"""Which arrivals wait for each other."""

import pytest

from liaison.tickets.waves import Wave
from liaison.tickets.words import Address, Arrival

JONAS = Address("jonas@example.org")


def arrival(**changes: object) -> Arrival:
    given: dict[str, object] = {
        "sender": Address("Mira+home@example.com"), "external_id": "b@example.com", "fingerprint": "b",
        "subject": "A lamp",
    }  # fmt: skip
    return Arrival(channel="email", door="email:1", department=1, parcel=None, **(given | changes))  # type: ignore[arg-type]


FIRST = arrival(external_id="a@example.com", fingerprint="a", sender=Address("mira@example.com"))


@pytest.mark.parametrize(
    "second",
    [
        pytest.param(arrival(answers=("z@example.com", "a@example.com")), id="what answers it"),
        pytest.param(arrival(fingerprint="a"), id="the same mail by another door"),
        pytest.param(arrival(sender=JONAS, subject="RE:  a LAMP"), id="an answer under its subject"),
        pytest.param(arrival(subject="Re: A chair"), id="another answer of the same person"),
        pytest.param(arrival(subject="Away", auto_kind="auto-reply"), id="a machine that answers for them"),
    ],
)
def test_it_waits(second: Arrival) -> None:
    wave = Wave()

    assert wave.takes(FIRST)
    assert not wave.takes(second)


@pytest.mark.parametrize(
    "second",
    [
        pytest.param(arrival(), id="a second matter of the same person"),
        pytest.param(
            arrival(sender=JONAS, subject="Re: A chair", answers=("z@example.com",)), id="another answer"
        ),
        pytest.param(arrival(sender=JONAS, external_id="", fingerprint=""), id="what nothing tells apart"),
    ],
)
def test_it_goes_along(second: Arrival) -> None:
    wave = Wave()

    assert wave.takes(FIRST)
    assert wave.takes(second)
