from collections.abc import Iterator

import pytest

from liaison.authority import catalogue
from liaison.authority.tests import giving


@pytest.fixture(autouse=True)
def a_shop() -> Iterator[None]:
    """Its command is there for these tests alone: the laws of the house look at all that are."""
    catalogue.command(giving.Give)
    yield
    giving.STATUS.clear()
    catalogue.COMMANDS.pop("shop.give")
    catalogue._adapters.pop("shop.give", None)
