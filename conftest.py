"""What all tests share: the cast, and a clock that comes back."""

from collections.abc import Iterator

import pytest

from liaison.kit import clock
from tests.cast import Cast, assemble


@pytest.fixture
def cast(db: None) -> Cast:
    return assemble()


@pytest.fixture(autouse=True)
def the_clock_comes_back() -> Iterator[None]:
    yield
    clock.come_back()
