"""What all tests share: the cast, and a clock that comes back."""

from collections.abc import Iterator

import pytest
from django.conf import settings
from django.contrib.auth.hashers import Argon2PasswordHasher

from liaison.kit import clock, memory, pieces
from tests.cast import Cast, assemble


@pytest.fixture
def cast(db: None) -> Cast:
    return assemble()


@pytest.fixture(autouse=True)
def the_clock_comes_back() -> Iterator[None]:
    yield
    clock.come_back()


@pytest.fixture(autouse=True)
def nothing_is_remembered_from_the_test_before() -> None:
    memory.forget()
    pieces.forget()


class QuickHasher(Argon2PasswordHasher):
    """Argon2 as it is used, but not made slow on purpose: the cast of each test has five passwords."""

    time_cost, memory_cost, parallelism = 1, 8, 1


def pytest_configure() -> None:
    settings.PASSWORD_HASHERS = ["conftest.QuickHasher"]
