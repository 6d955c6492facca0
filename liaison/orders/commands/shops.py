"""Connecting shops outside, and saying what became of what they were asked to do."""

from dataclasses import dataclass, field
from typing import Any, ClassVar

from django.utils.translation import gettext_lazy as _

from liaison.authority.catalogue import command
from liaison.authority.words import Command, Subject
from liaison.kit.actor import Actor
from liaison.kit.errors import NotFound
from liaison.kit.sayings import said
from liaison.orders import queries
from liaison.orders.actions import outside, shops
from liaison.orders.models import OutsideAction, Shop
from liaison.orders.permissions import OUTSIDE, SHOPS
from liaison.orders.shops.words import Trouble


@command
@dataclass(frozen=True, kw_only=True)
class ConnectShop(Command):
    """Connect a shop outside. kind: of its adapter, as `woocommerce`. title: what we call it.

    source: the name under which its rows are kept here, made of the title when empty. settings: `address` and the
    adapter's own fields by name, its secrets among them.
    """

    name = "orders.connect_shop"
    label = _("Connect a shop")
    needs = SHOPS
    kind: str
    title: str
    source: str = ""
    settings: dict[str, str] = field(default_factory=dict, repr=False)

    def find(self, *, by: Actor, lock: bool) -> Subject:
        queries.shops(for_=by)
        return Subject(everywhere=True)

    def run(self, subject: Subject, *, by: Actor) -> Any:
        made = shops.connect(self.kind, self.title, source=self.source, given=self.settings, by=by)
        return {"shop": made.pk, "source": made.source}


@dataclass(frozen=True, kw_only=True)
class _OnShop(Command):
    needs: ClassVar[str] = SHOPS
    shop: int

    def find(self, *, by: Actor, lock: bool) -> Subject:
        found = queries.find_shop(self.shop, for_=by, lock=lock)
        if found.closed_at is not None:
            raise NotFound
        return Subject(found, None, (found.ref,), everywhere=True)


@command
@dataclass(frozen=True, kw_only=True)
class ChangeShop(_OnShop):
    """Connect a shop otherwise. shop: its id. title: what we call it. settings: as at its connecting.

    A secret that is not given stays, unless the shop lies on another server from now on.
    """

    name = "orders.change_shop"
    label = _("Change the connection of a shop")
    title: str | None = None
    settings: dict[str, str] = field(default_factory=dict, repr=False)

    def run(self, subject: Subject, *, by: Actor) -> Any:
        shops.change(subject.row, given=self.settings, name=self.title, by=by)


@command
@dataclass(frozen=True, kw_only=True)
class CloseShop(_OnShop):
    """Ask and read nothing more of a shop, and forget its secrets. shop: its id."""

    name = "orders.close_shop"
    label = _("Disconnect a shop")

    def run(self, subject: Subject, *, by: Actor) -> Any:
        shops.close(subject.row, by=by)


@command
@dataclass(frozen=True, kw_only=True)
class TryShop(_OnShop):
    """Ask a shop who it is. shop: its id. Answers with `ok` and a sentence."""

    name = "orders.try_shop"
    label = _("Test the connection of a shop")

    def find(self, *, by: Actor, lock: bool) -> Subject:
        return super().find(by=by, lock=False)  # A slow shop must not keep others from it.

    def run(self, subject: Subject, *, by: Actor) -> Any:
        shop: Shop = subject.row
        try:
            called = queries.adapter(shop).name()
        except Trouble as no:
            return {"ok": False, "says": said(no.why)}
        shops.note(shop, wrong="")
        return {"ok": True, "says": called}


@dataclass(frozen=True, kw_only=True)
class _OnOutside(Command):
    needs: ClassVar[str] = OUTSIDE
    action: int

    def find(self, *, by: Actor, lock: bool) -> Subject:
        found = queries.find_outside(self.action, for_=by, lock=lock)
        return Subject(found, None, (found.order.ref, found.shop.ref))

    def run(self, subject: Subject, *, by: Actor) -> Any:
        found: OutsideAction = subject.row
        self.tell(found)
        return {"action": found.pk, "state": str(found.state)}

    def tell(self, action: OutsideAction) -> None:
        """What is said of it."""
        raise NotImplementedError


@command
@dataclass(frozen=True, kw_only=True)
class CheckOutside(_OnOutside):
    """Ask the shop at once what became of something. action: its id."""

    name = "orders.check_outside"
    label = _("Check now")

    def tell(self, action: OutsideAction) -> None:
        outside.check_now(action)


@command
@dataclass(frozen=True, kw_only=True)
class RepeatOutside(_OnOutside):
    """Have the shop be asked once more: somebody looked there and saw that it was not done. action: its id."""

    name = "orders.repeat_outside"
    label = _("Do it again")

    def tell(self, action: OutsideAction) -> None:
        outside.repeat(action)


@command
@dataclass(frozen=True, kw_only=True)
class SayOutsideDone(_OnOutside):
    """Say that it was done: somebody looked in the shop. action: its id."""

    name = "orders.say_outside_done"
    label = _("It was done")

    def tell(self, action: OutsideAction) -> None:
        outside.say_done(action)


@command
@dataclass(frozen=True, kw_only=True)
class SayOutsideNotDone(_OnOutside):
    """Say that it was not done and shall not be: somebody looked in the shop. action: its id."""

    name = "orders.say_outside_not_done"
    label = _("It was not done")

    def tell(self, action: OutsideAction) -> None:
        outside.say_not_done(action)
