"""The hub of this process, for pages that want to say up to where they know the news."""

from typing import Protocol

from markupsafe import Markup


class _Positioned(Protocol):
    @property
    def position(self) -> int | None: ...


_hubs: list[_Positioned] = []


def use(hub: _Positioned) -> None:
    """Have `position` ask this hub from now on."""
    _hubs[:] = [hub]


def position() -> int | None:
    """Return the number up to which this process knows the news; None where no hub runs.

    To be asked before the page reads anything: then whatever the page does not show yet is told afterwards.
    """
    return _hubs[0].position if _hubs else None


def live(topic: str, *, since: int | None = None) -> Markup:
    """Return the attributes of an element which wants to hear `news` of the topic, as a Jinja2 global.

    since: the position when the page began; by default the present one.
    """
    seq = position() if since is None else since
    known = Markup(' data-live-seq="{}"').format(seq) if seq is not None else Markup("")
    return Markup('data-live-topic="{}"{}').format(topic, known)
