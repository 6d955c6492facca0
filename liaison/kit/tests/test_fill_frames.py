import pytest

from liaison.kit import memory
from liaison.kit.frames import Frame, frame, mark


def test_each_place_is_filled_wherever_it_stands() -> None:
    made = Frame(f"<a>{mark('token')}</a><b>{mark('rows')}</b>{mark('token')}")

    assert made.filled({"token": "t", "rows": "r"}) == "<a>t</a><b>r</b>t"


def test_a_place_that_nobody_fills_is_a_mistake() -> None:
    with pytest.raises(KeyError):
        Frame(mark("rows")).filled({})


def test_what_fills_a_place_opens_no_other() -> None:
    assert Frame(mark("rows")).filled({"rows": mark("token"), "token": "secret"}) == mark("token")


def test_a_frame_is_drawn_once_until_everything_is_forgotten() -> None:
    drawn = []
    for _ in range(2):
        frame("one", lambda: drawn.append("again") or "")
    memory.forget()
    frame("one", lambda: drawn.append("anew") or "")

    assert drawn == ["again", "anew"]
