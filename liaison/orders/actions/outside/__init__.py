"""What is asked of shops outside: asked in the transaction of the command, carried out after it, never lost."""

from liaison.orders.actions.outside.asking import Asking, ask, link, must_be_possible
from liaison.orders.actions.outside.carrying import carry_out, due_now
from liaison.orders.actions.outside.ending import fail, finish
from liaison.orders.actions.outside.telling import check_now, repeat, say_done, say_not_done

__all__ = [
    "Asking",
    "ask",
    "carry_out",
    "check_now",
    "due_now",
    "fail",
    "finish",
    "link",
    "must_be_possible",
    "repeat",
    "say_done",
    "say_not_done",
]
