"""Whatever is asked for in whatever order: what may never break holds, and what was refused changed nothing."""

from concurrent.futures import ThreadPoolExecutor

import pytest

from liaison.orders.tests.held import limit
from liaison.orders.tests.sequences import run
from liaison.orders.tests.shop import allow, open_shop
from liaison.orders.tests.together import WISHES, ask_together
from tests.cast import Cast, assemble


@pytest.mark.django_db
def test_what_may_never_break_holds_in_any_sequence(cast: Cast) -> None:
    shop = open_shop(cast)
    allow()
    limit()

    seen = run(shop, 300)

    missing = {"done", "waiting", "released"} - set(seen)
    assert not missing


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("name", sorted(WISHES))
def test_of_four_at_once_on_one_order_exactly_one_wins(name: str) -> None:
    shop = open_shop(assemble())
    allow()
    order = shop.order()

    with ThreadPoolExecutor(4) as pool:
        reasons = ask_together(shop, order, name, pool=pool)

    assert len(reasons) == 3
