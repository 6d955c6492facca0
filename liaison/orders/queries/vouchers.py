"""Reading vouchers: whose they are, and whether they can be spent."""

from liaison.kit.clock import now
from liaison.orders.errors import NoSuchVoucher, OtherCurrency, VoucherExpired, VoucherSpent
from liaison.orders.models import Voucher


def voucher_of(account: int, code: str, *, currency: str, lock: bool = False) -> Voucher:
    """The voucher of an account with this code, which can be spent now. code: as it was told, in any case.

    Raises NoSuchVoucher, VoucherExpired, VoucherSpent, OtherCurrency.
    """
    rows = Voucher.objects.select_for_update() if lock else Voucher.objects.all()
    found = rows.filter(account=account, code=code.strip().upper()).first()
    if found is None:
        raise NoSuchVoucher
    if found.expires_at is not None and found.expires_at <= now():
        raise VoucherExpired
    if found.remainder <= 0:
        raise VoucherSpent
    if found.currency != currency:
        raise OtherCurrency
    return found
