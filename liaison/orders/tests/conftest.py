import pytest

from liaison.orders.tests.shop import Shop, allow, open_shop
from tests.cast import Cast


@pytest.fixture
def shop(cast: Cast) -> Shop:
    """A shop in which everything is allowed."""
    made = open_shop(cast)
    allow()
    return made
