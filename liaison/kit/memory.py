"""What rarely changes (names, departments, permissions), kept in the memory of the process until news of it.

    @kept("department")
    def open_departments() -> tuple[Department, ...]: ...

A value is good until something about one of its nouns was committed here (`told`, called by the journal) or was heard
from another process (the hub), and never longer than FRESH: a process without a hub hears nothing. The count of the
news is taken *before* the value is read, so what was read while a change was being committed is never kept. Inside a
transaction memory is left aside altogether: a command decides by the truth, and sees its own changes.
"""

import threading
from collections import OrderedDict
from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from datetime import timedelta
from functools import wraps
from itertools import count
from time import monotonic
from typing import Any, Final, ParamSpec, TypeVar

from django.db import connection, transaction

P = ParamSpec("P")
V = TypeVar("V")

FRESH: Final = timedelta(seconds=5)
MOST: Final = 4096

_numbers = count(1)
_news: dict[str, int] = {}
_all: list["Memory | ById"] = []
_by_id: dict[str, list["ById"]] = {}
_hearers: list[Callable[[Sequence[str] | None], None]] = []


def told(refs: Iterable[str]) -> None:
    """Something about these (`department:7`, or `department` for all of them) is another than it was."""
    refs = list(set(refs))
    for hear in _hearers:
        hear(refs)
    for ref in refs:
        noun, _, id_ = ref.partition(":")
        # Each number is given out once, so two threads here cannot bring an old one back.
        _news[noun] = number = next(_numbers)
        for known in _by_id.get(noun, ()):
            known.heard(id_, number)


def hears(hear: Callable[[Sequence[str] | None], None]) -> Callable[[Sequence[str] | None], None]:
    """Have a function hear what is told, for a memory of another shape; None is everything."""
    _hearers.append(hear)
    return hear


def tell(*refs: str) -> None:
    """Have it be told when the transaction is committed, for a change which the journal does not record."""
    transaction.on_commit(lambda: told(refs))


def news_of(nouns: Iterable[str]) -> tuple[int, ...]:
    """How things stand: the same again means that nothing about these nouns was told in between."""
    return tuple(_news.get(noun, 0) for noun in nouns)


def forget() -> None:
    """Read everything again the next time: a test begins, a backup was played in, a demo company was taken away."""
    for memory in _all:
        memory.clear()
    for hear in _hearers:
        hear(None)


def is_left_aside() -> bool:
    """Whether memory holds nothing at this place, because a transaction is under way."""
    return bool(connection.in_atomic_block)


class Memory:
    """Values by key, each good until news of one of the nouns. The values are shared: nobody may change them.

    most: how many are kept; the one that was read first makes way.
    """

    def __init__(self, *nouns: str, most: int = MOST) -> None:
        self._nouns = nouns
        self._most = most
        self._kept: OrderedDict[Hashable, tuple[tuple[int, ...], float, Any]] = OrderedDict()
        self._lock = threading.Lock()
        _all.append(self)

    def get(self, key: Hashable, read: Callable[[], V]) -> V:
        """Return what is kept under this key, else what `read` finds."""
        if is_left_aside():
            return read()
        news, now = news_of(self._nouns), monotonic()
        kept = self._kept.get(key)
        if kept is not None and kept[0] == news and now < kept[1]:
            value: V = kept[2]
            return value
        value = read()
        with self._lock:
            self._kept[key] = (news, now + FRESH.total_seconds(), value)
            self._kept.move_to_end(key)
            if len(self._kept) > self._most:
                self._kept.popitem(last=False)
        return value

    def clear(self) -> None:
        """Keep nothing."""
        with self._lock:
            self._kept.clear()


class ById:
    """Values by the id of one noun, asked for by the batch, each good until news of that very one.

    read: finds the values of many ids at once; an id that it leaves out is asked for again the next time.
    """

    def __init__(
        self, noun: str, read: Callable[[list[int]], Mapping[int, V]], *, most: int = 50_000
    ) -> None:
        self._read = read
        self._most = most
        self._kept: dict[int, tuple[int, float, Any]] = {}
        self._news: dict[int, int] = {}
        self._since = 0
        self._lock = threading.Lock()
        _all.append(self)
        _by_id.setdefault(noun, []).append(self)

    def __call__(self, ids: Iterable[int]) -> dict[int, Any]:
        """Return the values of these ids."""
        wanted = set(ids)
        if is_left_aside():
            return dict(self._read(sorted(wanted))) if wanted else {}
        # Taken before anything is read: what is told from here on has a greater number.
        number, now = next(_numbers), monotonic()
        found = {
            id_: kept[2] for id_ in wanted if (kept := self._kept.get(id_)) and self._is_good(id_, kept, now)
        }
        if missing := wanted - found.keys():
            read = self._read(sorted(missing))
            if len(self._kept) + len(read) > self._most:
                self._kept = {}
            self._kept.update(
                {id_: (number, now + FRESH.total_seconds(), value) for id_, value in read.items()}
            )
            found.update(read)
        return found

    def _is_good(self, id_: int, kept: tuple[int, float, Any], now: float) -> bool:
        return now < kept[1] and kept[0] > self._news.get(id_, 0) and kept[0] > self._since

    def heard(self, id_: str, number: int) -> None:
        """Something about this one was told, or, without an id, about any."""
        with self._lock:
            if id_.isdecimal() and len(self._news) < self._most:
                self._news[int(id_)] = number
            else:  # Of so many nobody keeps the book: all are read again.
                self._since, self._news = number, {}

    def clear(self) -> None:
        """Keep nothing."""
        self._kept = {}


def kept(*nouns: str, most: int = MOST) -> Callable[[Callable[P, V]], Callable[P, V]]:
    """Keep what a function finds, by its arguments, until news of one of the nouns.

    What it finds is shared, so it is a tuple, a frozen dataclass, or a dict which nobody changes.
    """

    def decorate(read: Callable[P, V]) -> Callable[P, V]:
        memory = Memory(*nouns, most=most)

        @wraps(read)
        def remembered(*args: P.args, **kwargs: P.kwargs) -> V:
            key = (args, tuple(sorted(kwargs.items()))) if kwargs else args
            return memory.get(key, lambda: read(*args, **kwargs))

        return remembered

    return decorate
