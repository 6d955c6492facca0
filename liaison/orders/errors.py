"""What this room refuses whatever the company's rules say: what must never break."""

from liaison.kit.errors import Refusal


class NoSuchLine(Refusal):
    """There is no line %(line)s in this order."""


class TooMany(Refusal):
    """There are not so many of %(what)s in this order."""


class NothingChosen(Refusal):
    """Choose at least one item."""


class NoSuchVariant(Refusal):
    """There is no such variant."""


class NotInStock(Refusal):
    """There is not enough of %(what)s in stock."""


class OtherCurrency(Refusal):
    """This is not in the currency of the order."""


class NoSuchMethod(Refusal):
    """There is no such payment method."""


class NotEnoughBalance(Refusal):
    """The balance of this payment method does not cover the amount."""


class MoreThanPaid(Refusal):
    """No more can be given back than was paid: %(left)s."""


class NotAnAmount(Refusal):
    """The amount must be greater than nought."""


class NotMade(Refusal):
    """The parts do not make up the whole amount."""


class AlreadyCancelled(Refusal):
    """This order is cancelled."""


class AlreadyDelivered(Refusal):
    """This order has been delivered already."""


class AlreadyAskedFor(Refusal):
    """This was done with this order once already."""


class SameAsBefore(Refusal):
    """This changes nothing."""


class NoSuchReason(Refusal):
    """Choose a reason from the list."""


class NotAtThisPoint(Refusal):
    """This request is not at the point at which this can be done."""


class NotAnAddress(Refusal):
    """The address is not complete: street, city, postal code and country are needed."""


class NoSuchVoucher(Refusal):
    """This account has no voucher with this code."""


class VoucherExpired(Refusal):
    """This voucher has expired."""


class VoucherSpent(Refusal):
    """Nothing is left of this voucher."""


class NothingOwed(Refusal):
    """Nothing is owed on this invoice."""


class MoreThanOwed(Refusal):
    """No more is owed than %(left)s."""


class NotYet(Refusal):
    """Money cannot have arrived on a day to come."""


class NotForSale(Refusal):
    """%(what)s is not for sale at the moment."""


class OutsideUnderWay(Refusal):
    """%(shop)s was asked to do something with this order already. Wait until it is known what became of it."""


class ShopGone(Refusal):
    """%(shop)s is not connected any more, so nothing can be done with its orders from here."""


class NotDoneThere(Refusal):
    """%(shop)s cannot do this from here. Do it in the shop itself."""


class NoChoiceThere(Refusal):
    """%(shop)s gives money back the way it was paid; another way cannot be chosen."""


class NothingOpen(Refusal):
    """This is not open any more."""


class NoSuchShop(Refusal):
    """There is no such kind of shop."""


class SourceTaken(Refusal):
    """Another shop keeps its rows under this name already."""


class NotToBeRepeated(Refusal):
    """The shop is being asked at this moment. Look again in a minute."""
