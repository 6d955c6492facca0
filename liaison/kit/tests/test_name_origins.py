"""Naming the web sites which may show something of ours."""

import pytest

from liaison.kit.errors import Invalid
from liaison.kit.origins import belongs, checked, origin_of


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("https://shop.example", "https://shop.example"),
        ("https://Shop.Example/", "https://shop.example"),
        ("https://shop.example:443", "https://shop.example"),
        ("http://localhost:8000", "http://localhost:8000"),
        ("https://müller.example", "https://xn--mller-kva.example"),
        ("http://[::1]:8000", "http://[::1]:8000"),
    ],
)
def test_an_origin_is_kept_as_browsers_write_it(typed: str, kept: str) -> None:
    assert checked([typed]) == [kept]


@pytest.mark.parametrize(
    "typed",
    [
        "", "null", "*", "shop.example", "ftp://shop.example", "https://", "https://*.example",
        "https://shop.example/cart", "https://shop.example?x", "https://bo@shop.example",
        "https://shop.example; script-src *", "https://shop.example:port", "https://shop.example,https://b.example",
    ],
)  # fmt: skip
def test_what_is_more_than_an_origin_or_none_is_refused(typed: str) -> None:
    with pytest.raises(Invalid) as refused:
        checked(["https://shop.example", typed])
    assert refused.value.field == "origins"


def test_a_page_belongs_to_the_origins_that_were_named() -> None:
    assert belongs("https://shop.example", ["https://other.example", "https://SHOP.example/"])
    assert not belongs("https://shop.example.evil.example", ["https://shop.example"])
    assert not belongs("http://shop.example", ["https://shop.example"])


def test_a_page_without_an_origin_belongs_nowhere() -> None:
    assert not belongs("null", ["null", ""])
    assert not belongs("", [""])
    assert origin_of("about:blank") == ""
